using System.Data;
using System.Text;
using ExcelDataReader;

namespace GyoseiFlow.Documents.Tests.Excel;

/// <summary>tables.xlsx as another program reads it: names, and cells by their type.</summary>
internal static class ExcelReading
{
    // The reader asks for Windows' code pages before it knows that a file has none.
    static ExcelReading() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Every sheet's rows, the head first.</summary>
    public static Dictionary<string, object?[][]> Sheets(Published published)
    {
        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(published.File("tables.xlsx").Content.ToArray()));
        var sheets = new Dictionary<string, object?[][]>();
        do
        {
            var rows = new List<object?[]>();
            while (reader.Read())
            {
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)]);
            }

            sheets.Add(reader.Name, [.. rows]);
        }
        while (reader.NextResult());
        return sheets;
    }

    /// <summary>A column's cells below its head.</summary>
    public static object?[] Column(this object?[][] rows, string head)
    {
        var at = Array.IndexOf(rows[0], head);
        return at >= 0 ? [.. rows.Skip(1).Select(r => r[at])] : throw new DataException($"No column {head} in {string.Join(',', rows[0])}.");
    }
}
