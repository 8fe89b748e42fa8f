using System.Collections.Immutable;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.Towns;

/// <summary>A plan with two items, three measures, two departments and two members: everything once, nothing twice.</summary>
internal static class SmallPlan
{
    public const string Zaisei = "zaisei@town.example.jp";
    public const string ZaiseiHead = "zaisei-cho@town.example.jp";
    public const string Kikaku = "kikaku@town.example.jp";
    public const string Secretariat = "jimukyoku@town.example.jp";
    public const string Chair = "kaicho@town.example.jp";
    public const string Member = "iin@town.example.jp";

    public static readonly DateOnly Opens = new(2025, 4, 1);
    public static readonly DateOnly Due = new(2025, 4, 25);
    public static readonly DateOnly CommitteeOpens = new(2025, 5, 20);
    public static readonly DateOnly CommitteeDue = new(2025, 6, 20);
    public static readonly DateOnly Publication = new(2025, 7, 30);

    public static string Yaml { get; } = Header + Form + Rest;

    public static Plan Plan { get; } = Read(Yaml);

    /// <summary>The second edition: the carried field "goal" is gone, "actions" is there still.</summary>
    public static string SecondEdition { get; } = Yaml
        .Replace("edition: 1", "edition: 2", StringComparison.Ordinal)
        .Replace(Goal, "", StringComparison.Ordinal);

