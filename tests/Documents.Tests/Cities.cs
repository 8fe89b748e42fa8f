using System.Collections.Immutable;
using System.Text.Json;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Figures;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Documents.Tests;

/// <summary>The real plans without scores, as their folders hold them.</summary>
internal static class Cities
{
    /// <summary>The names of their folders.</summary>
    public static string[] Names =>
        [.. Directory.GetDirectories(Plans).Where(d => Directory.GetFiles(d, "answers.json", SearchOption.AllDirectories).Length > 0)
            .Select(d => Path.GetFileName(d)!).Where(n => n != "tomakomai").Order(StringComparer.Ordinal)];

    private static string Plans => Path.Combine(Repository.Root, "functions", "Local", "Plans");

    /// <summary>The first year that the folder has answers of.</summary>
    public static ReviewedYear Read(string name)
    {
        var folder = Path.Combine(Plans, name);
        var reading = PlanReader.Read(File.ReadAllText(Path.Combine(folder, "plan.yaml")));
        var plan = reading.Plan ?? throw new InvalidOperationException(string.Join('\n', reading.Problems));
        var (cycle, answersFile) = plan.Cycles.Select(c => (c, Path.Combine(folder, c.Year.ToString().ToLowerInvariant(), "answers.json"))).First(c => File.Exists(c.Item2));
        return new ReviewedYear(
            plan,
            cycle,
            1,
            cycle.Publication,
            YearFigures.Of(plan, new Dictionary<string, ImmutableDictionary<string, int>>(), new Dictionary<int, ImmutableArray<int>>()),
            ByMeasure(plan, Json(answersFile)).ToImmutableDictionary(),
            CompiledOpinions.None,
            PastGrades.None)
        {
            Former = Former(plan, Path.Combine(folder, "former.json")),
            GroupWork = Groups(plan, Path.Combine(Path.GetDirectoryName(answersFile)!, "groups.json")),
        };
    }

    private static IEnumerable<KeyValuePair<string, Answers>> ByMeasure(Plan plan, JsonElement answers) =>
        answers.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, AnswersJson.Read(plan.Form, p.Value)));

    private static ImmutableDictionary<string, ImmutableSortedDictionary<FiscalYear, Answers>> Former(Plan plan, string file) => !File.Exists(file)
        ? ImmutableDictionary<string, ImmutableSortedDictionary<FiscalYear, Answers>>.Empty
        : Json(file).EnumerateObject()
            .SelectMany(y => ByMeasure(plan, y.Value).Select(a => (Year: FiscalYear.Parse(y.Name), a.Key, a.Value)))
            .GroupBy(a => a.Key)
            .ToImmutableDictionary(g => g.Key, g => g.ToImmutableSortedDictionary(a => a.Year, a => a.Value));

    private static ImmutableArray<GroupWork> Groups(Plan plan, string file) => !File.Exists(file) ? [] :
    [
        .. Json(file).EnumerateArray().Select(g => new GroupWork(
            g.GetProperty("group").GetString()!,
            ByMeasure(plan, g.GetProperty("copies")).ToImmutableSortedDictionary(),
            [.. g.GetProperty("meetings").EnumerateArray().Select(Meeting)])),
    ];

    private static MeetingRecord Meeting(JsonElement json)
    {
        string Text(string name) => json.GetProperty(name).GetString()!;
        return new(Text("title"), DateOnly.Parse(Text("held"), System.Globalization.CultureInfo.InvariantCulture), Text("hours"), Text("place"), Text("attendance"), Text("remarks"));
    }

    private static JsonElement Json(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.Clone();
    }
}
