using System.Text.Json;
using static System.Globalization.CultureInfo;

namespace GyoseiFlow.Documents.Tests;

/// <summary>
/// Rule 9: every published figure can be computed again from the published data. Everything here starts from the CSV files alone, with
/// arithmetic of its own, down to the committee's mean of an item, whose ballots are never published.
/// </summary>
public class RecomputationTests
{
    [Fact]
    public async Task Tomakomai_FiguresOfDataJson_FollowFromTheCsv() => await AssertFollowsAsync(Tomakomai.R6);

    [Fact]
    public async Task SmallYear_FiguresOfDataJson_FollowFromTheCsv() => await AssertFollowsAsync(new Years().Build());

    private static async Task AssertFollowsAsync(Review.Cycles.ReviewedYear year)
    {
        var published = await Published.OfAsync(year);
        var facts = new Facts(published);
        Assert.All(published.Data.GetProperty("measures").EnumerateArray(), facts.AssertMeasure);
        Assert.All(published.Data.GetProperty("items").EnumerateArray(), facts.AssertItem);
        Assert.All(published.Data.GetProperty("themes").EnumerateArray(), facts.AssertTheme);
        facts.AssertClosing(published.Data.GetProperty("closing"));
    }

    private sealed class Facts(Published published)
    {
        private readonly string[] criteria = [.. published.Csv("codes.csv").Where(r => r["list"] == "criterion").Select(r => r["code"])];
        private readonly ILookup<string, Row> scores = published.Csv("scores.csv").ToLookup(r => r["measure_code"]);
        private readonly Row[] measures = published.Csv("measures.csv");
        private readonly Row[] items = published.Csv("items.csv");
        private readonly Row[] themes = published.Csv("themes.csv");
        private readonly ILookup<string, string> itemsOfTheme = published.Csv("item_themes.csv").ToLookup(r => r["theme_id"], r => r["item_number"]);
        private readonly Row[] thresholds = published.Csv("grade_thresholds.csv");
        private readonly Row[] caps = published.Csv("grade_caps.csv");
        private readonly Dictionary<string, Row> rounding = published.Csv("rounding.csv").ToDictionary(r => r["of"]);

        public void AssertMeasure(JsonElement json)
        {
            var given = scores[json.GetProperty("code").GetString()!].ToDictionary(r => r["criterion_id"], r => r.Number("score"));
            if (given.Count == 0)
            {
                Assert.Equal(JsonValueKind.Null, json.GetProperty("total").ValueKind);
                return;
            }

            Assert.Equal(given.Values.Sum(), json.GetProperty("total").GetDecimal());
            Assert.Equal(Grade("measure", given), json.GetProperty("grade").GetString());
        }

        public void AssertItem(JsonElement json)
        {
            var number = json.GetProperty("number").GetInt32().ToString(InvariantCulture);
            AssertMeans(json, [.. measures.Where(m => m["item_number"] == number).Select(m => m["measure_code"])]);
            AssertSame(items.Single(i => i["item_number"] == number)["committee_mean"], json.GetProperty("committeeMean"));
        }

        public void AssertTheme(JsonElement json)
        {
            var carrying = itemsOfTheme[json.GetProperty("id").GetString()!].ToArray();
            AssertMeans(json, [.. measures.Where(m => carrying.Contains(m["item_number"])).Select(m => m["measure_code"])]);
            decimal[] means = [.. items.Where(i => carrying.Contains(i["item_number"]) && i["committee_mean"].Length > 0).Select(i => i.Number("committee_mean"))];
            AssertSame(means.Length == 0 ? "" : Mean("committee_mean", means).ToString(InvariantCulture), json.GetProperty("committeeMean"));
        }

        public void AssertClosing(JsonElement json)
        {
            var best = thresholds.Where(t => t["scale"] == "measure").Take(2).Select(t => t["grade"]).ToArray();
            var graded = measures.Where(m => m["grade"].Length > 0).ToArray();
            var top = graded.Count(m => best.Contains(m["grade"]));
            Assert.Equal(graded.Length, json.GetProperty("measureCount").GetInt32());
            Assert.Equal(Math.Round(100m * top / graded.Length, 1, MidpointRounding.AwayFromZero), json.GetProperty("topTwoShare").GetDecimal());

            var rated = items.Where(i => i["committee_mean"].Length > 0).ToLookup(i => i.Number("committee_mean"), i => int.Parse(i["item_number"], InvariantCulture));
            var means = rated.Select(g => g.Key).OrderDescending().ToArray();
            Assert.Equal(rated.Where(g => g.Key >= 4).Sum(g => g.Count()), json.GetProperty("itemsFromFour").GetInt32());
            Assert.Equal(rated[means[0]], Numbers(json, "highestItems"));
            Assert.Equal(means.Length > 1 ? rated[means[1]] : [], Numbers(json, "secondItems"));
            Assert.Equal(rated[means[^1]], Numbers(json, "lowestItems"));
            Assert.Equal(themes.Where(t => t["committee_mean"].Length > 0).Max(t => t.Number("committee_mean")), json.GetProperty("bestThemeMean").GetDecimal());
        }

        private void AssertMeans(JsonElement json, string[] codes)
        {
            var scored = codes.Where(scores.Contains).ToArray();
            Assert.Equal(scored.Length, json.GetProperty("measureCount").GetInt32());
            if (scored.Length == 0)
            {
                Assert.Equal(JsonValueKind.Null, json.GetProperty("means").ValueKind);
                return;
            }

            var means = criteria.ToDictionary(c => c, c => Mean("mean", [.. scored.Select(m => scores[m].Single(r => r["criterion_id"] == c).Number("score"))]));
            Assert.Equal(means, json.GetProperty("means").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDecimal()));
            Assert.Equal(means.Values.Sum(), json.GetProperty("total").GetDecimal());
            Assert.Equal(Grade("mean", means), json.GetProperty("grade").GetString());
        }

        private decimal Mean(string rule, decimal[] values)
        {
            Assert.Equal("half_up", rounding[rule]["mode"]);
            return Math.Round(values.Sum() / values.Length, (int)rounding[rule].Number("decimals"), MidpointRounding.AwayFromZero);
        }

        private string Grade(string scale, Dictionary<string, decimal> values)
        {
            string[] order = [.. thresholds.Where(t => t["scale"] == scale).Select(t => t["grade"])];
            var grade = thresholds.First(t => t["scale"] == scale && values.Values.Sum() >= t.Number("from_total"))["grade"];
            return caps.Where(c => c["scale"] == scale && values[c["criterion_id"]] <= c.Number("at_most"))
                .Select(c => c["grade"]).Append(grade).MaxBy(g => Array.IndexOf(order, g))!;
        }

        private static int[] Numbers(JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray().Select(n => n.GetInt32())];

        private static void AssertSame(string csv, JsonElement json) =>
            Assert.Equal<decimal?>(csv.Length == 0 ? null : decimal.Parse(csv, InvariantCulture), json.ValueKind == JsonValueKind.Null ? null : json.GetDecimal());
    }
}
