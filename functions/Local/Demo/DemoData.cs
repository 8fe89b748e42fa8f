using System.Collections.Immutable;
using System.Text.Json;
using GyoseiFlow.Local.Planning;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Local.Demo;

/// <summary>A real plan with a year's real answers, as they lie beside the plan file.</summary>
/// <param name="PlanYaml">The plan file's text.</param>
/// <param name="Plan">What it says, as of the year that is played.</param>
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

    private const string PlanFileName = "plan.yaml";
    private const string AnswersFileName = "answers.json";

    private static readonly string Plans = Path.Combine(AppContext.BaseDirectory, "Plans");

    /// <summary>The names of the plans that came with the program.</summary>
    public static ImmutableArray<string> Names => [.. Directory.EnumerateDirectories(Plans).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];

    /// <summary>The answers of years before the one that is played, as JSON; null for none.</summary>
    public string? Former { get; init; }

    /// <summary>What the committee's groups made; empty where there are none.</summary>
    public ImmutableArray<GroupWork> Groups { get; init; } = [];

    /// <summary>The year after this one, where it is the first that a new edition of the plan is for; null elsewhere.</summary>
    public DemoData? Revised { get; init; }

    /// <summary>Tomakomai's plan, which came with the program.</summary>
    public static DemoData Tomakomai() => OfName(Usual);

    /// <summary>A plan that came with the program.</summary>
    public static DemoData OfName(string name) => Read(Path.Combine(Plans, name));

    /// <summary>
    /// The years that are played to reach one: it and those before it in the same plan, because each begins with what the year
    /// before it answered. A plan's folder can hold further plan files, each in a folder of its own: later editions of the plan, for the years
    /// from which on they hold, and plans of years that were reviewed in another way.
    /// </summary>
    /// <param name="name">The plan's name.</param>
    /// <param name="year">The year to reach, or null for the last of the plan's own file and its later editions.</param>
    /// <returns>The years in their order; empty where no plan file has answers of that year.</returns>
    public static ImmutableArray<DemoData> Through(string name, FiscalYear? year) =>
        Reviews(name).Select(years => Through(years, year ?? years[^1].Cycle.Year)).FirstOrDefault(years => years is not [], []);

    /// <summary>The years of a plan that can be played, first to last.</summary>
    public static ImmutableArray<FiscalYear> YearsOf(string name) => [.. Reviews(name).SelectMany(years => years).Select(data => data.Cycle.Year).Distinct().Order()];

    /// <summary>Reads the folder of a plan that came with the program: its last year with answers.</summary>
    /// <exception cref="FormatException">A file is not as it should be.</exception>
    public static DemoData Read(string folder) => Reviews(PlanFile.ReadAll(folder)).First()[^1];

    private static IEnumerable<ImmutableArray<DemoData>> Reviews(string name) => Reviews(PlanFile.ReadAll(Path.Combine(Plans, name)));

    // The plan's own years, those of its later editions among them; then those of each plan file that is for another kind of review.
    private static IEnumerable<ImmutableArray<DemoData>> Reviews(ImmutableArray<PlanFile> files)
    {
        var own = files[0].Plan.Edition;
        yield return Years([files[0], .. files[1..].Where(f => f.Plan.Edition > own).OrderBy(f => f.Plan.Edition)]);
        foreach (var other in files[1..].Where(f => f.Plan.Edition <= own))
        {
            yield return Years([other]);
        }
    }

    private static ImmutableArray<DemoData> Through(ImmutableArray<DemoData> years, FiscalYear year) =>
        years.Any(data => data.Cycle.Year == year) ? [.. years.TakeWhile(data => data.Cycle.Year <= year)] : [];

    private static ImmutableArray<DemoData> Years(ImmutableArray<PlanFile> editions)
    {
        var years = new List<DemoData>();
        foreach (var edition in editions)
        {
            foreach (var cycle in edition.Played)
            {
                var before = years.LastOrDefault()?.Answers ?? ImmutableDictionary<string, Answers>.Empty;
                years.Add(ReadYear(editions[0].Folder, edition, cycle, before));
            }
        }

        if (years is [])
        {
            throw new FormatException($"{editions[0].Folder}: どの年度にも {AnswersFileName} がありません。");
        }

        for (var i = years.Count - 2; i >= 0; i--)
        {
            years[i] = years[i] with { Revised = years[i + 1].Plan.Edition > years[i].Plan.Edition ? years[i + 1] : null };
        }

        return [.. years];
    }

    private static DemoData ReadYear(string folder, PlanFile edition, CyclePlan cycle, ImmutableDictionary<string, Answers> before)
    {
        var (plan, year) = (edition.Plan.In(cycle.Year), edition.FolderOf(cycle));
        var former = Path.Combine(folder, PastFiles.Answers);
        return new DemoData(
            edition.Yaml,
            plan,
            cycle,
            ReadIfAny(Path.Combine(folder, PastFiles.Grades), PastFiles.ReadGrades, PastGrades.None),
            ReadJson(Path.Combine(year, AnswersFileName), json => json.EnumerateObject().ToImmutableDictionary(
                p => p.Name, p => Continued(plan, before.GetValueOrDefault(p.Name), AnswersJson.Read(plan.Form, p.Value)))),
            ReadIfAny(Path.Combine(year, "opinions.json"), ReadOpinions, ImmutableSortedDictionary<int, PublishedOpinions>.Empty))
        {
            Former = File.Exists(former) ? File.ReadAllText(former) : null,
            Groups = ReadIfAny<ImmutableArray<GroupWork>>(
                Path.Combine(year, "groups.json"), json => [.. json.EnumerateArray().Select(g => GroupWorkJson.Read(plan, g))], []),
        };
    }

    // A year's file has what was written in that year: the rows of a table that is carried over go on after those of the year before.
    private static Answers Continued(Plan plan, Answers? before, Answers written)
    {
        foreach (var field in plan.Form.Where(f => f.Carried))
        {
            if (before?.Of<TableAnswer>(field.Id) is { } table)
            {
                written = written.With(field.Id, new TableAnswer([.. table.Rows, .. written.Of<TableAnswer>(field.Id)?.Rows ?? []]));
            }
        }

        return written;
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

    /// <summary>A plan file with the folder in which its years' answers lie.</summary>
    private sealed record PlanFile(string Folder, string Yaml, Plan Plan)
    {
        /// <summary>The years that have answers, first to last.</summary>
        public IEnumerable<CyclePlan> Played => Plan.Cycles.Where(c => File.Exists(Path.Combine(FolderOf(c), AnswersFileName))).OrderBy(c => c.Year);

        /// <summary>A folder's own plan file, and then those in the folders within it.</summary>
        public static ImmutableArray<PlanFile> ReadAll(string folder) =>
        [
            Read(folder),
            .. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)
                .Where(inner => File.Exists(Path.Combine(inner, PlanFileName))).Select(Read),
        ];

        public string FolderOf(CyclePlan cycle) => Path.Combine(Folder, cycle.Year.ToString().ToLowerInvariant());

        private static PlanFile Read(string folder)
        {
            var yaml = File.ReadAllText(Path.Combine(folder, PlanFileName));
            return new PlanFile(folder, yaml, PlanReader.Read(yaml).Plan ?? throw new FormatException($"{folder}: 計画ファイルに誤りがあります。"));
        }
    }
}

/// <summary>What the paper says of the committee's view of an item.</summary>
/// <param name="Mean">The published mean.</param>
/// <param name="Texts">The published opinions.</param>
internal sealed record PublishedOpinions(decimal Mean, ImmutableArray<string> Texts);
