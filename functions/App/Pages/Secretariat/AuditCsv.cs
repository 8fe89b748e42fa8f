using System.Globalization;
using System.Text;
using GyoseiFlow.App.Audit;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>
/// The log as CSV for a spreadsheet: UTF-8 with BOM, a line for each thing that changed, one fact a cell, nothing that would run as a
/// formula. The number of the request tells which lines belong to one act.
/// </summary>
internal static class AuditCsv
{
    private static readonly string[] Head =
        ["日時", "操作した人", "担当者番号", "操作", "対象", "理由・申し送り", "項目", "変更前", "変更後", "受付番号"];

    /// <summary>The whole file's text, its BOM included.</summary>
    public static string Write(IEnumerable<AuditLine> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var csv = new StringBuilder("\uFEFF");
        AppendLine(csv, Head);
        foreach (var line in entries)
        {
            var at = line.Entry.At.ToOffset(JapanTime.Offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
            foreach (var fact in line.Facts.IsEmpty ? [new AuditFact("", "", "")] : line.Facts)
            {
                AppendLine(
                    csv,
                    [
                        at, line.Who, Actors.Person(line.Entry.By), line.What, line.Subject, line.Entry.Note,
                        fact.Label, fact.Before, fact.After, line.Entry.RequestId,
                    ]);
            }
        }

        return csv.ToString();
    }

    private static void AppendLine(StringBuilder csv, IEnumerable<string?> cells) =>
        csv.AppendJoin(',', cells.Select(cell => CsvCell.Of(cell ?? ""))).Append("\r\n");
}
