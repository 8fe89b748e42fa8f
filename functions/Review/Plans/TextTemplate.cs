using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace GyoseiFlow.Review.Plans;

/// <summary>A text with {{placeholders}}, from a plan file.</summary>
/// <param name="Text">The text as written.</param>
public sealed partial record TextTemplate(string Text)
{
    /// <summary>The names between the braces, each once.</summary>
    public ImmutableArray<string> Placeholders =>
        [.. Placeholder().Matches(Text).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal)];

    /// <summary>The text with its placeholders replaced.</summary>
    /// <exception cref="KeyNotFoundException">A placeholder has no value; a checked plan uses only those that have.</exception>
    public string Fill(IReadOnlyDictionary<string, string> values) =>
        Placeholder().Replace(Text, m => values.TryGetValue(m.Groups["name"].Value, out var value)
            ? value
            : throw new KeyNotFoundException($"No value for the placeholder {m.Groups["name"].Value}."));

    [GeneratedRegex(@"\{\{\s*(?<name>[A-Za-z][A-Za-z0-9]*)\s*\}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}
