using System.Text.Json;
using AngleSharp.Html.Parser;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.Local.Demo;
using GyoseiFlow.Local.Tests.Commands;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Local.Tests.Demo;

/// <summary>Tomakomai's yearly reviews R2–R5, played one after another on the scores that the paper has of 取組項目 1–11.</summary>
public sealed class PlayedYears : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public string Published => _folder["published"];

    internal CycleStatus Status { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var years = DemoData.Through("tomakomai", FiscalYear.Parse("R5"));
        var folder = new DemoFolder(_folder.FullPath, years[^1].Plan.Id, years[^1].Cycle.Year);
        Status = await new DemoRun(years, folder, printPdf: false, DemoProgress.On(TextWriter.Null)).PlayAsync(stopped: null, askedSeed: 1, CancellationToken.None);
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    internal string FileOf(string year, string name) =>
        Path.Combine(Published, "tomakomai", FiscalYear.Parse(year).Year.ToString(System.Globalization.CultureInfo.InvariantCulture), "v1", name);

    internal JsonElement DataOf(string year)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(FileOf(year, "data/data.json")));
        return json.RootElement.Clone();
    }
}

public sealed class YearlyDemoTests(PlayedYears played) : IClassFixture<PlayedYears>
{
    // N1–N9 came into the plan then.
    private const string AddedIn = "R5";

    private static readonly string[] Years = ["R2", "R3", "R4", "R5"];

    /// <summary>The paper's sheets 10 and 11 lost their scores of R2–R5, so nothing can be handed in for them.</summary>
    private static readonly string[] Lost = ["10", "11"];

    [Fact]
    public void EveryYear_IsPublished()
    {
        Assert.Equal(CycleStage.Published, played.Status.Stage);
        Assert.All(Years, year => Assert.True(File.Exists(played.FileOf(year, "index.html"))));
        Assert.All(Years, year => Assert.Equal("進捗状況の評価", played.DataOf(year).GetProperty("title").GetString()));
    }

    [Fact]
    public void EveryMeasuresGrade_IsThePapersOfThatYear()
    {
        var wrong = new List<string>();
        foreach (var (at, year) in Years.Index())
        {
            var grades = played.DataOf(year).GetProperty("measures").EnumerateArray().ToDictionary(m => m.GetProperty("code").GetString()!, m => m.GetProperty("grade").GetString());
            foreach (var paper in Paper())
            {
                if (paper.Code[0] == 'N' && year != AddedIn)
                {
                    // The plan of that year doesn't have it.
                    Assert.DoesNotContain(paper.Code, grades.Keys);
                    continue;
                }

                // Ended or not started: no score, and so no grade.
                var expected = Lost.Contains(paper.Code) || paper.Grades[at] is "" or PastGrades.Ended ? null : paper.Grades[at];
                if (grades[paper.Code] != expected)
                {
                    wrong.Add($"{paper.Code} {year}: {paper.Grades[at]} in the paper, {grades[paper.Code]} here");
                }
            }
        }

        Assert.Equal(41, Paper().Count);
        Assert.Empty(wrong);
    }

    [Fact]
    public void EveryItemsGrade_IsThePapers_ExceptWhereASheetIsLost()
    {
        using var paper = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Papers", "tomakomai-published.json")));
        var differences = new List<string>();
        foreach (var year in Years)
        {
            var items = played.DataOf(year).GetProperty("items").EnumerateArray().ToArray();
            foreach (var (printed, item) in paper.RootElement.GetProperty("items").EnumerateArray().Zip(items))
            {
                var (expected, found) = (printed.GetProperty("yearly").GetProperty(year).GetString(), item.GetProperty("grade").GetString());
                differences.AddRange(expected == found ? [] : [$"{item.GetProperty("number")} {year}: {expected} in the paper, {found} here"]);
            }

            Assert.Equal(11, items.Length);
        }

        // Without sheet 10, a C in both years, the other two measures of item 4 make an A.
        Assert.Equal(["4 R2: B in the paper, A here", "4 R3: B in the paper, A here"], differences);
    }

    [Fact]
    public async Task LastYear_ShowsTheCourseOfTheYears_EndedAsADashAndNotStartedAsABlank()
    {
        using var page = new HtmlParser().ParseDocument(await File.ReadAllTextAsync(played.FileOf("R5", "index.html")));
        var rows = page.QuerySelectorAll("#measures-overview tbody tr").Select(r => r.Children.Select(c => c.TextContent.Trim()).ToArray())
            .Where(r => r.Length > 5).ToDictionary(r => r[0]);

        Assert.All(Paper().Where(m => !Lost.Contains(m.Code)), m => Assert.Equal(m.Grades[..3], rows[m.Code][2..5]));
        Assert.All(Paper().Where(m => m.Grades[3] == PastGrades.Ended), m => Assert.All(rows[m.Code][5..11], cell => Assert.Equal(PastGrades.Ended, cell)));
        Assert.Contains("未提出", rows["10"]);
        Assert.DoesNotContain("審議会評価平均", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void AddedInMidPlan_IsInNoEarlierYear()
    {
        var first = File.ReadAllText(played.FileOf("R2", "data/measures.csv"));

        Assert.DoesNotContain(",N1,", first, StringComparison.Ordinal);
        Assert.DoesNotContain("not_started", first, StringComparison.Ordinal);
        Assert.Contains(",N1,", File.ReadAllText(played.FileOf(AddedIn, "data/measures.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Years_ArePlayedByThePlanAsOfEach()
    {
        var years = DemoData.Through("tomakomai", FiscalYear.Parse(AddedIn));

        Assert.DoesNotContain(years[0].Plan.Measures, m => m.Code == "N1");
        Assert.Contains(years[^1].Plan.Measures, m => m.Code == "N1");
    }

    [Fact]
    public void EachYear_GoesOnWithTheRowsOfTheYearBefore()
    {
        // Measure 1 has rows of 取組内容 in every year of the paper: 3, 3, 2 and 3.
        var rows = Years.Select(year =>
        {
            using var sheets = JsonDocument.Parse(File.ReadAllBytes(played.FileOf(year, "data/sheets.json")));
            var sheet = sheets.RootElement.GetProperty("sheets").EnumerateArray().Single(s => s.GetProperty("measure").GetString() == "1");
            return sheet.GetProperty("answers").GetProperty("actions").GetArrayLength();
        });

        Assert.Equal([3, 6, 8, 11], rows);
    }

    [Fact]
    public async Task Verify_FindsNoProblemInAnyYear()
    {
        var cli = await Cli.RunAsync("verify", played.Published);

        Assert.Equal((0, ""), (cli.ExitCode, cli.Errors));
        Assert.Contains("問題はありません（4版）", cli.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("R1", "計画「tomakomai」の令和元年度の資料はありません。--year には R2、R3、R4、R5、R6 のどれかを指定してください。")]
    [InlineData("五年", "年度「五年」が読めません。")]
    public async Task Year_ThatIsNotThere_SaysWhichAre(string year, string message)
    {
        using var folder = new TemporaryFolder();

        var cli = await Cli.RunAsync("demo", "--out", folder["out"], "--plan", "tomakomai", "--year", year);

        Assert.Equal(1, cli.ExitCode);
        Assert.Contains(message, cli.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out"]));
    }

    private static List<(string Code, string[] Grades)> Paper() =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Papers", "tomakomai-yearly.txt")).Select(line => line.Split('\t')).Select(cells => (cells[0], cells[4..8])),
    ];
}
