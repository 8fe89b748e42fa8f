using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Sheets;

/// <summary>A word between a department and the secretariat on a sheet; never changed and never published.</summary>
/// <param name="Measure">The measure's code.</param>
/// <param name="Number">From 1, in the order of writing.</param>
/// <param name="By">Who wrote it.</param>
/// <param name="At">When.</param>
/// <param name="Text">What it says.</param>
public sealed record SheetComment(string Measure, int Number, string By, DateTimeOffset At, string Text)
{
    /// <summary>The most characters of a comment, as people count.</summary>
    public const int MaxLength = 2_000;

    /// <summary>A comment as it is written.</summary>
    /// <exception cref="RuleBrokenException">It is blank or too long.</exception>
    public static SheetComment Written(string measure, int number, string by, DateTimeOffset at, string text)
    {
        RuleBrokenException.Unless(!string.IsNullOrWhiteSpace(text), new CommentMustSaySomething());
        var length = text.EnumerateRunes().Count();
        RuleBrokenException.Unless(length <= MaxLength, new CommentMustNotBeTooLong(length, MaxLength));
        return new SheetComment(measure, number, by, at, text);
    }
}
