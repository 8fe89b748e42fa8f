using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Mail;

/// <summary>A sheet in the table of a letter about several.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Link">Its page.</param>
internal sealed record SheetRow(string Number, string Name, string Link);

/// <summary>
/// The HTML of a mail, from the template of its text: paragraphs, the link as a link, several sheets as a table. Nothing is
/// fetched when it is opened, and nobody learns that it was.
/// </summary>
internal static class HtmlBody
{
    // They stand for what is more than text until the text has been escaped.
    private const char Link = '\u0001';
    private const char Table = '\u0002';
    private const char Address = '\u0003';
    private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Writes it.</summary>
    /// <param name="subject">The mail's subject.</param>
    /// <param name="body">The template.</param>
    /// <param name="values">What its placeholders stand for.</param>
    /// <param name="sheets">The sheets, when there are several; none to leave them text.</param>
    public static string Write(
        string subject, TextTemplate body, IReadOnlyDictionary<string, string> values, IReadOnlyList<SheetRow> sheets)
    {
        var marked = values.ToDictionary(value => value.Key, value => value.Key switch
        {
            "link" => $"{Link}",
            "measures" when sheets is not [] => $"{Table}",
            // Ours line by line: an address there is one of our pages.
            "details" => string.Join('\n', Printable(value.Value).Split('\n').Select(l => IsAddress(l) ? $"{Address}{l}" : l)),
            _ => Printable(value.Value),
        });
        var html = new StringBuilder(
            $"""
            <!DOCTYPE html>
            <html lang="ja">
            <head>
            <meta charset="utf-8">
            <title>{s_encoder.Encode(subject)}</title>
            </head>
            <body style="font-family: sans-serif; line-height: 1.7; overflow-wrap: anywhere">

            """.ReplaceLineEndings("\n"));
        foreach (var paragraph in body.Fill(marked).Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            WriteParagraph(html, paragraph.Trim('\n').Split('\n'), values["link"], sheets);
        }

        return html.Append("</body>\n</html>\n").ToString();
    }

    private static void WriteParagraph(StringBuilder html, string[] lines, string link, IReadOnlyList<SheetRow> sheets)
    {
        var table = Array.FindIndex(lines, line => line.Trim() == $"{Table}");
        if (table < 0)
        {
            WriteLines(html, lines, link, sheets);
        }
        else
        {
            WriteLines(html, lines[..table], link, sheets);
            WriteTable(html, sheets);
            WriteParagraph(html, lines[(table + 1)..], link, sheets);
        }
    }

    private static void WriteLines(StringBuilder html, string[] lines, string link, IReadOnlyList<SheetRow> sheets)
    {
        if (lines is not [])
        {
            var anchor = Anchor(link);
            var named = string.Join('、', sheets.Select(s => s_encoder.Encode($"{s.Number} {s.Name}")));
            // Escaped between the marks, which an encoder would escape too.
            var text = lines.Select(line => line is [Address, .. var address] ? Anchor(address) : string.Join(
                anchor, line.Split(Link).Select(part => string.Join(named, part.Split(Table).Select(s_encoder.Encode)))));
            html.Append("<p>").AppendJoin("<br>\n", text).Append("</p>\n");
        }
    }

    private static string Anchor(string address) => $"<a href=\"{s_encoder.Encode(address)}\">{s_encoder.Encode(address)}</a>";

    private static bool IsAddress(string line) =>
        line.StartsWith("https://", StringComparison.Ordinal) || line.StartsWith("http://", StringComparison.Ordinal);

    private static void WriteTable(StringBuilder html, IReadOnlyList<SheetRow> sheets)
    {
        html.Append("<table border=\"1\" cellpadding=\"6\" style=\"border-collapse: collapse\">\n");
        html.Append("<thead><tr><th scope=\"col\">番号</th><th scope=\"col\">名称</th></tr></thead>\n<tbody>\n");
        foreach (var sheet in sheets)
        {
            html.Append("<tr><td>").Append(s_encoder.Encode(sheet.Number)).Append("</td><td><a href=\"").Append(s_encoder.Encode(sheet.Link))
                .Append("\">").Append(s_encoder.Encode(sheet.Name)).Append("</a></td></tr>\n");
        }

        html.Append("</tbody>\n</table>\n");
    }

    // What people typed can't pass for a mark.
    private static string Printable(string value) => string.Concat(value.Where(c => c == '\n' || !char.IsControl(c)));
}
