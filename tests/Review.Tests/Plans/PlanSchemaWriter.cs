using System.Text.Json.Nodes;
using GyoseiFlow.Review.Plans.Reading;

namespace GyoseiFlow.Review.Tests.Plans;

/// <summary>Writes, without descriptions, the JSON Schema that a plan's readers amount to.</summary>
internal sealed class PlanSchemaWriter(PlanShape shape)
{
    public JsonObject Write(string path)
    {
        var variants = shape.KindsOf(path).Select(kind => Write(path, kind)).DistinctBy(v => v.ToJsonString()).OrderBy(v => v.ToJsonString(), StringComparer.Ordinal).ToArray();
        Assert.True(variants.Length > 0, $"No plan has anything at {path}: add it to the invented city's plan.");
        return variants.Length == 1 ? variants[0] : new JsonObject { ["anyOf"] = new JsonArray([.. variants]) };
    }

    private JsonObject Write(string path, PlanShape.Reading kind) => kind switch
    {
        PlanShape.Map when shape.HasFreeKeys(path) => new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = Write(Under(path, PlanShape.AnyKey)),
        },
        PlanShape.Map => Block(path),
        PlanShape.List list => List(path, list.AtLeast),
        PlanShape.Line line => new JsonObject { ["type"] = Types("string", "number"), ["maxLength"] = line.MaxLength },
        PlanShape.Text => new JsonObject { ["type"] = Types("string", "number") },
        PlanShape.Integer number => new JsonObject { ["type"] = "integer", ["minimum"] = number.Min, ["maximum"] = number.Max },
        PlanShape.Number => new JsonObject { ["type"] = "number" },
        PlanShape.Flag => new JsonObject { ["type"] = "boolean" },
        PlanShape.Date => new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" },
        PlanShape.Year => new JsonObject { ["type"] = Types("string", "integer") },
        PlanShape.OneOf words => new JsonObject { ["enum"] = Types(words.Names.Split(' ')) },
        // A pattern over several lines is the one of addresses.
        PlanShape.Matching { Pattern: var pattern } when pattern.Contains('\n', StringComparison.Ordinal) =>
            new JsonObject { ["type"] = "string", ["format"] = "email" },
        PlanShape.Matching { Pattern: var pattern } => new JsonObject
        {
            ["type"] = Types("string", "number"),
            ["pattern"] = pattern.Replace("\\A", "^", StringComparison.Ordinal).Replace("\\z", "$", StringComparison.Ordinal),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind."),
    };

    private JsonObject Block(string path)
    {
        var keys = shape.KeysOf(path);
        var block = new JsonObject { ["type"] = "object" };
        if (keys.Any(k => k.Value))
        {
            block["required"] = Types([.. keys.Where(k => k.Value).Select(k => k.Key)]);
        }

        block["properties"] = new JsonObject(keys.Select(k => KeyValuePair.Create(k.Key, (JsonNode?)Write(Under(path, k.Key)))));
        block["additionalProperties"] = false;
        return block;
    }

    private JsonObject List(string path, int atLeast)
    {
        var list = new JsonObject { ["type"] = "array" };
        if (atLeast > 0)
        {
            list["minItems"] = atLeast;
        }

        list["items"] = Write(path + "[]");
        return list;
    }

    private static JsonArray Types(params string[] names) => [.. names.Select(n => JsonValue.Create(n))];

    private static string Under(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
