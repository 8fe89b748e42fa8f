using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>Reads texts with {{placeholders}} and checks the placeholders.</summary>
/// <param name="known">The names that have a value when the text is filled in; none where a text takes no placeholders.</param>
internal sealed partial class TemplateReader(params ImmutableArray<string> known)
{
    /// <summary>Names that have a value in other texts of the same kind: using one here is no slip of the pen.</summary>
    public ImmutableArray<string> Elsewhere { get; init; } = [];

    /// <summary>A text over several lines.</summary>
    public TextTemplate Read(PlanValue value) => Checked(value, value.Text());

    /// <summary>A text of one line.</summary>
    public TextTemplate ReadLine(PlanValue value) => Checked(value, value.Line());

    private TextTemplate Checked(PlanValue value, string text)
    {
        if (value.Node is YamlText { Source: var source } && text.Length > 0)
        {
            for (var match = Braces().Match(source); match.Success && !value.Problems.IsFull; match = match.NextMatch())
            {
                Check(value, source, match);
            }
        }

        return new TextTemplate(text);
    }

    // One that can be used here: the mails' due is none of a chapter's.
    private string Example => Elsewhere.Any() ? "due" : known[0];

    private void Check(PlanValue value, string source, Match match)
    {
        var name = match.Groups["name"].Value;
        if (known.Contains(name))
        {
            return;
        }

        var place = PlaceIn(value.Place, source, match.Index);
        var message = known.IsEmpty
            ? $"「{match.Value}」は差し込めません。ここでは差し込みが使えないので、文字で書いてください。"
            : name.Length == 0
                ? $"「{match.Value}」は差し込みとして読めません。{{{{{Example}}}}} のように、英字の名前を半角の括弧2つずつで囲んでください。"
                : Elsewhere.Contains(name)
                    ? $"差し込み「{name}」は、ここでは使えません。使えるのは {string.Join("、", known)} です。"
                    : $"差し込み「{name}」はありません。{Nearest.Hint(name, known) ?? $"使えるのは {string.Join("、", known)} です。"}";
        value.Problems.Add(place, value.Path, message);
    }

    private static Place PlaceIn(Place start, string source, int index)
    {
        var before = source.AsSpan(0, index);
        var lines = before.Count('\n');
        return lines == 0
            ? start with { Column = start.Column + index }
            : new Place(start.Line + lines, index - before.LastIndexOf('\n'));
    }

    // A whole placeholder, or braces that don't make one.
    [GeneratedRegex(
        @"\{\{\s*(?<name>[A-Za-z][A-Za-z0-9]*)\s*\}\}|\{\{[^{}\n]{0,40}\}{0,2}|\}\}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Braces();
}
