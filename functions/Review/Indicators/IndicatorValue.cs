using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace GyoseiFlow.Review.Indicators;

/// <summary>One value of an indicator, as printed and as it can be reckoned with.</summary>
/// <param name="Parts">One, or one a part of a split value, in the indicator's order; a part without a value is absent.</param>
public sealed record IndicatorValue(ImmutableArray<ValuePart> Parts)
{
    /// <summary>The part of this name ("" where the value is not split), or null.</summary>
    public ValuePart? Of(string name) => Parts.FirstOrDefault(p => p.Name == name);
}

/// <summary>A value, or one part of a split one.</summary>
/// <param name="Name">(男性) and the like; "" where the value is not split.</param>
/// <param name="Printed">As the paper prints it, unit included: 81,571千円, 13%以上, 検討・実施, 増加.</param>
/// <param name="Number">The number in it, in the indicator's unit; null where it is a state or a sentence.</param>
/// <param name="Bound">Whether the number is meant exactly, as a floor or as a ceiling.</param>
public sealed partial record ValuePart(string Name, string Printed, decimal? Number, Bound Bound)
{
    private const string Dashes = "-－‐‑–—―─ー−ｰ \u3000";

    /// <summary>Reads what a paper prints, or a department types.</summary>
    /// <param name="name">The part's name, or "".</param>
    /// <param name="printed">81,571千円, 13%以上, ９７回, 検討・実施, 1,483 (the unit may be left out).</param>
    /// <param name="unit">The indicator's unit; a number with another one is not reckoned with.</param>
    /// <returns>null for a blank or a dash.</returns>
    public static ValuePart? Read(string name, string printed, string? unit)
    {
        ArgumentNullException.ThrowIfNull(printed);
        var text = printed.Trim();
        if (text.All(c => Dashes.Contains(c, StringComparison.Ordinal)))
        {
            return null;
        }

        var match = Figure().Match(Narrow(text));
        var number = match.Success && (match.Groups["unit"].Value is "" || match.Groups["unit"].Value == Narrow(unit ?? "").Trim())
            ? Size(match)
            : null;
        var bound = number is null ? Bound.Exactly : match.Groups["bound"].Value switch
        {
            "以上" => Bound.AtLeast,
            "以下" or "以内" => Bound.AtMost,
            _ => Bound.Exactly,
        };
        return new ValuePart(name, text, number, bound);
    }

    // More digits than a decimal holds are no figure of a paper.
    private static decimal? Size(Match match) =>
        decimal.TryParse(match.Groups["digits"].ValueSpan, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var size)
            ? match.Groups["minus"].Success ? -size : size
            : null;

    // Full-width letters to half-width ones. Not NFKC, to which ① is a 1.
    private static string Narrow(string text) => string.Create(text.Length, text, (narrow, wide) =>
    {
        for (var i = 0; i < wide.Length; i++)
        {
            narrow[i] = wide[i] is >= '！' and <= '～' ? (char)(wide[i] - 0xFEE0) : wide[i] == '\u3000' ? ' ' : wide[i];
        }
    });

    [GeneratedRegex(
        """
        \A(?:(?<minus>[-−▲△])|\+)?\ *(?<digits>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)
        \ *(?<unit>(?:(?!以上|以下|以内)[^0-9\s])*?)\ *(?<bound>以上|以下|以内)?\z
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex Figure();
}

/// <summary>How a number is meant.</summary>
public enum Bound
{
    /// <summary>97回.</summary>
    Exactly,

    /// <summary>13%以上.</summary>
    AtLeast,

    /// <summary>30分以下, 30分以内.</summary>
    AtMost,
}
