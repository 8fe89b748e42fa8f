using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Documents.Data;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Documents.Verification;

/// <summary>Every figure computed again from the published facts, by its address in the open data.</summary>
internal sealed class Recomputation
{
    private readonly PublishedFacts facts;
    private readonly Dictionary<string, string> derived = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> stated = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MeasureScore> scores;

    private Recomputation(PublishedFacts facts)
    {
        this.facts = facts;
        foreach (var (address, value) in facts.BeyondScores)
        {
            derived[address] = value;
        }

        scores = ScoresByMeasure();
        if (!facts.IsScored)
        {
            return;
        }

        State();
        Measures();
        Items();
        Themes();
        foreach (var (figure, value) in ClosingFigures())
        {
            derived.Add(ClosingAddress(figure), value);
        }
    }

    /// <summary>Figures that follow from others. Empty text: no such value.</summary>
    public IReadOnlyDictionary<string, string> Derived => derived;

    /// <summary>Figures that nothing else gives.</summary>
    public IReadOnlyDictionary<string, string> Stated => stated;

    /// <exception cref="BrokenDataException">The facts contradict each other, or nothing can be computed from them.</exception>
    public static Recomputation Of(PublishedFacts facts) => new(facts);

    /// <summary>The address of a figure of the closing chapter, which stands in data.json only.</summary>
    public static string ClosingAddress(string figure) => $"data.json#closing.{figure}";

    /// <summary>What must be printed at an address, or null: there is no such figure.</summary>
    public string? At(string address) => derived.GetValueOrDefault(address) ?? stated.GetValueOrDefault(address);

    private Dictionary<string, MeasureScore> ScoresByMeasure()
    {
        var known = facts.Measures.Select(m => m["measure_code"]).ToHashSet(StringComparer.Ordinal);
        var result = new Dictionary<string, MeasureScore>(StringComparer.Ordinal);
        foreach (var given in facts.Scores.GroupBy(r => r["measure_code"], StringComparer.Ordinal))
        {
            if (!known.Contains(given.Key))
            {
                throw new BrokenDataException(given.First().File, $"{given.First().Line}行目の実践項目「{given.Key}」がmeasures.csvにありません。");
            }

            try
            {
                result.Add(given.Key, facts.Rules.Score(given.ToDictionary(r => r["criterion_id"], r => r.Integer("score"), StringComparer.Ordinal)));
            }
            catch (ArgumentException)
            {
                throw new BrokenDataException(given.First().File, $"実践項目「{given.Key}」の評点が、評価項目の一部にないか、範囲の外です。");
            }
        }

        return result;
    }

    private void State()
    {
        foreach (var row in facts.Scores)
        {
            stated[RowAddress.Score(row["measure_code"], row["criterion_id"])] = row["score"];
        }

        foreach (var row in facts.Items)
        {
            stated[RowAddress.Item(row.Integer("item_number"), "committee_mean")] = row["committee_mean"];
            foreach (var year in facts.PastYears)
            {
                stated[RowAddress.ItemGrade(row.Integer("item_number"), new(year))] = "";
            }
        }

        foreach (var row in facts.ItemGrades.Where(r => r.Integer("graded_fiscal_year") != facts.Year))
        {
            stated[RowAddress.ItemGrade(row.Integer("item_number"), Year(row))] = row["grade"];
        }

        foreach (var row in facts.MeasureGrades.Where(r => r.Integer("graded_fiscal_year") != facts.Year))
        {
            stated[RowAddress.MeasureGrade(row["measure_code"], Year(row))] = row["status"] == GradeStatus.Ended ? PastGrades.Ended : row["grade"];
        }
    }

    private void Measures()
    {
        foreach (var measure in facts.Measures)
        {
            var code = measure["measure_code"];
            var score = scores.GetValueOrDefault(code);
            derived[RowAddress.Measure(code, "total")] = score is null ? "" : Printed.Number(score.Total);
            derived[RowAddress.Measure(code, "grade")] = score?.Grade ?? "";
            derived[RowAddress.MeasureGrade(code, new(facts.Year))] = score?.Grade ?? "";
        }
    }

