using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Indicators;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Review.Tests.Plans;

/// <summary>One file, every year as it was: names, departments, thresholds, tags, ends.</summary>
public class PlanOfYearTests
{
    // 広報課 R1–R3 → 情報課 R4–; 職員課 R1–R3 → 人事課, 研修課 R4–.
    private static readonly ImmutableArray<Department> Offices =
    [
        Office("koho") with { Until = R(3), Became = ["joho"] },
        Office("shokuin") with { Until = R(3), Became = ["jinji", "kenshu"] },
        Office("joho") with { From = R(4), Former = [new FormerName(R(4), "情報室")] },
        Office("jinji") with { From = R(4) },
        Office("kenshu") with { From = R(4) },
    ];

    private static readonly Plan Plan = UnscoredPlan.Plan with
    {
        Departments = Offices,
        Cycles = [],
        Items =
        [
            new Item(1, "情報共有", [], [Measure("1", ["koho"]), Measure("2", ["jinji"]), Measure("3", ["koho", "joho"])])
            {
                Former = [new FormerName(R(2), "情報公開")],
            },
            new Item(2, "新しい項目", [], [Measure("4", ["kenshu"]) with { Started = R(4), RevisionTag = "R5内容変更", Ended = new MeasureEnd(R(5), null) }]),
        ],
    };

    [Theory]
    [InlineData(2, "koho", "shokuin")]
    [InlineData(3, "joho", "jinji")]
    public void In_OfficesReorganised_TheYearIsAnsweredByThoseOfItsReview(int year, string first, string second)
    {
        // A year is reviewed in the next: R3 by the offices of R4.
        var plan = Plan.In(R(year));

        Assert.Equal(first, Assert.Single(plan.Measure("1").Departments));
        Assert.Equal(second, Assert.Single(plan.Measure("2").Departments));
        Assert.Equal(first, Assert.Single(plan.Measure("3").Departments));
        Assert.Equal(year == 2 ? ["koho", "shokuin"] : ["joho", "jinji", "kenshu"], plan.Departments.Select(d => d.Id));
    }

    [Fact]
    public void In_OfficeOfAnotherYear_IsKnownByItsNameButIsNoChoice()
    {
        var plan = Plan.In(R(4));

        Assert.Null(plan.Departments.FirstOrDefault(d => d.Id == "koho"));
        Assert.Equal("koho課", plan.Department("koho").Name);
    }

    [Fact]
    public void In_NamesAndMeasures_AreThoseOfTheYear()
    {
        Assert.Equal(["情報公開"], Plan.In(R(2)).Items.Select(i => i.Name));
        Assert.Equal(["情報共有", "新しい項目"], Plan.In(R(4)).Items.Select(i => i.Name));
        Assert.Equal(("情報室", "joho課"), (Plan.In(R(3)).Department("joho").Name, Plan.In(R(4)).Department("joho").Name));
        Assert.Equal((null, null), (Plan.In(R(4)).Measure("4").RevisionTag, Plan.In(R(4)).Measure("4").Ended));
        Assert.Equal(("R5内容変更", R(5)), (Plan.In(R(5)).Measure("4").RevisionTag, Plan.In(R(5)).Measure("4").Ended!.Year));
    }

    [Fact]
    public void In_MeasureChanged_FormerHoldsUntilItsYear()
    {
        var changed = Measure("1", ["joho"]) with
        {
            Name = "今の名前",
            Former = [new FormerMeasure(R(3), "前の名前", ["shokuin"], null), new FormerMeasure(R(1), "はじめの名前", [], "R1追加")],
        };
        var plan = Plan with { Items = [new Item(1, "項目", [], [changed])] };

        Assert.Equal(("はじめの名前", "shokuin", "R1追加"), Of(1));
        Assert.Equal(("前の名前", "shokuin", null), Of(2));
        Assert.Equal(("今の名前", "joho", null), Of(4));

        (string, string, string?) Of(int year) =>
            plan.In(R(year)).Measure("1") is var m ? (m.Name, m.Departments[0], m.RevisionTag) : default;
    }

    [Fact]
    public void In_MeasureRenamed_AnIndicatorWithoutANameOfItsOwnFollows()
    {
        var former = new FormerMeasure(R(3), "前の名前", [], null);
        Measure Of(string code, string indicator) => Measure(code, ["joho"]) with
        {
            Name = "今の名前",
            Former = [former],
            Indicator = new Indicator(indicator, "件", Direction.Up, null, null, ImmutableSortedDictionary<FiscalYear, IndicatorValue>.Empty, []),
        };
        var plan = Plan with { Items = [new Item(1, "項目", [], [Of("1", "今の名前"), Of("2", "利用件数")])] };

        Assert.Equal(["前の名前", "利用件数"], plan.In(R(3)).Measures.Select(m => m.Indicator!.Name));
        Assert.Equal(["今の名前", "利用件数"], plan.In(R(4)).Measures.Select(m => m.Indicator!.Name));
    }

