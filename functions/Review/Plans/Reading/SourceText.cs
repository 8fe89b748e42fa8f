using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>The file's lines as written, with the slips that were found in them and their repairs.</summary>
internal sealed partial class SourceText(string yaml)
{
    // As many as are ever reported.
    private const int Most = 1_000;

    private readonly List<Slip> slips = [];
    private readonly List<Repair> repairs = [];

    public ImmutableArray<string> Lines { get; } = [.. yaml.Split('\n').Select(line => line.TrimEnd('\r'))];

    public IReadOnlyList<Slip> Slips => slips;

    public static int IndentOf(string line) => line.Length - line.TrimStart(' ').Length;

    public static bool IsContent(string line) => line.AsSpan().Trim() is { Length: > 0 } text && text[0] != '#';

    /// <summary>The length of a key's name that begins here; 0 when none does.</summary>
    public static int KeyAt(string line, int at)
    {
        var end = at;
        while (end < line.Length && char.IsAsciiLetterOrDigit(line[end]))
        {
            end++;
        }

        return end > at && char.IsAsciiLetter(line[at]) && end < line.Length && line[end] is ':' or '：'
            && !line.AsSpan(end).StartsWith("://") ? end - at : 0;
    }

    /// <summary>Whether a line starts an entry: - or a key.</summary>
    public static bool IsEntry(string line) =>
        line.AsSpan().TrimStart(' ') is var text && (text is "-" || text.StartsWith("- ") || KeyAt(line, IndentOf(line)) > 0);

    /// <summary>Where a line's content ends: before a comment and the spaces in front of it.</summary>
    public static int EndOf(string line, int from) => EndOf(line, from, line.Length);

    /// <summary>As above, before a bracket or comma that ends it.</summary>
    public static int EndOf(string line, int from, int to)
    {
        var comment = line.AsSpan(from, to - from).IndexOf(" #");
        return from + line.AsSpan(from, comment < 0 ? to - from : comment).TrimEnd().Length;
    }

    /// <summary>The next line with content, or -1.</summary>
    public int NextContent(int line)
    {
        do
        {
            line++;
        }
        while (line < Lines.Length && !IsContent(Lines[line]));

        return line < Lines.Length ? line : -1;
    }

    public void Add(int line, int at, string message, params ReadOnlySpan<Repair> putRight)
    {
        if (slips.Count < Most)
        {
            slips.Add(new Slip(new Place(line + 1, at + 1), message));
            repairs.AddRange(putRight);
        }
    }

    public void Also(Repair repair) => repairs.Add(repair);

    /// <summary>The file as it would be without the slips.</summary>
    public string Repaired()
    {
        var lines = Lines.ToArray();
        // A line at once: a line of a million letters with a thousand slips would be copied a thousand times.
        foreach (var line in InOrder(repairs).GroupBy(r => r.Line))
        {
            lines[line.Key] = Repaired(lines[line.Key], line);
        }

        return string.Join('\n', lines);
    }

    private static string Repaired(string line, IEnumerable<Repair> inOrder)
    {
        var (repaired, at) = (new StringBuilder(line.Length), 0);
        foreach (var repair in inOrder)
        {
            var from = Math.Max(at, repair.At);
            repaired.Append(line, at, from - at).Append(repair.Inserted);
            at = Math.Min(line.Length, Math.Max(from, repair.At + repair.Removed));
        }

        return repaired.Append(line, at, line.Length - at).ToString();
    }

    /// <summary>The place in the file as written, of a place in the repaired one.</summary>
    public int ColumnAsWritten(int line, int column)
    {
        var at = column - 1;
        foreach (var repair in InOrder(repairs.Where(r => r.Line == line - 1)).Where(r => r.At < at))
        {
            at = Math.Max(repair.At, at - repair.Inserted.Length + repair.Removed);
        }

        return at + 1;
    }

    private static IEnumerable<Repair> InOrder(IEnumerable<Repair> all) => all.OrderBy(r => r.Line).ThenBy(r => r.At);

    [GeneratedRegex(@"(?<=[\s、，])[A-Za-z][A-Za-z0-9]*[:：](?!//)", RegexOptions.CultureInvariant, 1000)]
    public static partial Regex KeyInside();
}
