using System.Text.RegularExpressions;

namespace GyoseiFlow.Documents.Html;

/// <summary>
/// Says of every table and its parts what they are. A phone's style lays tables out as records, and browsers that go by the layout
/// would no longer tell a screen reader that it is a table.
/// </summary>
internal static partial class TableRoles
{
    /// <summary>The page with the roles. Only tags of the page itself can match: what people typed is escaped.</summary>
    public static string Write(string html) => Tag().Replace(html, tag => $"{tag.Value} role=\"{RoleOf(tag.Groups["name"].Value, tag.Groups["scope"].Value)}\"");

    private static string RoleOf(string name, string scope) => name switch
    {
        "table" => "table",
        "thead" or "tbody" => "rowgroup",
        "tr" => "row",
        "td" => "cell",
        _ => scope is "col" or "colgroup" ? "columnheader" : "rowheader",
    };

    [GeneratedRegex("""<(?<name>table|thead|tbody|tr|td|th)\b(?: scope="(?<scope>[a-z]+)")?""", RegexOptions.CultureInvariant, 60_000)]
    private static partial Regex Tag();
}
