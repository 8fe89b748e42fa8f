using System.Globalization;
using System.Text.Json.Nodes;

namespace GyoseiFlow.Documents.Data;

/// <summary>Writes a table as JSON: an object a row, numbers as numbers, null for what doesn't exist, texts as they were typed.</summary>
internal static class TableJson
{
    public static PublishedFile Write(CsvTable table) => JsonText.Write($"data/{table.JsonName}", new
    {
        Table = table.Name,
        table.Title,
        Rows = table.Rows.Select(row => new OrderedDictionary<string, JsonValue?>(
            table.Columns.Zip(row, (column, cell) => KeyValuePair.Create(column.Name, Value(column.Kind, cell))))),
    });

    private static JsonValue? Value(CellKind kind, string cell) =>
        cell.Length == 0 ? null
        : CellKinds.IsNumber(kind) ? JsonValue.Create(decimal.Parse(cell, NumberStyles.Number, CultureInfo.InvariantCulture))
        : kind == CellKind.Flag ? JsonValue.Create(cell == "true")
        : JsonValue.Create(cell);
}
