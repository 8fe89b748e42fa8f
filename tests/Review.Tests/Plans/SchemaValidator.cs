using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GyoseiFlow.Review.Plans.Reading;

namespace GyoseiFlow.Review.Tests.Plans;

/// <summary>As much of JSON Schema 2020-12 as the plan's schema uses, to say what an editor would underline.</summary>
internal static class SchemaValidator
{
    public static IEnumerable<string> Check(string yaml, JsonNode schema) =>
        Check(ToJson(YamlTree.Read(yaml, new ProblemList())!), schema, "");

    private static string[] Check(JsonNode? value, JsonNode schema, string path)
    {
        if (schema["anyOf"] is JsonArray variants)
        {
            return variants.Select(v => Check(value, v!, path)).MinBy(found => found.Length)!;
        }

        return
        [
            .. schema["type"] is { } type && !Types(type).Any(t => Is(value, t)) ? [$"{path}: type"] : Array.Empty<string>(),
            .. schema["enum"] is JsonArray words && !words.Any(w => JsonNode.DeepEquals(w, value)) ? [$"{path}: enum"] : Array.Empty<string>(),
            .. CheckText(value, schema, path),
            .. CheckNumber(value, schema, path),
            .. CheckBlock(value, schema, path),
            .. CheckList(value, schema, path),
        ];
    }

    private static IEnumerable<string> CheckText(JsonNode? value, JsonNode schema, string path)
    {
        if (value is not JsonValue text || !text.TryGetValue(out string? written))
        {
            yield break;
        }

        if (schema["pattern"] is { } pattern && !Regex.IsMatch(written, pattern.GetValue<string>(), RegexOptions.None, TimeSpan.FromSeconds(1)))
        {
            yield return $"{path}: pattern";
        }

        if (schema["maxLength"] is { } most && written.EnumerateRunes().Count() > most.GetValue<int>())
        {
            yield return $"{path}: maxLength";
        }
    }

    private static IEnumerable<string> CheckNumber(JsonNode? value, JsonNode schema, string path)
    {
        if (value is JsonValue number && number.TryGetValue(out decimal written)
            && (written < (schema["minimum"]?.GetValue<int>() ?? decimal.MinValue)
                || written > (schema["maximum"]?.GetValue<int>() ?? decimal.MaxValue)))
        {
            yield return $"{path}: minimum, maximum";
        }
    }

    private static IEnumerable<string> CheckBlock(JsonNode? value, JsonNode schema, string path)
    {
        if (value is not JsonObject block)
        {
            yield break;
        }

        foreach (var missing in (schema["required"] as JsonArray ?? []).Select(k => k!.GetValue<string>()).Where(k => !block.ContainsKey(k)))
        {
            yield return $"{path}.{missing}: required";
        }

        foreach (var (key, entry) in block)
        {
            var known = schema["properties"]?[key] ?? schema["additionalProperties"] as JsonObject;
            if (known is null)
            {
                yield return $"{path}.{key}: additionalProperties";
                continue;
            }

            foreach (var problem in Check(entry, known, $"{path}.{key}"))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<string> CheckList(JsonNode? value, JsonNode schema, string path) => value is not JsonArray list ? [] :
    [
        .. list.Count < (schema["minItems"]?.GetValue<int>() ?? 0) ? [$"{path}: minItems"] : Array.Empty<string>(),
        .. list.SelectMany((item, i) => schema["items"] is { } items ? Check(item, items, $"{path}[{i}]") : []),
    ];

    private static IEnumerable<string> Types(JsonNode type) =>
        type is JsonArray several ? several.Select(t => t!.GetValue<string>()) : [type.GetValue<string>()];

    private static bool Is(JsonNode? value, string type) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value is JsonValue text && text.TryGetValue(out string? _),
        "boolean" => value is JsonValue flag && flag.TryGetValue(out bool _),
        "number" => value is JsonValue number && number.TryGetValue(out decimal _),
        "integer" => value is JsonValue whole && whole.TryGetValue(out decimal size) && decimal.IsInteger(size),
        _ => throw new NotSupportedException(type),
    };

    // As YAML 1.2's core schema reads plain words, which editors follow.
    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMap map => new JsonObject(map.Entries.Select(e => KeyValuePair.Create(e.Key, ToJson(e.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(ToJson)]),
        YamlText { IsNull: true } => null,
        YamlText { IsPlain: true, Text: "true" or "false" } flag => JsonValue.Create(flag.Text == "true"),
        YamlText { IsPlain: true } text when decimal.TryParse(
            text.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        YamlText text => JsonValue.Create(text.Text),
        _ => throw new NotSupportedException(node.GetType().Name),
    };
}
