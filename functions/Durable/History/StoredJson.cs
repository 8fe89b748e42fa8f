using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GyoseiFlow.Durable;

/// <summary>The JSON of the engine's own rows and of an exported history.</summary>
[JsonSerializable(typeof(Failure))]
[JsonSerializable(typeof(ExportedHistory))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    public static StoredJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter<HistoryKind>() },
    });

    public static string? Write(Failure? failure) => failure is null ? null : JsonSerializer.Serialize(failure, Readable.Failure);

    public static Failure? ReadFailure(string? json) => json is null ? null : JsonSerializer.Deserialize(json, Readable.Failure);

    public static string? Write(IReadOnlyDictionary<string, string>? tags) =>
        tags is null or { Count: 0 } ? null : JsonSerializer.Serialize(new Dictionary<string, string>(tags), Readable.DictionaryStringString);

    public static Dictionary<string, string> ReadTags(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize(json, Readable.DictionaryStringString) ?? [];
}
