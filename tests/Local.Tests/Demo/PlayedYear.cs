using System.Security.Cryptography;
using GyoseiFlow.Local.Mail;

namespace GyoseiFlow.Local.Tests.Demo;

/// <summary>What a demo left, in a form that can be compared.</summary>
internal static class PlayedYear
{
    public static SortedDictionary<string, string> Published(string folder) => Hashes(Path.Combine(folder, "published"));

    public static SortedDictionary<string, string> Mails(string folder) => Hashes(Path.Combine(folder, "mail"));

    /// <summary>The key of every mail, as its header says.</summary>
    public static List<string> MailKeys(string folder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(folder, "mail"), "*.eml")
            .Select(KeyOf)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The headers of every mail, each on a line.</summary>
    public static IEnumerable<string> MailHeads(string folder) => Directory
        .EnumerateFiles(Path.Combine(folder, "mail"), "*.eml")
        .Select(file => File.ReadAllText(file).Split("\r\n\r\n", 2)[0]
            .Replace("\r\n ", "", StringComparison.Ordinal)
            .Replace("\r\n\t", "", StringComparison.Ordinal)
            .Replace("\r\n", "\n", StringComparison.Ordinal));

    private static string KeyOf(string file)
    {
        using var mail = File.OpenRead(file);
        return MimeMail.ReadKey(mail) ?? throw new InvalidDataException($"{file} has no key.");
    }

    private static SortedDictionary<string, string> Hashes(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(folder, file),
            file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))),
        StringComparer.Ordinal);
}
