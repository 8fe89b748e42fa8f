using System.Globalization;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Review.Tests.Plans;

/// <summary>The real plan file, as it goes into the program, and broken variants of it.</summary>
internal static class Tomakomai
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Plans", "tomakomai");

    public static string Yaml { get; } = File.ReadAllText(Path.Combine(Folder, "plan.yaml"));

    public static Plan Plan { get; } =
        PlanReader.Read(Yaml).Plan ?? throw new InvalidOperationException("The Tomakomai plan isn't sound; see TomakomaiPlanTests.");

    /// <summary>The file with one passage replaced. A « in the new text isn't written: it marks where the problem is expected.</summary>
    public static (string Yaml, int Line, int Column) Broken(string passage, string replacement)
    {
        var at = Yaml.IndexOf(passage, StringComparison.Ordinal);
        Assert.True(at >= 0, $"Not in the plan: {passage}");
        Assert.True(Yaml.IndexOf(passage, at + 1, StringComparison.Ordinal) < 0, $"More than once in the plan: {passage}");
        return Marked(Yaml[..at] + replacement + Yaml[(at + passage.Length)..]);
    }

    /// <summary>A message in which ¶passage¶ stands for the line of that passage.</summary>
    public static string WithLineNumbers(string message, string yaml)
    {
        var parts = message.Split('¶');
        return parts.Length == 3 ? string.Create(CultureInfo.InvariantCulture, $"{parts[0]}{LineOf(parts[1], yaml)}{parts[2]}") : message;
    }

    public static int LineOf(string passage, string yaml)
    {
        var at = yaml.IndexOf(passage, StringComparison.Ordinal);
        Assert.True(at >= 0, $"Not in the plan: {passage}");
        return yaml.AsSpan(0, at).Count('\n') + 1;
    }

    public static (string Yaml, int Line, int Column) Marked(string yaml)
    {
        var mark = yaml.IndexOf('«', StringComparison.Ordinal);
        Assert.True(mark >= 0, "No « says where the problem is expected.");
        var before = yaml[..mark];
        return (yaml.Remove(mark, 1), before.Count(c => c == '\n') + 1, mark - before.LastIndexOf('\n'));
    }
}
