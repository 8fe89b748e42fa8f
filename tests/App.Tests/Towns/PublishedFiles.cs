using System.Security.Cryptography;

namespace GyoseiFlow.App.Tests.Towns;

/// <summary>The bytes of a published folder, by path.</summary>
internal static class PublishedFiles
{
    public static SortedDictionary<string, string> Read(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            path => Path.GetRelativePath(folder, path),
            path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))),
        StringComparer.Ordinal);
}