    /// <summary>Answers that can be submitted.</summary>
    public static Answers Answers(string text = "橋の点検を終えた", int progress = 3, int creativity = 2) => Review.Sheets.Answers.None
        .With("scores", new ScoresAnswer(ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal, [KeyValuePair.Create("progress", progress), KeyValuePair.Create("creativity", creativity)])))
        .With("actions", new TableAnswer([ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal, [KeyValuePair.Create("year", "R6"), KeyValuePair.Create("plan", $"取組・{text}")])]))
        .With("goal", new TextAnswer($"目標・{text}"))
        .With("remark", new TextAnswer($"特記・{text}"));

    private static Plan Read(string yaml)
    {
        var reading = PlanReader.Read(yaml);
        return reading.Plan ?? throw new InvalidOperationException(string.Join('\n', reading.Problems));
    }

    private static string Header => $$"""
        id: town
        edition: 1
        name: 小町行革プラン
        city: 小町市
        cityCode: "012131"
        firstYear: R6
        lastYear: R8
        scoring:
          criteria:
            - { id: progress, name: 進捗度, min: 0, max: 3 }
            - { id: creativity, name: 創造性, min: 0, max: 3 }
          measureGrades:
            thresholds: [{ grade: A, from: 5 }, { grade: B, from: 3 }, { grade: C, from: 0 }]
            caps: [{ criterion: progress, atMost: 1, grade: B }]
          meanGrades:
            thresholds: [{ grade: A, from: 4.5 }, { grade: B, from: 2.5 }, { grade: C, from: 0 }]
            caps: [{ criterion: progress, atMost: 1, grade: B }]
          meanRounding: { decimals: 1, mode: halfUp }
        themes:
          - { id: money, number: I, short: 財政, name: 健全な財政 }
        departments:
          - { id: zaisei, name: 財政課, mail: {{Zaisei}}, headMail: {{ZaiseiHead}} }
          - { id: kikaku, name: 企画課, mail: {{Kikaku}}, headMail: kikaku-cho@town.example.jp }
          - { id: all, name: 各担当部署 }
        items:
          - number: 1
            name: 財源の確保
            themes: [money]
            measures:
              - { code: "1", name: 広告料, departments: [zaisei, kikaku], started: R6 }
              - { code: "2", name: ふるさと納税, departments: [kikaku], started: R6 }
          - number: 2
            name: 施設の見直し
            themes: [money]
            measures:
              - { code: "3", name: 橋の点検, departments: [zaisei], started: R6 }

        """;

    private const string Goal = """
          - { id: goal, label: 目標, kind: text, required: false, carried: true, maxLength: 200 }

        """;

    private static string Form => """
        form:
          - id: actions
            label: 取組内容
            kind: table
            required: false
            carried: true
            columns:
              - { id: year, label: 年度, kind: year }
              - { id: plan, label: 予定, kind: text }

        """ + Goal + """
          - { id: scores, label: 自己評価, kind: scores, required: true, carried: false }
          - { id: remark, label: 特記事項, kind: text, required: false, carried: false, maxLength: 1000 }

        """;

    private static string Rest => $$$"""
        committee:
          name: 小町審議会
          min: 1
          max: 5
          labels: { 5: 良い, 1: 課題あり }
          meanRounding: { decimals: 1, mode: halfUp }
          members:
            - { id: m1, role: 会長, mail: {{{Chair}}}, chair: true }
            - { id: m2, role: 委員, mail: {{{Member}}} }
        cycles:
          - year: R6
            scoreLabel: R6
            opens: {{{Opens:yyyy-MM-dd}}}
            selfEvaluation: { due: {{{Due:yyyy-MM-dd}}}, remindAt: [-3, 1, 3] }
            escalateAfter: 5
            committee: { opens: {{{CommitteeOpens:yyyy-MM-dd}}}, due: {{{CommitteeDue:yyyy-MM-dd}}}, remindAt: [-3, 1] }
            publication: {{{Publication:yyyy-MM-dd}}}
          - year: R7
            scoreLabel: R7
            opens: 2026-04-01
            selfEvaluation: { due: 2026-04-24, remindAt: [-3, 1, 3] }
            escalateAfter: 5
            committee: { opens: 2026-05-20, due: 2026-06-19, remindAt: [-3, 1] }
            publication: 2026-07-30
        mail:
          from: {{{Secretariat}}}
          fromName: 小町市
          secretariat: 小町市 行革係
          secretariatPhone: 0144-00-0000
          secretariatMail: {{{Secretariat}}}
          baseUrl: https://town.example.jp
          templates:
            task: { subject: "依頼 {{measures}}", body: "{{name}} {{due}} {{link}}" }
            reminder: { subject: "督促 {{measures}}", body: "{{name}} {{due}} {{link}}" }
            overdue: { subject: "期限後 {{measures}}", body: "{{name}} {{due}} {{link}}" }
            escalation: { subject: "未提出 {{measures}}", body: "{{name}} {{due}} {{link}}" }
            return: { subject: "差戻し {{measures}}", body: "理由:{{reason}} 期限:{{due}} {{link}}" }
            returnReminder: { subject: "差戻しの確認 {{measures}}", body: "理由:{{reason}} 期限:{{due}}" }
            accepted: { subject: "受理 {{measures}}", body: "{{name}}" }
            extension: { subject: "延長 {{measures}}", body: "理由:{{reason}} 期限:{{due}}" }
            extensionDeclined: { subject: "延長の不承認 {{measures}}", body: "理由:{{reason}} 期限:{{due}}" }
            reassigned: { subject: "引継ぎ {{sheet}}", body: "{{addressee}} {{former}}から 期限:{{due}} 申し送り:{{note}}" }
            handedOver: { subject: "引継ぎ済み {{sheet}}", body: "{{addressee}} {{successor}}へ" }
            onBehalf: { subject: "代理入力 {{sheet}}", body: "{{addressee}} {{link}}" }
            ballot: { subject: "評価 {{due}}", body: "{{addressee}} {{itemCount}}項目\n{{scale}}\n{{link}}" }
            ballotReminder: { subject: "評価の督促 {{due}}", body: "{{name}} {{link}}" }
            ballotOverdue: { subject: "評価の期限後 {{due}}", body: "{{name}} {{link}}" }
            compile: { subject: "とりまとめ", body: "{{addressee}} {{ballotsIn}}/{{ballotsMissing}} {{missing}} {{due}}" }
            approval: { subject: "承認", body: "{{name}} {{link}}" }
            sentBack: { subject: "修正", body: "{{comment}}" }
            published: { subject: "公表", body: "{{addressee}} {{link}}" }
            feedback: { subject: "報告", body: "{{measures}} {{link}}" }
            closed: { subject: "締切 {{measures}}", body: "理由:{{reason}} {{link}}" }
            withdrawn: { subject: "取下げ {{measures}}", body: "理由:{{reason}} {{link}}" }
            digest: { subject: "お知らせ {{summary}}", body: "{{details}}\n{{link}}" }
            groupWork: { subject: "【検討のお願い】{{group}} {{due}}", body: "{{addressee}} {{link}} {{secretariat}}" }
            groupReminder: { subject: "【確認】{{group}} {{left}}", body: "{{addressee}} {{due}} {{link}} {{secretariat}}" }
            correction: { subject: "訂正", body: "{{addressee}} {{reason}} {{items}} {{link}}" }
        document:
          title: 小町の意見書
          licence: PDL1.0
          introduction: はじめに
          effects: 1億円
          effectRows: [{ label: 広告, text: 1億円 }]
          flow: 流れ
          flowRows: [{ label: 令和6年度, text: 評価 }]
          method: 方法
          itemRemarks: 講評
          themeRemarks: 講評
          generalReview: 総評

        """;
}
