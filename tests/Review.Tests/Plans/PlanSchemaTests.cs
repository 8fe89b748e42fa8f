using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Plans.Reading;

namespace GyoseiFlow.Review.Tests.Plans;

/// <summary>docs/plan.schema.json, which editors go by, says what the readers read: no key more, no key less.</summary>
public class PlanSchemaTests
{
    private const string Modeline = "# yaml-language-server: $schema=";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    private static readonly JsonNode Schema = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "plan.schema.json")))!;

    public static TheoryData<string> Names => Cities.Names;

    [Fact]
    public void Schema_IsWhatTheReadersRead()
    {
        var shape = new PlanShape();
        foreach (var name in Cities.All)
        {
            PlanReader.NoteShape(Cities.Read(name), shape);
        }

        var read = new PlanSchemaWriter(shape).Write("");
        var written = Schema.DeepClone();
        Strip(written);

        // The readers' own, to take over into the file after a change to them.
        var expected = Path.Combine(AppContext.BaseDirectory, "read.schema.json");
        File.WriteAllText(expected, read.ToJsonString(Readable));
        Assert.True(Sorted(read) == Sorted(written), $"docs/plan.schema.json is not what the readers read. That is in {expected}.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Plan_Right_IsValid(string name) => Assert.Empty(SchemaValidator.Check(Cities.Read(name), Schema));

    [Theory]
    [InlineData("firstYear:", "firstYaer:", ".firstYaer: additionalProperties")]
    [InlineData("firstYear:", "firstYaer:", ".firstYear: required")]
    [InlineData("departments: [koho-kocho]", "departments: [広報課]", ".items[0].measures[0].departments[0]: pattern")]
    [InlineData("direction: up", "direction: upp", ".items[0].measures[0].indicator.direction: enum")]
    [InlineData("targets: {", "target: {", ".items[0].measures[0].indicator.target: additionalProperties")]
    [InlineData("escalateAfter: 5", "escalateAfter: 五", ".cycles[0].escalateAfter: type")]
    public void Plan_Wrong_IsUnderlined(string right, string wrong, string problem) => Assert.Contains(
        problem, SchemaValidator.Check(Cities.Read("ebetsu").Replace(right, wrong, StringComparison.Ordinal), Schema));

    [Fact]
    public void EveryKey_IsExplainedInJapanese()
    {
        Assert.Empty(Unexplained(Schema, ""));
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", Schema["$schema"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("tomakomai")]
    [InlineData("ebetsu")]
    [InlineData("sapporo")]
    [InlineData("fuchu")]
    [InlineData("toyama")]
    public void Plan_TellsEditorsOfTheSchema(string name) =>
        Assert.StartsWith($"{Modeline}../../../../docs/plan.schema.json\n", Cities.Read(name), StringComparison.Ordinal);

    private static IEnumerable<string> Unexplained(JsonNode? node, string path) => node switch
    {
        JsonArray list => list.SelectMany((item, i) => Unexplained(item, $"{path}[{i}]")),
        JsonObject block => block.SelectMany(e => e.Key == "properties"
            ? e.Value!.AsObject().Where(p => p.Value!["description"]?.GetValue<string>() is not { } text || !text.Any(c => c > 'ぁ'))
                .Select(p => $"{path}.{p.Key}").Concat(e.Value!.AsObject().SelectMany(p => Unexplained(p.Value, $"{path}.{p.Key}")))
            : Unexplained(e.Value, path)),
        _ => [],
    };

    // Words for people, and who the schema is.
    private static void Strip(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
            {
                Strip(item);
            }
        }
        else if (node is JsonObject block)
        {
            foreach (var key in (string[])["$schema", "$id", "title", "description", "examples", "default"])
            {
                // A property of that name is none of them.
                if (block[key] is JsonValue or JsonArray)
                {
                    block.Remove(key);
                }
            }

            foreach (var (_, value) in block)
            {
                Strip(value);
            }
        }
    }

    private static string Sorted(JsonNode? node) => node switch
    {
        JsonObject block => $"{{{string.Join(",", block.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{e.Key}:{Sorted(e.Value)}"))}}}",
        JsonArray list => $"[{string.Join(",", list.Select(Sorted).Order(StringComparer.Ordinal))}]",
        _ => node?.ToJsonString() ?? "null",
    };
}
