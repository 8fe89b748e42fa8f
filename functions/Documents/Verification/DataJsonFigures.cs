using System.Collections.Immutable;
using System.Text.Json;
using GyoseiFlow.Documents.Data;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Documents.Verification;

/// <summary>The figures of data.json with their addresses in the CSV files.</summary>
internal static class DataJsonFigures
{
    public const string File = "data/data.json";

    /// <exception cref="BrokenDataException">It isn't there, or isn't what was published under that name.</exception>
    public static ImmutableArray<PublishedFigure> Read(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        if (!files.TryGetValue(File, out var bytes))
        {
            throw new BrokenDataException(File, "ファイルがありません。");
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            return [.. All(document.RootElement)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new BrokenDataException(File, "JSONとして読めないか、決まった形ではありません。");
        }
    }

    private static IEnumerable<PublishedFigure> All(JsonElement data) =>
    [
        .. Each(data, "measures", Measure),
        .. Each(data, "items", Item),
        .. Each(data, "themes", Theme),
        .. data.GetProperty("closing").EnumerateObject().Select(p =>
            new PublishedFigure(File, $"closing.{p.Name}", Recomputation.ClosingAddress(p.Name), Text(p.Value))),
    ];

    private static IEnumerable<PublishedFigure> Measure(string at, JsonElement measure)
    {
        var code = Text(measure.GetProperty("code"));
        return
        [
            .. Properties(measure, "scores", at, c => RowAddress.Score(code, c)),
            One(measure, "total", at, RowAddress.Measure(code, "total")),
            One(measure, "grade", at, RowAddress.Measure(code, "grade")),
            .. Properties(measure, "pastGrades", at, y => RowAddress.MeasureGrade(code, FiscalYear.Parse(y))),
        ];
    }

    private static IEnumerable<PublishedFigure> Item(string at, JsonElement item)
    {
        var number = item.GetProperty("number").GetInt32();
        return
        [
            One(item, "measureCount", at, RowAddress.Item(number, "measure_count")),
            .. Properties(item, "means", at, c => RowAddress.ItemMean(number, c)),
            One(item, "total", at, RowAddress.Item(number, "total")),
            One(item, "grade", at, RowAddress.Item(number, "grade")),
            One(item, "committeeMean", at, RowAddress.Item(number, "committee_mean")),
            .. Properties(item, "pastGrades", at, y => RowAddress.ItemGrade(number, FiscalYear.Parse(y))),
        ];
    }

    private static IEnumerable<PublishedFigure> Theme(string at, JsonElement theme)
    {
        var id = Text(theme.GetProperty("id"));
        return
        [
            One(theme, "itemCount", at, RowAddress.Theme(id, "item_count")),
            One(theme, "measureCount", at, RowAddress.Theme(id, "measure_count")),
            .. Properties(theme, "means", at, c => RowAddress.ThemeMean(id, c)),
            One(theme, "total", at, RowAddress.Theme(id, "total")),
            One(theme, "grade", at, RowAddress.Theme(id, "grade")),
            One(theme, "committeeMean", at, RowAddress.Theme(id, "committee_mean")),
        ];
    }

    private static IEnumerable<PublishedFigure> Each(JsonElement data, string list, Func<string, JsonElement, IEnumerable<PublishedFigure>> read) =>
        data.GetProperty(list).EnumerateArray().SelectMany((element, at) => read($"{list}[{at}]", element));

    private static PublishedFigure One(JsonElement element, string name, string at, string address) =>
        new(File, $"{at}.{name}", address, Text(element.GetProperty(name)));

    private static IEnumerable<PublishedFigure> Properties(JsonElement element, string name, string at, Func<string, string> address)
    {
        var values = element.GetProperty(name);
        return values.ValueKind == JsonValueKind.Null
            ? []
            : values.EnumerateObject().Select(p => new PublishedFigure(File, $"{at}.{name}.{p.Name}", address(p.Name), Text(p.Value)));
    }

    // Numbers as they are written: 10.0 isn't 10 here, as in print.
    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(Text)),
        JsonValueKind.Number => value.GetRawText(),
        _ => throw new FormatException($"A figure is no {value.ValueKind}."),
    };
}