    [Fact]
    public void In_ThresholdsChanged_TheYearIsGradedByItsOwn()
    {
        var rules = Tomakomai.Plan.Scoring;
        var stricter = rules with
        {
            MeasureGrades = rules.MeasureGrades with { Thresholds = [new("A", 12), new("B", 9), new("C", 5), new("D", 0)] },
            Former = [new FormerRules(new FiscalYear(2022), rules.MeasureGrades, null, null)],
        };
        var plan = Tomakomai.Plan with { Scoring = stricter };
        var scores = rules.Criteria.ToDictionary(c => c.Id, _ => 3);
        scores[rules.Criteria[1].Id] = 2;

        Assert.Equal("A", plan.In(new FiscalYear(2022)).Scoring.Score(scores).Grade);
        Assert.Equal("B", plan.In(new FiscalYear(2023)).Scoring.Score(scores).Grade);
        Assert.Equal("B", plan.In(new FiscalYear(2024)).Scoring.Score(scores).Grade);
    }

    [Fact]
    public void Predecessors_AreAllWhoseWorkWasTakenOver()
    {
        var succession = new Succession([.. Offices, Office("sogo") with { From = R(6) }, Office("x") with { Until = R(5), Became = ["sogo"] }]);

        Assert.Equal(["koho"], succession.Predecessors("joho"));
        Assert.Equal(["x"], succession.Predecessors("sogo"));
        Assert.Empty(succession.Predecessors("koho"));
    }

    /// <summary>In a year nothing of another year is left, so asking for the same year again changes nothing.</summary>
    [Fact]
    public void In_Twice_IsOnce() => Prop.ForAll(Gen.Choose(1, 5).ToArbitrary(), year =>
    {
        var once = Plan.In(R(year));
        var twice = once.In(R(year));
        return once.Measures.Select(Facts).SequenceEqual(twice.Measures.Select(Facts))
            && once.Departments.Select(d => (d.Id, d.Name)).SequenceEqual(twice.Departments.Select(d => (d.Id, d.Name)))
            && once.Items.Select(i => i.Name).SequenceEqual(twice.Items.Select(i => i.Name));
    }).QuickCheckThrowOnFailure();

    /// <summary>Whoever answers in a year is there in the year in which the review is done.</summary>
    [Fact]
    public void In_AnyReorganisation_AnswersAreAskedOfOfficesThatAreThere() => Prop.ForAll(Lines().ToArbitrary(), Gen.Choose(1, 8).ToArbitrary(), (line, year) =>
    {
        var plan = Plan with { Departments = line, Items = [new Item(1, "項目", [], [Measure("1", [line[0].Id])])] };
        var view = plan.In(R(year));
        var answering = view.Measures.SelectMany(m => m.Departments).ToList();
        return answering.Count == 1 && view.Departments.Any(d => d.Id == answering[0]) && line.Single(d => d.Id == answering[0]).IsThereIn(R(year).Next);
    }).QuickCheckThrowOnFailure();

    // Offices that follow each other without a gap.
    private static Gen<ImmutableArray<Department>> Lines() => Gen.Choose(1, 4).ArrayOf().Select(lengths =>
    {
        var line = ImmutableArray.CreateBuilder<Department>();
        var from = 1;
        foreach (var length in lengths.Take(4))
        {
            line.Add(Office($"o{line.Count}") with { From = R(from), Until = R(from + length - 1), Became = [$"o{line.Count + 1}"] });
            from += length;
        }

        line.Add(Office($"o{line.Count}") with { From = R(from) });
        line[0] = line[0] with { From = null };
        return line.ToImmutable();
    });

    private static string Facts(Measure m) => $"{m.Code} {m.Name} {string.Join(',', m.Departments)} {m.RevisionTag} {m.Ended}";

    private static Department Office(string id) => new(id, $"{id}課", $"{id}@example.jp", $"{id}-cho@example.jp");

    private static Measure Measure(string code, ImmutableArray<string> departments) => new(code, $"実践{code}", departments, R(1), null, null);

    private static FiscalYear R(int year) => new(2018 + year);
}