    private void Items()
    {
        foreach (var item in facts.Items)
        {
            var number = item.Integer("item_number");
            var mean = Mean([item["item_number"]], out var count);
            derived[RowAddress.Item(number, "measure_count")] = Printed.Number(count);
            derived[RowAddress.Item(number, "total")] = Printed.Number(mean?.Total);
            derived[RowAddress.Item(number, "grade")] = mean?.Grade ?? "";
            foreach (var criterion in mean is null ? [] : facts.Rules.Criteria)
            {
                derived[RowAddress.ItemMean(number, criterion.Id)] = Printed.Number(mean!.Means[criterion.Id]);
            }

            if (mean is not null)
            {
                derived[RowAddress.ItemGrade(number, new(facts.Year))] = mean.Grade;
            }
        }
    }

    private void Themes()
    {
        foreach (var theme in facts.Themes)
        {
            var id = theme["theme_id"];
            string[] items = [.. facts.ItemThemes[id].Distinct(StringComparer.Ordinal)];
            var mean = Mean(items, out var count);
            derived[RowAddress.Theme(id, "item_count")] = Printed.Number(items.Count(i => Scored([i]).Any()));
            derived[RowAddress.Theme(id, "measure_count")] = Printed.Number(count);
            derived[RowAddress.Theme(id, "total")] = Printed.Number(mean?.Total);
            derived[RowAddress.Theme(id, "grade")] = mean?.Grade ?? "";
            derived[RowAddress.Theme(id, "committee_mean")] = Printed.Number(CommitteeMean(items));
            foreach (var criterion in mean is null ? [] : facts.Rules.Criteria)
            {
                derived[RowAddress.ThemeMean(id, criterion.Id)] = Printed.Number(mean!.Means[criterion.Id]);
            }
        }
    }

    private MeanScore? Mean(string[] items, out int count)
    {
        MeasureScore[] pooled = [.. Scored(items)];
        count = pooled.Length;
        return facts.Rules.MeanOf(pooled);
    }

    private IEnumerable<MeasureScore> Scored(string[] items) =>
        facts.Measures.Where(m => items.Contains(m["item_number"])).Select(m => scores.GetValueOrDefault(m["measure_code"])).OfType<MeasureScore>();

    private decimal? CommitteeMean(string[] items) => facts.CommitteeRounding.Mean(
        [.. facts.Items.Where(i => items.Contains(i["item_number"]) && i["committee_mean"].Length > 0).Select(i => i.Decimal("committee_mean"))]);

    private IEnumerable<(string Figure, string Value)> ClosingFigures()
    {
        string[] best = [.. facts.Rules.MeasureGrades.Thresholds.Take(2).Select(t => t.Grade)];
        var top = scores.Values.Count(s => best.Contains(s.Grade));
        var rated = facts.Items.Where(i => i["committee_mean"].Length > 0).ToLookup(i => i.Decimal("committee_mean"), i => i["item_number"]);
        decimal[] means = [.. rated.Select(g => g.Key).OrderDescending()];
        yield return ("measureCount", Printed.Number(scores.Count));
        yield return ("topTwoCount", Printed.Number(top));
        yield return ("topTwoShare", Printed.Number(scores.Count == 0 ? null : Rounding.HalfUpToOneDecimal.Round(100m * top / scores.Count)));
        yield return ("itemsFromFour", Printed.Number(rated.Where(g => g.Key >= 4).Sum(g => g.Count())));
        foreach (var (name, mean) in ((string, decimal?)[])[("highest", At(means, 0)), ("second", At(means, 1)), ("lowest", At(means, means.Length - 1))])
        {
            yield return ($"{name}ItemMean", Printed.Number(mean));
            yield return ($"{name}Items", mean is { } value ? string.Join(',', rated[value]) : "");
        }

        var themes = facts.Themes.ToLookup(t => CommitteeMean([.. facts.ItemThemes[t["theme_id"]]]), t => t["theme_id"]);
        var bestMean = themes.Max(g => g.Key);
        yield return ("bestThemeMean", Printed.Number(bestMean));
        yield return ("bestThemes", bestMean is null ? "" : string.Join(',', themes[bestMean]));
    }

    private static decimal? At(decimal[] values, int index) => index >= 0 && index < values.Length ? values[index] : null;

    private static Review.Calendar.FiscalYear Year(ReadRow row)
    {
        var year = row.Integer("graded_fiscal_year");
        return year is >= Review.Calendar.FiscalYear.MinYear and <= Review.Calendar.FiscalYear.MaxYear
            ? new(year)
            : throw new BrokenDataException(row.File, $"{row.Line}行目の年度「{year.ToString(CultureInfo.InvariantCulture)}」は使えません。");
    }
}
