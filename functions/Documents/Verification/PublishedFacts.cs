using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Documents.Verification;

/// <summary>What the open data states and nothing else gives: scores, the committee's item means, former grades, and the rules.</summary>
internal sealed class PublishedFacts
{
    private const int LongestPlan = 100;

    private static readonly string[] OfScores =
        ["criteria.csv", "scores.csv", "grade_thresholds.csv", "rounding.csv", "item_means.csv", "measure_grades.csv"];

    private PublishedFacts(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        Plan = ReadTable.Of(files, "plan.csv").Single();
        History = ReadTable.Of(files, "history.csv").Rows;
        Measures = Unique(ReadTable.Of(files, "measures.csv"), "measure_code");
        Items = Unique(ReadTable.Of(files, "items.csv"), "item_number");
        IsScored = OfScores.Any(name => files.ContainsKey($"data/{name}"));
        BeyondScores = [.. IndicatorFigures.Of(files), .. ProgressFigures.Of(files)];
        if (!IsScored)
        {
            Rules = new ScoringRules([], new GradeScale([], []), new GradeScale([], []), Rounding.HalfUpToOneDecimal);
            CommitteeRounding = Rounding.HalfUpToOneDecimal;
            (Themes, Scores, MeasureGrades, ItemGrades) = ([], [], [], []);
            ItemThemes = Array.Empty<ReadRow>().ToLookup(r => r["theme_id"], r => r["item_number"], StringComparer.Ordinal);
            return;
        }

        Rules = PublishedRules.Scoring(files);
        CommitteeRounding = PublishedRules.Rounding(files, "committee_mean");
        Themes = Unique(ReadTable.Of(files, "themes.csv"), "theme_id");
        Scores = Unique(ReadTable.Of(files, "scores.csv"), "measure_code", "criterion_id");
        ItemThemes = ReadTable.Of(files, "item_themes.csv").Rows.ToLookup(r => r["theme_id"], r => r["item_number"], StringComparer.Ordinal);
        MeasureGrades = Unique(ReadTable.Of(files, "measure_grades.csv"), "measure_code", "graded_fiscal_year");
        ItemGrades = Unique(ReadTable.Of(files, "item_grades.csv"), "item_number", "graded_fiscal_year");
    }

    /// <summary>Whether scores were published: where one of their tables is, all must be.</summary>
    public bool IsScored { get; }

    /// <summary>Attainment and means of progress as they follow from what was published, by address.</summary>
    public ImmutableArray<(string Address, string Value)> BeyondScores { get; }

    public ScoringRules Rules { get; }

    public Rounding CommitteeRounding { get; }

    public ReadRow Plan { get; }

    public ImmutableArray<ReadRow> History { get; }

    public ImmutableArray<ReadRow> Measures { get; }

    public ImmutableArray<ReadRow> Items { get; }

    public ImmutableArray<ReadRow> Themes { get; }

    public ImmutableArray<ReadRow> Scores { get; }

    public ImmutableArray<ReadRow> MeasureGrades { get; }

    public ImmutableArray<ReadRow> ItemGrades { get; }

    /// <summary>Item numbers by theme.</summary>
    public ILookup<string, string> ItemThemes { get; }

    /// <summary>The fiscal year under review.</summary>
    public int Year => Plan.Integer("fiscal_year") is var year and >= FiscalYear.MinYear and <= FiscalYear.MaxYear
        ? year
        : throw new BrokenDataException(Plan.File, $"年度「{Plan["fiscal_year"]}」は使えません。");

    /// <summary>The plan's years before it.</summary>
    public IEnumerable<int> PastYears
    {
        get
        {
            var first = Plan.Integer("first_fiscal_year");
            return Year - first is >= 0 and <= LongestPlan
                ? Enumerable.Range(first, Year - first)
                : throw new BrokenDataException(Plan.File, $"計画の最初の年度「{first}」が、評価の年度「{Year}」に合いません。");
        }
    }

    /// <summary>苫小牧市行政創革プラン 2024年度 第1版.</summary>
    public string Title => $"{Plan["plan_name"]} {Plan["fiscal_year"]}年度 第{(History.IsEmpty ? "？" : History[^1]["version"])}版";

    /// <summary>Reads them from a version's CSV files.</summary>
    /// <exception cref="BrokenDataException">A file isn't there or can't be read.</exception>
    public static PublishedFacts Read(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files) => new(files);

    private static ImmutableArray<ReadRow> Unique(ReadTable table, params string[] key)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            if (!seen.TryAdd(string.Join('&', key.Select(column => Uri.EscapeDataString(row[column]))), row.Line))
            {
                throw new BrokenDataException(table.File, $"{row.Line}行目は、前にもある行です（{string.Join("、", key.Select(c => $"{c}={row[c]}"))}）。");
            }
        }

        return table.Rows;
    }
}
