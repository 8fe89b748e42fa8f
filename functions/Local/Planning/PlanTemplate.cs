using System.Text;
using System.Text.RegularExpressions;

namespace GyoseiFlow.Local.Planning;

/// <summary>The plan file to begin with: a text with blocks for kinds of plans, and places for what was answered.</summary>
internal static partial class PlanTemplate
{
    private const string Resource = "plan-template.yaml";

    // The mark of a line that says what to do with the template.
    private const string ToDo = "# ★";

    /// <summary>The plan file.</summary>
    /// <param name="blocks">The blocks that this plan has.</param>
    /// <param name="values">What goes into the places, by name.</param>
    public static string Write(IReadOnlySet<string> blocks, IReadOnlyDictionary<string, string> values) => Fill(Read().Split('\n'), blocks, values);

    /// <summary>The mails of a plan without a committee, from the key templates on.</summary>
    /// <param name="office">What the secretariat calls itself.</param>
    public static string MailTemplates(string office) => Fill(
        Read().Split('\n').SkipWhile(line => line != "  templates:").TakeWhile(line => !line.StartsWith("# ──", StringComparison.Ordinal)),
        new HashSet<string>(StringComparer.Ordinal) { "noballots" },
        new Dictionary<string, string>(StringComparer.Ordinal) { ["officeAsIs"] = office });

    /// <summary>What explains a part of the file, from its heading to its first key; without what is said of the template alone.</summary>
    /// <param name="heading">As the heading says it.</param>
    /// <param name="blocks">The blocks that the plan has.</param>
    public static string Comments(string heading, params IEnumerable<string> blocks) => Fill(
        Read().Split('\n').SkipWhile(line => !line.StartsWith($"# ── {heading} ─", StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith('#')).Where(line => !line.StartsWith(ToDo, StringComparison.Ordinal)),
        blocks.ToHashSet(StringComparer.Ordinal),
        new Dictionary<string, string>());

    /// <summary>How to write a plan file at all, and the line of the first edition with what explains it.</summary>
    public static (string Writing, string Edition) Head()
    {
        var lines = Read().Split('\n');
        return (
            string.Join('\n', lines.SkipWhile(line => line != "# 書き方").TakeWhile(line => line.StartsWith('#'))) + "\n",
            lines.First(line => line.StartsWith("edition:", StringComparison.Ordinal)));
    }

    private static string Fill(IEnumerable<string> lines, IReadOnlySet<string> blocks, IReadOnlyDictionary<string, string> values)
    {
        var yaml = new StringBuilder();
        var left = new Stack<bool>();
        foreach (var line in lines)
        {
            if (Mark().Match(line) is not { Success: true } mark)
            {
                if (left.All(isLeft => isLeft))
                {
                    yaml.Append(Place().Replace(line, place => values[place.Groups["name"].Value])).Append('\n');
                }
            }
            else if (mark.Groups["end"].Success)
            {
                left.Pop();
            }
            else
            {
                left.Push(blocks.Contains(mark.Groups["name"].Value));
            }
        }

        return yaml.ToString().TrimEnd('\n') + "\n";
    }

    private static string Read()
    {
        using var stream = typeof(PlanTemplate).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"\A#\[(?<end>/)?(?<name>[a-z]+)\]\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Mark();

    [GeneratedRegex("<<(?<name>[A-Za-z0-9]+)>>", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Place();
}
