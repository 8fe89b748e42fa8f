using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Figures;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Scoring;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Corrections;

/// <summary>What differs between two versions of a year's document, figure by figure.</summary>
public static class FigureChanges
{
    /// <summary>Every change, in the order of the document: measures, items, themes, the closing chapter.</summary>
    /// <param name="before">The published version.</param>
    /// <param name="after">What is to replace it; of the same plan and edition.</param>
    public static ImmutableArray<FigureChange> Between(ReviewedYear before, ReviewedYear after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return
        [
            .. before.Figures.Measures.Zip(after.Figures.Measures).SelectMany(m => OfMeasure(before, after, m.First, m.Second)),
            .. before.Figures.Items.Zip(after.Figures.Items).SelectMany(i => OfItem(before, after, i.First, i.Second)),
            .. before.Figures.Themes.Zip(after.Figures.Themes).SelectMany(t => OfTheme(before.Plan, t.First, t.Second)),
            .. Closing(before, after),
        ];
    }

    /// <summary>The items that the changes are about, by number: their departments are to be told.</summary>
    public static ImmutableArray<int> ItemsOf(Plan plan, IEnumerable<FigureChange> changes) =>
    [
        .. changes
            .Select(change => change.Of switch
            {
                ChangedSubject.Measure => plan.ItemOf(change.Subject.Code).Number,
                ChangedSubject.Item => int.Parse(change.Subject.Code, CultureInfo.InvariantCulture),
                _ => 0,
            })
            .Where(number => number > 0)
            .Distinct()
            .Order(),
    ];

    private static IEnumerable<FigureChange> OfMeasure(ReviewedYear before, ReviewedYear after, MeasureFigures was, MeasureFigures now)
    {
        var code = was.Measure.Code;
        var changes = new ChangeList(ChangedSubject.Measure, new Labelled(code, was.Measure.Name));
        foreach (var criterion in before.Plan.Scoring.Criteria)
        {
            changes.Add(ChangedFigure.Score, Of(criterion), was.Score?.Scores[criterion.Id], now.Score?.Scores[criterion.Id]);
        }

        changes.Add(ChangedFigure.Total, null, was.Score?.Total, now.Score?.Total);
        changes.Add(ChangedFigure.Grade, null, was.Score?.Grade, now.Score?.Grade);
        AddPast(changes, after, year => before.Past.OfMeasure(code, year), year => after.Past.OfMeasure(code, year));
        var none = Answers.None;
        AnswerChanges.Add(
            changes, before.Plan, was.Measure, before.Answers.GetValueOrDefault(code) ?? none, after.Answers.GetValueOrDefault(code) ?? none);
        return changes.All;
    }

    private static IEnumerable<FigureChange> OfItem(ReviewedYear before, ReviewedYear after, ItemFigures was, ItemFigures now)
    {
        var number = was.Item.Number;
        var changes = new ChangeList(ChangedSubject.Item, new Labelled(Text(number)!, was.Item.Name));
        changes.Add(ChangedFigure.MeasureCount, null, was.MeasureCount, now.MeasureCount);
        AddMeans(changes, before.Plan, was.Mean, now.Mean);
        changes.Add(ChangedFigure.CommitteeMean, null, was.CommitteeMean, now.CommitteeMean);
        AddPast(changes, after, year => before.Past.OfItem(number, year), year => after.Past.OfItem(number, year));
        foreach (var (place, text, corrected) in TextChanges.Between(before.Opinions.Of(number), after.Opinions.Of(number)))
        {
            changes.Add(ChangedFigure.Opinion, new Labelled(Text(place)!, $"{Text(place)}件目"), text, corrected);
        }

        return changes.All;
    }

    private static IEnumerable<FigureChange> OfTheme(Plan plan, ThemeFigures was, ThemeFigures now)
    {
        var changes = new ChangeList(ChangedSubject.Theme, new Labelled(was.Theme.Id, was.Theme.Name));
        changes.Add(ChangedFigure.MeasureCount, null, was.MeasureCount, now.MeasureCount);
        AddMeans(changes, plan, was.Mean, now.Mean);
        changes.Add(ChangedFigure.CommitteeMean, null, was.CommitteeMean, now.CommitteeMean);
        return changes.All;
    }

    private static IEnumerable<FigureChange> Closing(ReviewedYear before, ReviewedYear after)
    {
        var changes = new ChangeList(ChangedSubject.Document, new Labelled("closing", "総評と集計結果"));
        var was = ClosingFigures.Of(before.Plan, before.Figures).Values(before.Figures);
        var now = ClosingFigures.Of(after.Plan, after.Figures).Values(after.Figures);
        foreach (var placeholder in ClosingFigures.Placeholders)
        {
            changes.Add(
                ChangedFigure.Closing, new Labelled(placeholder, ClosingFigures.LabelOf(after.Plan, placeholder)), was[placeholder], now[placeholder]);
        }

        return changes.All;
    }

    private static void AddMeans(ChangeList changes, Plan plan, MeanScore? was, MeanScore? now)
    {
        foreach (var criterion in plan.Scoring.Criteria)
        {
            changes.Add(ChangedFigure.Mean, Of(criterion), was?.Means[criterion.Id], now?.Means[criterion.Id]);
        }

        changes.Add(ChangedFigure.Total, null, was?.Total, now?.Total);
        changes.Add(ChangedFigure.Grade, null, was?.Grade, now?.Grade);
    }

    private static void AddPast(ChangeList changes, ReviewedYear year, Func<FiscalYear, string?> was, Func<FiscalYear, string?> now)
    {
        foreach (var past in year.Plan.Years.Where(y => y < year.Cycle.Year))
        {
            changes.Add(ChangedFigure.PastGrade, new Labelled(Text(past.Year)!, past.Label), was(past), now(past));
        }
    }

    private static Labelled Of(Criterion criterion) => new(criterion.Id, criterion.Name);

    private static string? Text(int? value) => value?.ToString(CultureInfo.InvariantCulture);
}
