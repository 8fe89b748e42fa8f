using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Figures;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Documents.Data;

/// <summary>data.json: all the year's figures in one file, for programs.</summary>
internal static class DataJson
{
    public static PublishedFile Write(ReviewedYear year) => JsonText.Write("data/data.json", year.Plan.IsScored ? Scored(year) : Unscored(year));

    private static object Scored(ReviewedYear year) => new
    {
        Plan = new { year.Plan.Id, year.Plan.Edition, year.Plan.Name, year.Plan.City, year.Plan.CityCode },
        FiscalYear = year.Cycle.Year.Year,
        year.Cycle.ScoreLabel,
        year.Version,
        PublishedOn = Printed.Iso(year.PublishedOn),
        FirstPublishedOn = Printed.Iso(year.FirstPublishedOn),
        year.Plan.Document.Title,
        year.Plan.Document.Licence,
        Criteria = year.Plan.Scoring.Criteria.Select(c => new { c.Id, c.Name, c.Min, c.Max }),
        Items = year.Figures.Items.Select(i => Item(year, i)),
        Themes = year.Figures.Themes.Select(t => Theme(year.Plan, t)),
        Measures = year.Figures.Measures.Select(m => Measure(year, m)),
        Opinions = year.Plan.Items.SelectMany(i => year.Opinions.Of(i.Number).Select((text, at) => new
        {
            Item = i.Number,
            Order = at + 1,
            Text = text,
        })),
        Closing = Closing(ClosingFigures.Of(year.Plan, year.Figures)),
        Corrections = CorrectionData.Json(year),
    };

    private static object Unscored(ReviewedYear year) => new
    {
        Plan = new { year.Plan.Id, year.Plan.Edition, year.Plan.Name, year.Plan.City, year.Plan.CityCode },
        FiscalYear = year.Cycle.Year.Year,
        year.Version,
        PublishedOn = Printed.Iso(year.PublishedOn),
        FirstPublishedOn = Printed.Iso(year.FirstPublishedOn),
        year.Plan.Document.Title,
        year.Plan.Document.Licence,
        Items = year.Plan.Items.Select(i => new { i.Number, i.Label, i.Heading, i.Name }),
        Measures = year.Figures.Measures.Select(m => new
        {
            m.Measure.Code,
            Item = m.Item.Number,
            m.Measure.Label,
            m.Measure.Name,
            m.Measure.Flags,
            Departments = m.Measure.Departments.Select(d => year.Plan.Department(d).Name),
            Started = m.Measure.Started.Year,
            Ended = m.Measure.Ended?.Year.Year,
        }),
        Corrections = CorrectionData.Json(year),
    };

    private static object Item(ReviewedYear year, ItemFigures figures) => new
    {
        figures.Item.Number,
        figures.Item.Name,
        figures.Item.Themes,
        figures.MeasureCount,
        Means = Means(year.Plan, figures.Mean),
        figures.Mean?.Total,
        figures.Mean?.Grade,
        figures.CommitteeMean,
        PastGrades = PastYears(year, past => year.Past.OfItem(figures.Item.Number, past)),
    };

    private static object Theme(Plan plan, ThemeFigures figures) => new
    {
        figures.Theme.Number,
        figures.Theme.Id,
        figures.Theme.Name,
        figures.ItemCount,
        figures.MeasureCount,
        Means = Means(plan, figures.Mean),
        figures.Mean?.Total,
        figures.Mean?.Grade,
        figures.CommitteeMean,
    };

    private static object Measure(ReviewedYear year, MeasureFigures figures) => new
    {
        figures.Measure.Code,
        Item = figures.Item.Number,
        figures.Measure.Name,
        Departments = figures.Measure.Departments.Select(d => year.Plan.Department(d).Name),
        Scores = figures.Score is { } score
            ? new OrderedDictionary<string, int>(year.Plan.Scoring.Criteria.Select(c => KeyValuePair.Create(c.Id, score.Scores[c.Id])))
            : null,
        figures.Score?.Total,
        figures.Score?.Grade,
        PastGrades = PastYears(year, past => PrintedGrades.Past(year, figures.Measure, past) is { Length: > 0 } grade ? grade : null),
        Started = figures.Measure.Started.Year,
        Ended = figures.Measure.Ended?.Year.Year,
        EndedMonth = figures.Measure.Ended?.Month is { } month ? Printed.IsoMonth(month) : null,
        figures.Measure.RevisionTag,
        Status = GradeStatus.Now(year, figures),
    };

    private static object Closing(ClosingFigures figures) => new
    {
        figures.MeasureCount,
        figures.TopTwoCount,
        figures.TopTwoShare,
        figures.ItemsFromFour,
        HighestItemMean = figures.Highest.FirstOrDefault()?.CommitteeMean,
        HighestItems = Numbers(figures.Highest),
        SecondItemMean = figures.Second.FirstOrDefault()?.CommitteeMean,
        SecondItems = Numbers(figures.Second),
        LowestItemMean = figures.Lowest.FirstOrDefault()?.CommitteeMean,
        LowestItems = Numbers(figures.Lowest),
        BestThemeMean = figures.BestThemes.FirstOrDefault()?.CommitteeMean,
        BestThemes = figures.BestThemes.Select(t => t.Theme.Id),
    };

    private static IEnumerable<int> Numbers(ImmutableArray<ItemFigures> items) => items.Select(i => i.Item.Number);

    private static OrderedDictionary<string, decimal>? Means(Plan plan, MeanScore? mean) => mean is null
        ? null
        : new OrderedDictionary<string, decimal>(plan.Scoring.Criteria.Select(c => KeyValuePair.Create(c.Id, mean.Means[c.Id])));

    // By calendar year; "-" is ended, null is not started or not known.
    private static OrderedDictionary<string, string?> PastYears(ReviewedYear year, Func<Review.Calendar.FiscalYear, string?> grade) =>
        new(PrintedGrades.PastYears(year).Select(past =>
            KeyValuePair.Create(past.Year.ToString(CultureInfo.InvariantCulture), grade(past))));
}
