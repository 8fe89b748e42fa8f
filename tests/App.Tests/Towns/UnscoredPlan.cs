using System.Collections.Immutable;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.Towns;

/// <summary>The small plan without scores and without a committee: indicators, steps, a choice, a number and a grid of years.</summary>
internal static class UnscoredPlan
{
    public static string Yaml { get; } = Structure + Form + Calendar + SmallPlan.Yaml[SmallPlan.Yaml.IndexOf("mail:\n", StringComparison.Ordinal)..];

    public static Plan Plan { get; } = PlanReader.Read(Yaml).Plan
        ?? throw new InvalidOperationException(string.Join('\n', PlanReader.Read(Yaml).Problems));

    /// <summary>Answers that can be submitted.</summary>
    public static Answers Answers(string actual = "105回") => Review.Sheets.Answers.None
        .With("actual", new IndicatorAnswer(Parts(("", actual))))
        .With("level", new ProgressAnswer(ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal, [KeyValuePair.Create("pdca", 2), KeyValuePair.Create("hito", 3)])))
        .With("status", new TextAnswer("講座を増やした"))
        .With("nextYear", new TextAnswer("さらに増やす"));

    public static ImmutableSortedDictionary<string, string> Parts(params (string Id, string Text)[] parts) =>
        parts.ToImmutableSortedDictionary(p => p.Id, p => p.Text, StringComparer.Ordinal);

    private static string Structure => $$"""
        id: town
        edition: 1
        name: 小町行革プラン
        city: 小町市
        cityCode: "012131"
        firstYear: R5
        lastYear: R8
        headings:
          - { id: g1, name: 基本目標1 協働 }
          - { id: g1-1, name: (1) 情報共有, parent: g1 }
        profile:
          - { id: summary, label: 取組の要旨, kind: text }
          - { id: schedule, label: 各年度の行程, kind: grid }
        departments:
          - { id: zaisei, name: 財政課, mail: {{SmallPlan.Zaisei}}, headMail: {{SmallPlan.ZaiseiHead}} }
          - { id: kikaku, name: 企画課, mail: {{SmallPlan.Kikaku}}, headMail: kikaku-cho@town.example.jp }
        items:
          - number: 1
            label: ①
            heading: g1-1
            name: 出前講座
            content: 講座を開く。
            measures:
              - code: "1"
                name: 出前講座の開催
                departments: [zaisei, kikaku]
                started: R5
                flags: [DX]
                indicator: { name: 開催回数, unit: 回, initial: 97回, initialYear: R1, targets: { R8: 110回 } }
                parts: [{ id: pdca, name: 講座の充実 }, { id: hito, name: 講師の育成 }]
                profile:
                  summary: 市民に出向いて説明する。
                  schedule: [{ id: a1, group: 活動, name: 講座, cells: { R5-R6: 100回, R7: 110回 } }]
              - code: "2"
                name: 育児休業
                departments: [kikaku]
                started: R5
                indicator: { unit: "%", parts: [男性, 女性], initial: { 男性: 6.9%, 女性: 100% }, targets: { R6: { 男性: 13%以上 } } }
          - number: 2
            name: 施設
            heading: g1
            measures:
              - { code: "3", name: 橋の点検, departments: [zaisei], started: R5 }

        """;

    private const string Form = """
        form:
          - { id: actual, label: 実績値, kind: indicator, required: true }
          - { id: level, label: 進捗状況, kind: progress, required: true, scale: { labels: { 1: 遅れ, 2: 概ね順調, 3: 順調 }, meanRounding: { decimals: 1, mode: halfUp } } }
          - { id: state, label: 状況, kind: choice, choices: [計画どおり, 遅れ] }
          - { id: cost, label: 事業費, kind: number, unit: 千円 }
          - { id: year, label: 今年度の行程の実績, kind: grid }
          - { id: status, label: 取組状況, kind: text, carriedFrom: nextYear, maxLength: 400 }
          - { id: nextYear, label: 翌年度の取組内容, kind: text }

        """;

    private const string Calendar = """
        cycles:
          - year: R6
            opens: 2025-04-01
            selfEvaluation: { due: 2025-04-25, remindAt: [-3, 1, 3] }
            escalateAfter: 5
            publication: 2025-07-30
          - year: R7
            opens: 2026-04-01
            selfEvaluation: { due: 2026-04-24, remindAt: [-3, 1, 3] }
            escalateAfter: 5
            publication: 2026-07-30

        """;
}
