using System.Collections.Immutable;
using System.Text.Json;
using GyoseiFlow.Documents.Data;

namespace GyoseiFlow.Documents.Verification;

/// <summary>Whether each table says the same as CSV and as JSON.</summary>
internal static class JsonTableCheck
{
    public static CheckedPart Check(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        var count = 0;
        var findings = ImmutableArray.CreateBuilder<Finding>();
        foreach (var csv in files.Keys.Where(IsTable).Order(StringComparer.Ordinal))
        {
            try
            {
                count += Compare(files, csv, findings);
            }
            catch (BrokenDataException e)
            {
                findings.Add(e.Finding);
            }
        }

        return new CheckedPart("CSVとJSONの値の一致", count, "件", findings.ToImmutable());
    }

    // The dictionary's JSON has a shape of its own.
    private static bool IsTable(string path) =>
        path.StartsWith("data/", StringComparison.Ordinal) && path.EndsWith(".csv", StringComparison.Ordinal)
        && path != $"data/{DataDictionary.Name}.csv";

    private static int Compare(
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, string csv, ImmutableArray<Finding>.Builder findings)
    {
        var table = ReadTable.Of(files, csv["data/".Length..]);
        var json = Path.ChangeExtension(csv, ".json");
        if (!files.TryGetValue(json, out var bytes))
        {
            throw new BrokenDataException(json, "ファイルがありません。");
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            JsonElement[] rows = [.. document.RootElement.GetProperty("rows").EnumerateArray()];
            if (rows.Length != table.Rows.Length)
            {
                throw new BrokenDataException(json, $"{rows.Length}行ありますが、{table.File}は{table.Rows.Length}行です。");
            }

            findings.AddRange(table.Rows.Zip(rows).SelectMany(pair => Differences(json, pair.First, pair.Second)));
            return table.Rows.Length * table.Columns.Length;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new BrokenDataException(json, "JSONとして読めないか、決まった形ではありません。");
        }
    }

    private static IEnumerable<Finding> Differences(string json, ReadRow row, JsonElement element) =>
        from cell in row.Cells
        let text = Text(element.GetProperty(cell.Key))
        where text != cell.Value
        select new Finding(json, $"{row.File} {row.Line}行目の{cell.Key}は「{cell.Value}」ですが、JSONでは「{text}」です。");

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => PlainText.Of(value.GetString()!),
        _ => value.GetRawText(),
    };
}
