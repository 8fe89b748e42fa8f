using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Pages.Departments;

/// <summary>An answer as one text, to lay two of them side by side.</summary>
internal static class AnswerText
{
    public static string Of(Plan plan, FormField field, Answer? answer) => answer switch
    {
        ScoresAnswer scores => ByCriterion(plan, scores.ByCriterion, score => $"{score}点"),
        TextsAnswer texts => ByCriterion(plan, texts.ByCriterion, text => text),
        TableAnswer table => string.Join('\n', table.Rows.Select(row => string.Join("｜", field.Columns.Select(c => row.GetValueOrDefault(c.Id, ""))))),
        MonthAnswer month => SheetWords.Month(month.Month),
        TextAnswer text => text.Text,
        _ => "",
    };

    private static string ByCriterion<T>(Plan plan, IReadOnlyDictionary<string, T> values, Func<T, string> write) =>
        string.Join('\n', plan.Scoring.Criteria.Where(c => values.ContainsKey(c.Id)).Select(c => $"{c.Name}：{write(values[c.Id])}"));
}

/// <summary>A text with the part in which it differs from another.</summary>
/// <param name="Lead">What both begin with.</param>
/// <param name="Changed">What differs; may be empty.</param>
/// <param name="Tail">What both end with.</param>
internal sealed record ComparedText(string Lead, string Changed, string Tail)
{
    /// <summary>Two texts, each with what differs between the same beginning and the same end.</summary>
    public static (ComparedText One, ComparedText Other) Compare(string one, string other)
    {
        var lead = one.AsSpan().CommonPrefixLength(other);
        // Half of a character beyond the first plane is no character.
        lead -= lead > 0 && char.IsHighSurrogate(one[lead - 1]) ? 1 : 0;
        var tail = 0;
        while (tail < Math.Min(one.Length, other.Length) - lead && one[^(tail + 1)] == other[^(tail + 1)])
        {
            tail++;
        }

        tail -= tail > 0 && char.IsLowSurrogate(one[^tail]) ? 1 : 0;
        return (Cut(one), Cut(other));

        ComparedText Cut(string text) => new(text[..lead], text[lead..^tail], text[^tail..]);
    }
}
