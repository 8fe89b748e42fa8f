using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace GyoseiFlow.Documents.Data;

/// <summary>Writes a table as CSV: UTF-8 with BOM, CRLF, one record a line.</summary>
internal static class CsvFile
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
                Record(csv, row.Zip(table.Columns, (cell, column) => CellKinds.IsNumber(column.Kind) ? cell : PlainText.Of(cell)));
            }
        }

        return new PublishedFile($"data/{table.CsvName}", "text/csv; charset=utf-8", bytes.ToArray());
    }

    private static void Record(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(cell);
        }

        csv.NextRecord();
    }
}
