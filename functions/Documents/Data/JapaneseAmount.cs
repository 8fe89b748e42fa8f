using System.Globalization;
using System.Text.RegularExpressions;

namespace GyoseiFlow.Documents.Data;

/// <summary>Amounts of money as documents write them.</summary>
internal static partial class JapaneseAmount
{
    /// <summary>3760000000 for 37億6千万円; null for what isn't exactly an amount (約3億円, 検討中).</summary>
    public static long? Yen(string text)
    {
        var match = Amount().Match(text.Trim());
        return match.Success && match.Length > 1
            ? (Part(match, "oku") * 100_000_000) + (Myriads(match) * 10_000) + Below(match, "thousands", "rest")
            : null;
    }

    private static long Myriads(Match match) => Below(match, "manThousands", "manRest");

    private static long Below(Match match, string thousands, string rest) => (Part(match, thousands) * 1000) + Part(match, rest);

    private static long Part(Match match, string name) => match.Groups[name] is { Success: true } part
        ? long.Parse(part.Value.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture)
        : 0;

    [GeneratedRegex(
        """
        \A(?:(?<oku>[0-9][0-9,]{0,8})億)?
        (?:(?:(?<manThousands>[0-9])千)?(?<manRest>[0-9]{1,4}|[0-9],[0-9]{3})?(?<=[0-9千])万)?
        (?:(?<thousands>[0-9][0-9,]{0,8})千)?(?<rest>[0-9][0-9,]{0,11})?
        円\z
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex Amount();
}
