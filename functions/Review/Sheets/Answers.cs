using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Review.Sheets;

/// <summary>What a department typed into a sheet, by field id. A field that is absent was left blank: blank is not zero.</summary>
/// <param name="ByField">The answers.</param>
public sealed record Answers(ImmutableSortedDictionary<string, Answer> ByField)
{
    /// <summary>Nothing typed yet.</summary>
    public static Answers None { get; } = new(ImmutableSortedDictionary.Create<string, Answer>(StringComparer.Ordinal));

    /// <summary>The scores by criterion id, complete or not; null when none were given.</summary>
    public ImmutableSortedDictionary<string, int>? Scores =>
        ByField.Values.OfType<ScoresAnswer>().FirstOrDefault()?.ByCriterion;

    /// <summary>The answer to a field, when it is of that kind.</summary>
    public T? Of<T>(string field)
        where T : Answer => ByField.GetValueOrDefault(field) as T;

    /// <summary>Nothing but the answer to a field; nothing at all where it has none.</summary>
    public Answers Only(string field) => ByField.TryGetValue(field, out var answer) ? None.With(field, answer) : None;

    /// <summary>These answers with one more, or one replaced.</summary>
    public Answers With(string field, Answer answer) => new(ByField.SetItem(field, answer));

    /// <summary>What the next year's sheet begins with: the answers to the fields that the plan carries over, or carries from.</summary>
    public Answers CarriedBy(IEnumerable<FormField> form)
    {
        ArgumentNullException.ThrowIfNull(form);
        var carried = None;
        foreach (var field in form)
        {
            if ((field.Carried ? field.Id : field.CarriedFrom) is { } from && ByField.TryGetValue(from, out var answer))
            {
                carried = carried.With(field.Id, answer);
            }
        }

        return carried;
    }
}

/// <summary>The answer to one field; its kind follows the field's.</summary>
public abstract record Answer;

/// <summary>Scores by criterion id.</summary>
/// <param name="ByCriterion">Whole numbers within the criterion's scale.</param>
public sealed record ScoresAnswer(ImmutableSortedDictionary<string, int> ByCriterion) : Answer;

/// <summary>A text for each criterion.</summary>
/// <param name="ByCriterion">By criterion id; criteria without a text are absent.</param>
public sealed record TextsAnswer(ImmutableSortedDictionary<string, string> ByCriterion) : Answer;

/// <summary>Free text.</summary>
/// <param name="Text">As typed; line breaks are LF.</param>
public sealed record TextAnswer(string Text) : Answer;

/// <summary>Rows of cells.</summary>
/// <param name="Rows">In order; a cell left blank is absent.</param>
public sealed record TableAnswer(ImmutableArray<ImmutableSortedDictionary<string, string>> Rows) : Answer;

/// <summary>A year and month.</summary>
/// <param name="Month">The month's first day.</param>
public sealed record MonthAnswer(DateOnly Month) : Answer
{
    /// <summary>Reads 2025-03; null when it is no month, or one of a year that has no name: the year 7 is 令和7年 mistyped.</summary>
    public static MonthAnswer? Read(string? typed) =>
        DateOnly.TryParseExact(typed + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? Of(month) : null;

    /// <summary>The month of a day; null in a year that has no name.</summary>
    public static MonthAnswer? Of(DateOnly day) =>
        day >= new FiscalYear(FiscalYear.MinYear).First && day <= new FiscalYear(FiscalYear.MaxYear).Last
            ? new(new DateOnly(day.Year, day.Month, 1))
            : null;
}

/// <summary>The year's value of the measure's indicator.</summary>
/// <param name="ByPart">As typed, by the part's name; "" where the indicator is not split. Parts without a value are absent.</param>
public sealed record IndicatorAnswer(ImmutableSortedDictionary<string, string> ByPart) : Answer;

/// <summary>One of the field's choices.</summary>
/// <param name="Choice">As the plan words it.</param>
public sealed record ChoiceAnswer(string Choice) : Answer;

/// <summary>
/// A number in the field's unit. In a draft a <see cref="TextAnswer"/> can stand in its place: what was typed and is no number is kept for
/// the person who typed it, and can't be submitted.
/// </summary>
/// <param name="Number">The number.</param>
public sealed record NumberAnswer(decimal Number) : Answer;

/// <summary>How far each part of the measure has come.</summary>
/// <param name="ByPart">Steps of the field's scale, by the part's id; parts without a step are absent.</param>
public sealed record ProgressAnswer(ImmutableSortedDictionary<string, int> ByPart) : Answer;

/// <summary>The year's text for rows of the measure's grids.</summary>
/// <param name="ByRow">By the row's id; rows without a text are absent.</param>
public sealed record GridAnswer(ImmutableSortedDictionary<string, string> ByRow) : Answer;
