using System.Globalization;
using System.Text.Json;

namespace GyoseiFlow.App.Publication;

/// <summary>A value of an order with its place; what is wrong with it is collected, so that a person sees all of it at once.</summary>
internal sealed record CorrectionValue(JsonElement Json, string Path, List<CorrectionProblem> Problems)
{
    public bool IsNull => Json.ValueKind == JsonValueKind.Null;

    public bool IsObject => Json.ValueKind == JsonValueKind.Object;

    /// <summary>An object's values by key; none, and a problem, when it is something else.</summary>
    /// <param name="shape">What belongs here, for the message.</param>
    public IReadOnlyList<(string Key, CorrectionValue Value)> Entries(string shape)
    {
        if (!IsObject)
        {
            Problem($"{shape}を書いてください。");
            return [];
        }

        var entries = new OrderedDictionary<string, CorrectionValue>(StringComparer.Ordinal);
        foreach (var property in Json.EnumerateObject())
        {
            if (Readable(() => property.Name) is not { } name)
            {
                Problem("名前に読めない文字があります。書き直してください。");
            }
            else if (!entries.TryAdd(name, new CorrectionValue(property.Value, Path.Length == 0 ? name : $"{Path}.{name}", Problems)))
            {
                Problem($"「{name}」が2回あります。どちらかを消してください。");
            }
        }

        return [.. entries.Select(e => (e.Key, e.Value))];
    }

    /// <summary>A list's values, placed by their number from 1; none, and a problem, when it is something else.</summary>
    public IReadOnlyList<CorrectionValue> Items(string shape)
    {
        if (Json.ValueKind != JsonValueKind.Array)
        {
            Problem($"{shape}を書いてください。");
            return [];
        }

        return
        [
            .. Json.EnumerateArray().Select((item, index) =>
                new CorrectionValue(item, string.Create(CultureInfo.InvariantCulture, $"{Path}.{index + 1}"), Problems)),
        ];
    }

    /// <summary>A text with LF as line break; a number counts as its digits. null, and a problem, when it is something else.</summary>
    public string? Text()
    {
        var text = Json.ValueKind switch
        {
            JsonValueKind.String => Readable(() => Json.GetString()!),
            JsonValueKind.Number => Json.GetRawText(),
            _ => null,
        };
        if (text is null)
        {
            Problem("文字で書いてください。");
            return null;
        }

        text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        if (text.Any(c => char.IsControl(c) && c is not ('\n' or '\t')))
        {
            Problem("使えない制御文字があります。消してください。");
            return null;
        }

        return text;
    }

    /// <summary>A whole number; null, and a problem, when it is something else.</summary>
    public int? Whole()
    {
        if (Json.ValueKind == JsonValueKind.Number && Json.TryGetInt32(out var number))
        {
            return number;
        }

        Problem("整数を、引用符を付けずに書いてください。");
        return null;
    }

    /// <summary>A number; null, and a problem, when it is something else.</summary>
    public decimal? Number()
    {
        if (Json.ValueKind == JsonValueKind.Number && Json.TryGetDecimal(out var number))
        {
            return number;
        }

        Problem("数を、引用符を付けずに書いてください。");
        return null;
    }

    public void Problem(string message) => Problems.Add(new CorrectionProblem(Path, message));

    // Half of a surrogate pair can be written in JSON, but is no text.
    private static string? Readable(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
