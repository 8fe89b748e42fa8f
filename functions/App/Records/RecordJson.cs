using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.App.Records;

/// <summary>How records are written: readable JSON, enums and years by name.</summary>
internal static class RecordJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(), new FiscalYearConverter() },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new FormatException($"A record of {typeof(T).Name} is null.");

    private sealed class FiscalYearConverter : JsonConverter<FiscalYear>
    {
        public override FiscalYear Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetInt32());

        public override void Write(Utf8JsonWriter writer, FiscalYear value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.Year);

        public override FiscalYear ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            FiscalYear.Parse(reader.GetString()!);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, FiscalYear value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.ToString());
    }
}
