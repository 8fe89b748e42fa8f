using System.Globalization;
using System.Text;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.App.Audit;

/// <summary>The log as CSV for a spreadsheet: UTF-8 with BOM, one record a line, nothing that would run as a formula.</summary>
public static class AuditCsv
{
    private static readonly string[] Head = ["日時", "操作者", "操作", "対象", "理由・申し送り", "変更前", "変更後", "受付番号"];

    /// <summary>The whole file's text, its BOM included.</summary>
    public static string Write(IEnumerable<AuditEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var csv = new StringBuilder("\uFEFF");
        AppendLine(csv, Head);
        foreach (var entry in entries)
        {
            var at = entry.At.ToOffset(JapanTime.Offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
            AppendLine(csv, [at, entry.By, entry.What, entry.Subject, entry.Note, entry.Before, entry.After, entry.RequestId]);
        }

        return csv.ToString();
    }

    private static void AppendLine(StringBuilder csv, IEnumerable<string?> cells) =>
        csv.AppendJoin(',', cells.Select(cell => Cell(cell ?? ""))).Append("\r\n");

    /// <summary>One cell, quoted where it must be, and harmless in a spreadsheet.</summary>
    public static string Cell(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = text.ReplaceLineEndings(" ").Replace('\t', ' ');
        var harmless = line.TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..] ? "'" + line : line;
        return harmless.AsSpan().ContainsAny(",\"") ? $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : harmless;
    }
}
