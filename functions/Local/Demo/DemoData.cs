using System.Collections.Immutable;
using System.Text.Json;
using GyoseiFlow.Local.Planning;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Local.Demo;

/// <summary>A real plan with a year's real answers, as they lie beside the plan file.</summary>
/// <param name="PlanYaml">The plan file's text.</param>
/// <param name="Plan">What it says.</param>
/// <param name="Cycle">The year that is played.</param>
/// <param name="Past">The grades of former years.</param>
/// <param name="Answers">The departments' answers by measure code.</param>
/// <param name="Opinions">The committee's published means and opinions by item number; empty where members don't score.</param>
internal sealed record DemoData(
    string PlanYaml,
    Plan Plan,
    CyclePlan Cycle,
    PastGrades Past,
    ImmutableDictionary<string, Answers> Answers,
    ImmutableSortedDictionary<int, PublishedOpinions> Opinions)
{
    /// <summary>The plan that is played where no other is asked for.</summary>
    public const string Usual = "tomakomai";

    private static readonly string Plans = Path.Combine(AppContext.BaseDirectory, "Plans");

    /// <summary>The names of the plans that came with the program.</summary>
    public static ImmutableArray<string> Names => [.. Directory.EnumerateDirectories(Plans).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];

    /// <summary>The answers of years before the one that is played, as JSON; null for none.</summary>
    public string? Former { get; init; }

    /// <summary>What the committee's groups made; empty where there are none.</summary>
    public ImmutableArray<GroupWork> Groups { get; init; } = [];

    /// <summary>Tomakomai's plan, which came with the program.</summary>
    public static DemoData Tomakomai() => OfName(Usual);

    /// <summary>A plan that came with the program.</summary>
    public static DemoData OfName(string name) => Read(Path.Combine(Plans, name));

    /// <summary>Reads the folder of a plan that came with the program.</summary>
    /// <exception cref="FormatException">A file is not as it should be.</exception>
    public static DemoData Read(string folder)
    {
        var yaml = File.ReadAllText(Path.Combine(folder, "plan.yaml"));
        var plan = PlanReader.Read(yaml).Plan ?? throw new FormatException($"{folder}: 計画ファイルに誤りがあります。");
        // The last year with answers is the one that was.
        var cycle = plan.Cycles.LastOrDefault(c => File.Exists(Path.Combine(FolderOf(c), "answers.json")))
            ?? throw new FormatException($"{folder}: どの年度にも answers.json がありません。");
        var year = FolderOf(cycle);
        var former = Path.Combine(folder, PastFiles.Answers);
        return new DemoData(
            yaml,
            plan,
            cycle,
            ReadIfAny(Path.Combine(folder, PastFiles.Grades), PastFiles.ReadGrades, PastGrades.None),
            ReadJson(Path.Combine(year, "answers.json"), json => json.EnumerateObject()
                .ToImmutableDictionary(p => p.Name, p => AnswersJson.Read(plan.Form, p.Value))),
            ReadIfAny(Path.Combine(year, "opinions.json"), ReadOpinions, ImmutableSortedDictionary<int, PublishedOpinions>.Empty))
        {
            Former = File.Exists(former) ? File.ReadAllText(former) : null,
            Groups = ReadIfAny<ImmutableArray<GroupWork>>(
                Path.Combine(year, "groups.json"), json => [.. json.EnumerateArray().Select(g => GroupWorkJson.Read(plan, g))], []),
        };

        string FolderOf(CyclePlan played) => Path.Combine(folder, played.Year.ToString().ToLowerInvariant());
    }

    private static T ReadIfAny<T>(string path, Func<JsonElement, T> read, T none) => File.Exists(path) ? ReadJson(path, read) : none;

    private static ImmutableSortedDictionary<int, PublishedOpinions> ReadOpinions(JsonElement items) =>
        items.EnumerateObject().ToImmutableSortedDictionary(p => int.Parse(p.Name, Invariant), p => new PublishedOpinions(
            p.Value.GetProperty("committeeMean").GetDecimal(),
            [.. p.Value.GetProperty("opinions").EnumerateArray().Select(o => o.GetString()!)]));

    private static T ReadJson<T>(string path, Func<JsonElement, T> read)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return read(document.RootElement);
    }

    private static System.Globalization.CultureInfo Invariant => System.Globalization.CultureInfo.InvariantCulture;

    /// <summary>The opinions as the secretariat compiles them: the paper's, in its order.</summary>
    public CompiledOpinions Compiled => new(Opinions.ToImmutableSortedDictionary(o => o.Key, o => o.Value.Texts));
}

/// <summary>What the paper says of the committee's view of an item.</summary>
/// <param name="Mean">The published mean.</param>
/// <param name="Texts">The published opinions.</param>
internal sealed record PublishedOpinions(decimal Mean, ImmutableArray<string> Texts);
