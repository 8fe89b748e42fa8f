using System.Globalization;
using System.Text.Json;
using GyoseiFlow.App.Tests.Towns;

namespace GyoseiFlow.App.Tests.NineRules;

/// <summary>Every published figure can be recomputed from the published data: here from the folder that a played year left.</summary>
public class Rule9_FiguresCanBeRecomputedTests
{
    [Fact]
    public async Task Year_PublishedFolder_MeansTotalsAndGradesFollowFromTheScores()
    {
        await using var town = await Town.OpenedAsync();
        await AnswerAsync(town, "1", progress: 3, creativity: 2);
        await AnswerAsync(town, "2", progress: 2, creativity: 3);
        await AnswerAsync(town, "3", progress: 1, creativity: 3);
        await town.VoteAllAsync();
        await town.ApproveAsync();
        await town.UntilAsync(SmallPlan.Publication);

        var data = Path.Combine(town.Site, "town/2024/v1/data");
        var scores = Csv(Path.Combine(data, "scores.csv"));
        using var figures = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(data, "data.json")));

        Assert.Equal(6, scores.Count);
        var items = figures.RootElement.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(2, items.Count);
        foreach (var item in items)
        {
            string[] measures = item.GetProperty("number").GetInt32() == 1 ? ["1", "2"] : ["3"];
            var total = 0m;
            foreach (var mean in item.GetProperty("means").EnumerateObject())
            {
                var given = scores.Where(s => s["criterion_id"] == mean.Name && measures.Contains(s["measure_code"])).Select(s => Number(s["score"]));
                var expected = Math.Round(given.Average(), 1, MidpointRounding.AwayFromZero);
                Assert.Equal(expected, mean.Value.GetDecimal());
                total += expected;
            }

            Assert.Equal(total, item.GetProperty("total").GetDecimal());
        }

        // 2.5 + 2.5 = 5.0 is A; 1.0 + 3.0 = 4.0 is B by its total, and 進捗度 1 would cap it there.
        Assert.Equal(["A", "B"], items.Select(i => i.GetProperty("grade").GetString()));
        Assert.Equal([3.5m, 3.0m], items.Select(i => i.GetProperty("committeeMean").GetDecimal()));
    }

    [Fact]
    public async Task Year_Manifest_HasTheSumOfEveryFile()
    {
        await using var town = await Town.OpenedAsync();
        await town.PlayYearAsync();

        var folder = Path.Combine(town.Site, "town/2024/v1");
        var manifest = await File.ReadAllTextAsync(Path.Combine(folder, "data/manifest.json"));
        var files = PublishedFiles.Read(folder).Where(f => !f.Key.EndsWith("manifest.json", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Contains(file.Value, manifest, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task AnswerAsync(Town town, string measure, int progress, int creativity)
    {
        await town.SubmitAsync(measure, answers: SmallPlan.Answers("文", progress, creativity));
        await town.AcceptAsync(measure);
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static List<Dictionary<string, string>> Csv(string path)
    {
        var lines = File.ReadAllLines(path).Select(line => line.TrimStart('\uFEFF').Split(',')).ToList();
        return [.. lines.Skip(1).Select(cells => lines[0].Zip(cells).ToDictionary(c => c.First, c => c.Second))];
    }
}
