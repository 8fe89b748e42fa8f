using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;

namespace GyoseiFlow.Documents.Verification;

/// <summary>Whether the files are those that were published: none changed, none missing, none added.</summary>
internal static class ManifestCheck
{
    private const string File = "data/manifest.json";

    public static CheckedPart Check(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var listed = Listed(files, findings);
        if (listed is not null)
        {
            findings.AddRange(listed.Select(entry => Compare(files, entry.Key, entry.Value)).OfType<Finding>());
            findings.AddRange(files.Keys.Where(path => path != File && !listed.ContainsKey(path)).Order(StringComparer.Ordinal)
                .Select(path => new Finding(path, "マニフェストにないファイルがあります。")));
        }

        return new CheckedPart("マニフェスト（SHA-256）", listed?.Count ?? 0, "ファイル", findings.ToImmutable());
    }

    private static Dictionary<string, (long Bytes, string Sha256)>? Listed(
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, ImmutableArray<Finding>.Builder findings)
    {
        if (!files.TryGetValue(File, out var bytes))
        {
            findings.Add(new Finding(File, "マニフェストがありません。"));
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            var listed = new Dictionary<string, (long, string)>(StringComparer.Ordinal);
            foreach (var entry in document.RootElement.GetProperty("files").EnumerateArray())
            {
                var path = entry.GetProperty("path").GetString() ?? throw new FormatException("A path is null.");
                if (!listed.TryAdd(path, (entry.GetProperty("bytes").GetInt64(), entry.GetProperty("sha256").GetString() ?? "")))
                {
                    findings.Add(new Finding(File, $"「{path}」が2回書かれています。"));
                }
            }

            return listed;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            findings.Add(new Finding(File, "マニフェストが壊れています（JSONとして読めないか、決まった形ではありません）。"));
            return null;
        }
    }

    private static Finding? Compare(
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, string path, (long Bytes, string Sha256) expected)
    {
        if (!files.TryGetValue(path, out var content))
        {
            return new Finding(path, "マニフェストにあるファイルがありません。");
        }

        var sum = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        return content.Length == expected.Bytes && string.Equals(sum, expected.Sha256, StringComparison.OrdinalIgnoreCase)
            ? null
            : new Finding(path, $"公表した後に変わっています（SHA-256はマニフェストで{expected.Sha256}、実際は{sum}）。");
    }
}
