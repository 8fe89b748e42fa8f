using System.Security.Cryptography;

namespace GyoseiFlow.Documents.Data;

/// <summary>manifest.json: what was published, so that anybody can check that it is unchanged.</summary>
internal static class Manifest
{
    public static PublishedFile Write(IReadOnlyCollection<PublishedFile> files) => JsonText.Write("data/manifest.json", new
    {
        Files = files.OrderBy(f => f.Path, StringComparer.Ordinal).Select(f => new
        {
            f.Path,
            Bytes = f.Content.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(f.Content.Span)),
        }),
    });
}
