using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Figures;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Scoring;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Documents.Tests;

/// <summary>
/// A small reviewed year: two items, four measures (M1 and M2 scored, M3 ended, M4 not started), two themes, R4–R6 under way in R5.
/// What a test is about, it changes.
/// </summary>
internal sealed record Years
{
    public string PlanName { get; init; } = "試験市行革プラン";

    public ImmutableArray<Theme> Themes { get; init; } = [new("money", "I", "財政", "健全な財政"), new("people", "II", "人材", "人材の育成")];

    public ImmutableArray<Item> Items { get; init; } =
    [
        new(1, "財源の確保", ["money"], [Measure("M1", "広告収入"), Measure("M2", "寄附")]),
        new(2, "職員の育成", ["money", "people"], [Measure("M3", "研修", ended: 2022), Measure("M4", "採用", started: 2024)]),
    ];

    public ImmutableDictionary<string, int[]> Scores { get; init; } =
        ImmutableDictionary<string, int[]>.Empty.Add("M1", [3, 2]).Add("M2", [2, 2]);

    public ImmutableDictionary<int, ImmutableArray<int>> Ballots { get; init; } = ImmutableDictionary<int, ImmutableArray<int>>.Empty.Add(1, [4, 5, 4]);

    public ImmutableDictionary<string, Answers> Answers { get; init; } = ImmutableDictionary<string, Answers>.Empty
        .Add("M1", Review.Sheets.Answers.None.With("remark", new TextAnswer("順調")))
        .Add("M2", Review.Sheets.Answers.None.With("remark", new TextAnswer("順調")));

    public ImmutableArray<string> Opinions { get; init; } = ["よい取組である。", "続けてほしい。"];

    public PastGrades Past { get; init; } = new(
        ImmutableDictionary<int, ImmutableSortedDictionary<FiscalYear, string>>.Empty.Add(1, R4("B")),
        ImmutableDictionary<string, ImmutableSortedDictionary<FiscalYear, string>>.Empty.Add("M1", R4("B")).Add("M3", R4("A")));

    public string Introduction { get; init; } = "はじめの文章。";

    public string GeneralReview { get; init; } = "{{measureCount}}項目のうち{{shareAB}}%がA又はBとなった。";

    public ImmutableArray<FormField> Form { get; init; } =
    [
        new("actions", "取組内容", FieldKind.Table, false, true, 0,
            [new("year", "年度", ColumnKind.Year, []), new("result", "結果", ColumnKind.Text, [])], null),
        new("scores", "自己評価", FieldKind.Scores, false, false, 0, [], null),
        new("reasons", "評価の理由", FieldKind.TextPerCriterion, false, false, 0, [], null),
        new("ended", "取組終了", FieldKind.Month, false, true, 0, [], null),
        new("remark", "特記事項", FieldKind.Text, false, false, 0, [], null),
    ];

    public int Version { get; init; } = 1;

    public ReviewedYear Build()
    {
        var plan = Plan();
        var scores = Scores.ToDictionary(
            s => s.Key, s => plan.Scoring.Criteria.Zip(s.Value).ToImmutableDictionary(p => p.First.Id, p => p.Second));
        return new ReviewedYear(
            plan, plan.Cycles[0], Version, new DateOnly(2024, 7, 1), YearFigures.Of(plan, scores, Ballots), Answers,
            new CompiledOpinions(ImmutableSortedDictionary<int, ImmutableArray<string>>.Empty.Add(1, Opinions)), Past);
    }

    public static Measure Measure(string code, string name, int started = 2022, int? ended = null, string? tag = null) => new(
        code, name, ["lead"], new FiscalYear(started), ended is { } year ? new MeasureEnd(new FiscalYear(year), null) : null, tag);

    private static ImmutableSortedDictionary<FiscalYear, string> R4(string grade) =>
        ImmutableSortedDictionary<FiscalYear, string>.Empty.Add(new FiscalYear(2022), grade);

    private static GradeScale Grades(decimal a, decimal b) =>
        new([new("A", a), new("B", b), new("C", 0)], [new GradeCap("progress", 1, "B")]);

    private static TextTemplate Text(string text) => new(text);

    private Plan Plan() => new(
        "test", 1, PlanName, "試験市", "011002", new FiscalYear(2022), new FiscalYear(2024),
        new ScoringRules(
            [
                new Criterion("progress", "進捗度", 0, 3, ImmutableSortedDictionary<int, string>.Empty),
                new Criterion("creativity", "創造性", 0, 3, ImmutableSortedDictionary<int, string>.Empty.Add(3, "独創的")),
            ],
            Grades(5, 3), Grades(4.5m, 3), Rounding.HalfUpToOneDecimal),
        Themes, [new Department("lead", "(総)総務課", "a@example.jp", null)], Items, Form,
        new CommitteePlan(
            "試験市審議会", 1, 5, ImmutableSortedDictionary<int, string>.Empty.Add(5, "非常に評価できる").Add(1, "課題あり"),
            Rounding.HalfUpToOneDecimal,
            [new Member("m1", "会長", true, false, "m1@example.jp"), new Member("m2", "委員", false, true, "m2@example.jp")]),
        [Cycle()],
        new MailPlan("a@example.jp", "総務課", "試験市総務課", "0123-45-6789", "a@example.jp", "http://localhost", ImmutableDictionary<MailPurpose, MailTemplate>.Empty),
        new DocumentTexts(
            "取組に関する意見書", "PDL1.0", Text(Introduction), "1億円", [new("広告", "1億円")], Text("流れ。"), [new("令和5年度", "評価")],
            Text("方法。"), Text("- 項目の所見"), Text("- テーマの所見"), Text(GeneralReview)));

    private static CyclePlan Cycle() => new(
        new FiscalYear(2023), "R5", new DateOnly(2024, 4, 1), new StagePlan(new DateOnly(2024, 4, 1), new DateOnly(2024, 4, 26), []), 5,
        new StagePlan(new DateOnly(2024, 5, 1), new DateOnly(2024, 6, 1), []), new DateOnly(2024, 7, 1));
}
