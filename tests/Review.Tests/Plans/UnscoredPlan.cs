using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Review.Tests.Plans;

/// <summary>A small plan with all that a plan may have besides scores, and without a committee; invented.</summary>
internal static class UnscoredPlan
{
    public const string Yaml = """
        id: kohan
        edition: 1
        name: 湖畔市行政改革推進計画
        city: 湖畔市
        cityCode: "012131"
        firstYear: R1
        lastYear: R5

        headings:
          - { id: g1, name: 基本目標1 協働, text: 市民とともに。 }
          - { id: g1-1, name: (1) 情報共有, parent: g1 }
          - { id: g2, name: 基本目標2 職員 }

        glossary:
          - { word: BPR, meaning: 業務の進め方を見直すこと }

        profile:
          - { id: summary, label: 取組の要旨, kind: text }
          - { id: activity, label: アクティビティ, kind: lines }
          - { id: schedule, label: 各年度の行程, kind: grid }

        departments:
          - { id: koho, name: 広報課, mail: koho@example.jp, headMail: koho-cho@example.jp }
          - { id: shokuin, name: 職員課, mail: shokuin@example.jp, headMail: shokuin-cho@example.jp }

        items:
          - number: 1
            label: ①
            heading: g1-1
            name: 双方向の情報共有
            content: |
              SNS等を通じて、情報を共有する。
            measures:
              - code: "1-1"
                label: 指標①
                name: フォロワー数
                departments: [koho]
                started: R1
                flags: [新規, DX]
                indicator: { unit: 人, initial: "1,483", initialYear: H29, targets: { R5: "6,000" } }
                profile:
                  summary: 要旨
                  activity: [①研修, ②講座]
                  schedule:
                    - { id: a1, group: 活動, name: 研修, cells: { R3-R5: 継続, R1: 150回, R2: 完了 } }
          - number: 2
            name: 働き方
            heading: g2
            measures:
              - code: "2-1"
                name: 育児休業取得率
                departments: [shokuin]
                started: R1
                indicator:
                  unit: "%"
                  parts: [男性, 女性]
                  initial: { 女性: 100%, 男性: 6.9% }
                  targets: { R1: { 男性: 13%以上 } }
                parts:
                  - { id: a, name: 男性の取得 }
                  - { id: b, name: 女性の取得 }
              - code: "2-2"
                name: 時間外勤務
                departments: [shokuin]
                started: R1
                indicator: { name: 時間外勤務時間数, unit: 時間, direction: down, initial: 161.2時間, targets: { R1: 縮減 } }

        form:
          - { id: actual, label: 実績値, kind: indicator, required: true }
          - { id: status, label: 取組状況, kind: text, carriedFrom: nextYear, maxLength: 400 }
          - { id: nextYear, label: 翌年度の取組内容, kind: text }
          - { id: level, label: 進捗状況, kind: progress, scale: { labels: { 1: 遅れ, 2: 概ね順調, 3: 順調 }, meanRounding: { decimals: 1, mode: halfUp } } }
          - { id: state, label: 状況, kind: choice, choices: [計画どおり, 遅れ] }
          - { id: cost, label: 事業費, kind: number, unit: 千円 }
          - { id: year, label: 今年度の実績, kind: grid }

        cycles:
          - year: R3
            opens: 2022-05-09
            selfEvaluation: { due: 2022-05-31, remindAt: [-3, 1] }
            escalateAfter: 5
            publication: 2022-07-29

        mail:
          from: noreply@example.jp
          fromName: 湖畔市総務課
          secretariat: 湖畔市総務課
          secretariatPhone: 0123-00-0000
          secretariatMail: somu@example.jp
          baseUrl: https://kohan.example.jp
          templates:
            task: { subject: 依頼, body: "{{due}} {{link}} {{secretariat}}" }
            reminder: { subject: 督促, body: "{{due}} {{link}} {{secretariat}}" }
            overdue: { subject: 督促, body: "{{due}} {{link}} {{secretariat}}" }
            escalation: { subject: 督促, body: "{{due}} {{link}} {{secretariat}}" }
            return: { subject: 差戻し, body: "{{due}} {{link}} {{secretariat}}" }
            returnReminder: { subject: 督促, body: "{{due}} {{link}} {{secretariat}}" }
            accepted: { subject: 受理, body: "{{link}} {{secretariat}}" }
            extension: { subject: 延長, body: "{{due}} {{link}} {{secretariat}}" }
            extensionDeclined: { subject: 延長, body: "{{due}} {{link}} {{secretariat}}" }
            reassigned: { subject: 担当替え, body: "{{due}} {{link}} {{secretariat}}" }
            handedOver: { subject: 担当替え, body: "{{link}} {{secretariat}}" }
            onBehalf: { subject: 代理入力, body: "{{link}} {{secretariat}}" }
            published: { subject: 公表, body: "{{link}} {{secretariat}}" }
            feedback: { subject: 公表, body: "{{link}} {{secretariat}}" }
            correction: { subject: 訂正, body: "{{link}} {{secretariat}}" }

        document:
          title: 取組状況
          licence: PDL1.0

        """;

    public static Plan Plan { get; } = PlanReader.Read(Yaml).Plan
        ?? throw new InvalidOperationException(string.Join('\n', PlanReader.Read(Yaml).Problems));

    public static Measure Measure(string code) => Plan.Measure(code);

    /// <summary>The file with one passage replaced. A « in the new text isn't written: it marks where the problem is expected.</summary>
    public static (string Yaml, int Line, int Column) Broken(string passage, string replacement)
    {
        var at = Yaml.IndexOf(passage, StringComparison.Ordinal);
        Assert.True(at >= 0, $"Not in the plan: {passage}");
        Assert.True(Yaml.IndexOf(passage, at + 1, StringComparison.Ordinal) < 0, $"More than once in the plan: {passage}");
        return Tomakomai.Marked(Yaml[..at] + replacement + Yaml[(at + passage.Length)..]);
    }
}
