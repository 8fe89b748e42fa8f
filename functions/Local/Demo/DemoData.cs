using System.Collections.Immutable;
using System.Text.Json;
using GyoseiFlow.Review.Calendar;
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
/// <param name="Opinions">The committee's published means and opinions by item number.</param>
internal sealed record DemoData(
    string PlanYaml,
    Plan Plan,
    CyclePlan Cycle,
    PastGrades Past,
    ImmutableDictionary<string, Answers> Answers,
    ImmutableSortedDictionary<int, PublishedOpinions> Opinions)
{
    /// <summary>What demos play: Tomakomai's plan, which came with the program.</summary>
    public static DemoData Tomakomai() => Read(Path.Combine(AppContext.BaseDirectory, "Plans", "tomakomai"));

    /// <summary>Reads the folder of a plan that came with the program.</summary>
    /// <exception cref="FormatException">A file is not as it should be.</exception>
    public static DemoData Read(string folder)
    {
        var yaml = File.ReadAllText(Path.Combine(folder, "plan.yaml"));
        var plan = PlanReader.Read(yaml).Plan ?? throw new FormatException($"{folder}: 計画ファイルに誤りがあります。");
        var cycle = plan.Cycles[^1];
        var year = Path.Combine(folder, cycle.Year.ToString().ToLowerInvariant());
        return new DemoData(
            yaml,
            plan,
            cycle,
            ReadPast(Path.Combine(folder, "past.json")),
            ReadJson(Path.Combine(year, "answers.json"), json => json.EnumerateObject()
                .ToImmutableDictionary(p => p.Name, p => AnswersJson.Read(plan.Form, p.Value))),
            ReadJson(Path.Combine(year, "opinions.json"), ReadOpinions));
    }

    private static PastGrades ReadPast(string path) => ReadJson(path, json => new PastGrades(
        json.GetProperty("items").EnumerateObject().ToImmutableDictionary(p => int.Parse(p.Name, Invariant), p => ReadYears(p.Value)),
        json.GetProperty("measures").EnumerateObject().ToImmutableDictionary(p => p.Name, p => ReadYears(p.Value))));

    private static ImmutableSortedDictionary<FiscalYear, string> ReadYears(JsonElement years) =>
        years.EnumerateObject().ToImmutableSortedDictionary(p => FiscalYear.Parse(p.Name), p => p.Value.GetString()!);

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
