using System.Collections.Immutable;
using System.Text.Json;
using CsvHelper;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Figures;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;
using static System.Globalization.CultureInfo;

namespace GyoseiFlow.Documents.Tests;

/// <summary>The real year: 苫小牧市, 令和6年度, as its plan folder holds it.</summary>
internal static class Tomakomai
{
    private static readonly Lazy<ReviewedYear> Read6 = new(Read);

    private static readonly Lazy<Task<Published>> Rendered = new(() => Published.OfAsync(R6));

    public static ReviewedYear R6 => Read6.Value;

    /// <summary>Its files, rendered once for all tests.</summary>
    public static Task<Published> PublishedAsync => Rendered.Value;

    private static string Folder => Path.Combine(Repository.Root, "functions", "Local", "Plans", "tomakomai");

    private static ReviewedYear Read()
    {
        var reading = PlanReader.Read(File.ReadAllText(Path.Combine(Folder, "plan.yaml")));
        var plan = reading.Plan ?? throw new InvalidOperationException(string.Join('\n', reading.Problems));
        var cycle = plan.CycleOf(new FiscalYear(2024))!;
        var opinions = Json("r6/opinions.json");
        return new ReviewedYear(
            plan,
            cycle,
            1,
            cycle.Publication,
            YearFigures.Of(plan, Scores(), Ballots(plan, opinions)),
            Json("r6/answers.json").EnumerateObject().ToImmutableDictionary(p => p.Name, p => AnswersJson.Read(plan.Form, p.Value)),
            new CompiledOpinions(opinions.EnumerateObject().ToImmutableSortedDictionary(
                p => int.Parse(p.Name, InvariantCulture),
                p => p.Value.GetProperty("opinions").EnumerateArray().Select(t => t.GetString()!).ToImmutableArray())),
            Past());
    }

    private static Dictionary<string, ImmutableDictionary<string, int>> Scores()
    {
        using var reader = new StreamReader(Path.Combine(Folder, "r6", "scores.csv"));
        using var csv = new CsvReader(reader, InvariantCulture);
        return csv.GetRecords(new { measure = "", year = "", criterion = "", score = 0 })
            .GroupBy(r => r.measure)
            .ToDictionary(g => g.Key, g => g.ToImmutableDictionary(r => r.criterion, r => r.score));
    }

    // Members' own scores were never published: any eleven whole scores with the published mean stand for them.
    private static Dictionary<int, ImmutableArray<int>> Ballots(Plan plan, JsonElement opinions) =>
        opinions.EnumerateObject().ToDictionary(
            p => int.Parse(p.Name, InvariantCulture),
            p =>
            {
                var members = plan.Committee.Members.Length;
                var sum = (int)Math.Round(p.Value.GetProperty("committeeMean").GetDecimal() * members);
                return Enumerable.Range(0, members).Select(m => (sum / members) + (m < sum % members ? 1 : 0)).ToImmutableArray();
            });

    private static PastGrades Past()
    {
        var past = Json("past.json");
        return new PastGrades(
            past.GetProperty("items").EnumerateObject().ToImmutableDictionary(p => int.Parse(p.Name, InvariantCulture), p => Years(p.Value)),
            past.GetProperty("measures").EnumerateObject().ToImmutableDictionary(p => p.Name, p => Years(p.Value)));
    }

    private static ImmutableSortedDictionary<FiscalYear, string> Years(JsonElement grades) =>
        grades.EnumerateObject().ToImmutableSortedDictionary(p => FiscalYear.Parse(p.Name), p => p.Value.GetString()!);

    private static JsonElement Json(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, file)));
        return document.RootElement.Clone();
    }
}
