using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Figures;
using GyoseiFlow.Review.Indicators;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Scoring;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Documents.Tests;

/// <summary>A small year of a plan without scores that has something for every part: R4–R6, in R5.</summary>
internal static class UnscoredYear
{
    private static readonly Lazy<Task<Published>> Rendered = new(() => Published.OfAsync(Build()));

    /// <summary>Its files, rendered once for all tests.</summary>
    public static Task<Published> PublishedAsync => Rendered.Value;

    /// <summary>The year with some of its parts, or all.</summary>
    public static ReviewedYear Build(params DocumentPart[] parts)
    {
        var scored = new Years { Themes = [], Items = Items, Form = Form }.Build();
        var plan = scored.Plan with
        {
            Scoring = new ScoringRules([], new GradeScale([], []), new GradeScale([], []), Rounding.HalfUpToOneDecimal),
            Headings = [new("g1", "目標1 ①協働", null, "目標の説明"), new("g1-1", "(1) 共有", "g1", null)],
            Glossary = [new("BPR", "業務の再構築"), new("①印", "丸数字")],
            Profile = [new("summary", "要旨", ProfileKind.Text), new("activity", "活動", ProfileKind.Lines), new("schedule", "行程", ProfileKind.Grid)],
            Committee = scored.Plan.Committee with
            {
                Name = "試験市部会",
                Min = 0,
                Max = 0,
                Labels = ImmutableSortedDictionary<int, string>.Empty,
                Groups = [new("ga", "グループ①", ["m1"]), new("gb", "グループ②", ["m2"])],
            },
            Document = scored.Plan.Document with
            {
                Title = "取組状況報告書",
                GeneralReview = new TextTemplate("総評の文。"),
                Parts = parts is [] ? Enum.GetValues<DocumentPart>().ToImmutableArray() : [.. parts],
            },
        };
        return scored with
        {
            Plan = plan,
            Figures = YearFigures.Of(plan, new Dictionary<string, ImmutableDictionary<string, int>>(), new Dictionary<int, ImmutableArray<int>>()),
            Answers = ImmutableDictionary<string, Answers>.Empty.Add("1-1", Sheet("96", 3)).Add("1-2", Sheet("30分", 1)),
            Former = ImmutableDictionary<string, ImmutableSortedDictionary<FiscalYear, Answers>>.Empty
                .Add("1-1", ImmutableSortedDictionary<FiscalYear, Answers>.Empty.Add(new(2022), Answers.None.With("actual", Value("90", "80%")))),
            Opinions = CompiledOpinions.None,
            Past = PastGrades.None,
            GroupWork =
            [
                new("ga", Copies("最初の文。\n追記の文。"), [new("第1回部会", new(2024, 5, 1), "午前10時～", "会議室①", "4名", "=意見\n- 次回へ")]),
                new("gb", Copies("別の文。"), []),
            ],
        };
    }

    /// <summary>The same without a committee.</summary>
    public static ReviewedYear WithoutCommittee(params DocumentPart[] parts)
    {
        var year = Build(parts);
        return year with { Plan = year.Plan with { Committee = CommitteePlan.None }, GroupWork = [] };
    }

    private static ImmutableArray<Item> Items =>
    [
        new(1, "情報共有", [], [Measured, Overtime]) { Label = "①", Heading = "g1-1", Content = "広報の**充実**。" },
        new(2, "未着手の取組", [], [Years.Measure("2-1", "未着手の取組")]),
    ];

    private static Measure Measured => Years.Measure("1-1", "講座") with
    {
        Label = "指標①",
        Flags = ["新規", "DX"],
        Indicator = new(
            "講座の割合", "%", Direction.Up, Both("70", "60%"), new FiscalYear(2017),
            ImmutableSortedDictionary<FiscalYear, IndicatorValue>.Empty.Add(new(2024), Both("80", "90%以上")), ["男性", "①女性"]),
        Parts = [new("pdca", "PDCA"), new("ict", "ICT")],
        Profile = ImmutableSortedDictionary.Create<string, ProfileValue>(StringComparer.Ordinal)
            .Add("summary", new ProfileText("BPRを進める"))
            .Add("activity", new ProfileLines(["①導入", "②運用"]))
            .Add("schedule", new ProfileGrid(
            [
                new("a1", "活動", "導入", [new(new(2021), new(2021), "なし"), new(new(2022), new(2022), "試行"), new(new(2023), new(2024), "本格実施\n拡大")]),
                new("o1", "成果", "割合", [new(new(2024), new(2024), "－")]),
            ])),
    };

    private static Measure Overtime => Years.Measure("1-2", "時間") with
    {
        Indicator = new(
            "待ち時間", "分", Direction.Down, One("50分"), null,
            ImmutableSortedDictionary<FiscalYear, IndicatorValue>.Empty.Add(new(2023), One("40分以内")), []),
    };

    private static ImmutableArray<FormField> Form =>
    [
        new("actual", "実績値", FieldKind.Indicator, false, false, 0, [], null),
        new("level", "進捗状況", FieldKind.Progress, false, false, 0, [], null)
        {
            Scale = new(ImmutableSortedDictionary<int, string>.Empty.Add(1, "遅れ").Add(2, "概ね順調").Add(3, "順調"), Rounding.HalfUpToOneDecimal),
        },
        new("status", "取組状況", FieldKind.Text, false, false, 0, [], null),
        new("next", "翌年度の取組内容", FieldKind.Text, false, false, 0, [], null),
        new("state", "状況", FieldKind.Choice, false, false, 0, [], null) { Choices = ["計画どおり", "①遅れ"] },
        new("cost", "事業費", FieldKind.Number, false, false, 0, [], null) { Unit = "千円" },
        new("year", "行程の実績", FieldKind.Grid, false, false, 0, [], null),
    ];

    private static Answers Sheet(string value, int step) => Answers.None
        .With("actual", value.EndsWith('分') ? new IndicatorAnswer(ImmutableSortedDictionary<string, string>.Empty.Add("", value)) : Value(value, "85%"))
        .With("level", new ProgressAnswer(ImmutableSortedDictionary<string, int>.Empty.Add("pdca", 2).Add("ict", step)))
        .With("status", new TextAnswer("最初の文。\n"))
        .With("next", new TextAnswer("続ける。"))
        .With("state", new ChoiceAnswer("①遅れ"))
        .With("cost", new NumberAnswer(1234.5m))
        .With("year", new GridAnswer(ImmutableSortedDictionary<string, string>.Empty.Add("a1", "導入した")));

    private static IndicatorAnswer Value(string men, string women) =>
        new(ImmutableSortedDictionary<string, string>.Empty.Add("男性", men).Add("①女性", women));

    private static ImmutableSortedDictionary<string, Answers> Copies(string status) =>
        ImmutableSortedDictionary<string, Answers>.Empty.Add("1-1", Sheet("96", 3).With("status", new TextAnswer(status)));

    private static IndicatorValue One(string printed) => new([ValuePart.Read("", printed, "分")!]);

    private static IndicatorValue Both(string men, string women) =>
        new([ValuePart.Read("男性", men, "%")!, ValuePart.Read("①女性", women, "%")!]);
}
