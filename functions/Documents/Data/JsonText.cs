using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace GyoseiFlow.Documents.Data;

/// <summary>How published JSON is written: UTF-8 without BOM, Japanese as it is, null for what doesn't exist.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static PublishedFile Write<T>(string path, T value) =>
        new(path, "application/json; charset=utf-8", JsonSerializer.SerializeToUtf8Bytes(value, Form).Append((byte)'\n').ToArray());
}
