using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsvHelper;
using CsvHelper.Configuration;

namespace GyoseiFlow.Documents.Data;

/// <summary>Writes a table as CSV: UTF-8 with BOM, CRLF, one record a line.</summary>
internal static partial class CsvFile
{
    private static readonly CsvConfiguration Form = new(CultureInfo.InvariantCulture) { NewLine = "\r\n" };

    public static PublishedFile Write(CsvTable table)
    {
        using var bytes = new MemoryStream();
        using (var text = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        using (var csv = new CsvWriter(text, Form))
        {
            Record(csv, table.Columns.Select(c => c.Name));
            foreach (var row in table.Rows)
            {
                Record(csv, row);
            }
        }

        return new PublishedFile($"data/{table.Name}", "text/csv; charset=utf-8", bytes.ToArray());
    }

    private static void Record(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(OnOneLine(cell));
        }

        csv.NextRecord();
    }

    // Rule L1-14 wants one record a line, also where a reader ignores quotes; the JSON keeps the breaks.
    private static string OnOneLine(string cell) => LineBreaks().Replace(cell, " / ");

    [GeneratedRegex(@"\s*(?:\r\n|[\n\v\f\r\u0085\u2028\u2029])\s*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LineBreaks();
}
