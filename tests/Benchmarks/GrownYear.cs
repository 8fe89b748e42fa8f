using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Figures;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Benchmarks;

/// <summary>Tomakomai's R6, its items repeated so many times under new numbers.</summary>
internal static class GrownYear
{
    public static ReviewedYear Tomakomai(int times)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Plans", "tomakomai");
        var plan = PlanReader.Read(File.ReadAllText(Path.Combine(folder, "plan.yaml"))).Plan!;
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "r6", "answers.json")));
        var answers = json.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => AnswersJson.Read(plan.Form, p.Value));
        using var said = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "r6", "opinions.json")));
        var opinions = said.RootElement.EnumerateObject().ToDictionary(
            p => int.Parse(p.Name, CultureInfo.InvariantCulture),
            p => p.Value.GetProperty("opinions").EnumerateArray().Select(o => o.GetString()!).ToImmutableArray());

        var grown = plan with { Items = [.. Enumerable.Range(0, times).SelectMany(n => plan.Items.Select(item => Copy(item, n)))] };
        var all = grown.Items.SelectMany(item => item.Measures)
            .ToImmutableDictionary(m => m.Code, m => answers[m.Code.Split('_')[0]]);
        return new ReviewedYear(
            grown,
            plan.Cycles[^1],
            1,
            plan.Cycles[^1].Publication,
            YearFigures.Of(
                grown,
                all.ToDictionary(a => a.Key, a => a.Value.Scores!.ToImmutableDictionary()),
                grown.Items.ToDictionary(i => i.Number, _ => ImmutableArray.Create(4, 5, 4))),
            all,
            new CompiledOpinions(grown.Items.ToImmutableSortedDictionary(i => i.Number, i => opinions[((i.Number - 1) % 22) + 1])),
            PastGrades.None);
    }

    private static Item Copy(Item item, int n) => n == 0 ? item : item with
    {
        Number = item.Number + (22 * n),
        Measures = [.. item.Measures.Select(m => m with { Code = string.Create(CultureInfo.InvariantCulture, $"{m.Code}_{n}") })],
    };
}
