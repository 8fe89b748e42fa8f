using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.DurableTask;

namespace GyoseiFlow.Durable;

/// <summary>Inputs, results and payloads as JSON: web defaults, and Japanese left readable.</summary>
internal sealed class Payload : DataConverter
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Payload Json { get; } = new();

#pragma warning disable CS8764, CS8765 // The published annotations tie the result's nullness to the argument's.
    public override string? Serialize(object? value) =>
        value is null ? null : JsonSerializer.Serialize(value, value.GetType(), s_options);

    public override object? Deserialize(string? data, Type targetType) =>
        data is null ? null : JsonSerializer.Deserialize(data, targetType, s_options);
#pragma warning restore CS8764, CS8765
}
