using System.Collections.Immutable;
using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.Orchestrations;

/// <summary>
/// 中間見直し: a mid-term year with the committee's work is published; then the plan gets a new edition, which the next year goes by, while
/// the old one stays readable.
/// </summary>
public class MidTermTests
{
    private const string R10 = "toyama-2028";
    private const string R11 = "toyama-2029";

    // Its first years take no part here.
    private static readonly string First = WithoutYear(WithoutYear(Read("plan.yaml"), "  - year: R8\n"), "  - year: R9\n");
    private static readonly string Second = Read("edition-2", "plan.yaml");

    [Fact]
    public async Task MidTermYear_ThenANewEdition_BothStayReadable()
    {
        await using var town = await Town.CreateAsync(First);
        town.Clock.AdvanceTo(JapanTime.At(new DateOnly(2029, 4, 2), new TimeOnly(9, 0)));
        await town.OpenAsync();
        await AnswerAsync(town);
        var work = new GroupWork(
            "iinkai",
            ImmutableSortedDictionary<string, Answers>.Empty.Add("34", Answered("委員会：取組を広げて見直すべきである。")),
            [new MeetingRecord("中間評価", new DateOnly(2029, 6, 1), "午後2時～", "会議室", "5名", "項目35を加える")]);
        await town.Get<GroupWorkDesk>().RecordAsync(R10, work, town.Act(), Town.None);
        await town.Opinions.ReleaseAsync(R10, town.Act(), town.Client, Town.None);
        await town.UntilAsync(new DateOnly(2029, 8, 31));
        Assert.Equal(CycleStage.Published, (await CycleAsync(town, R10)).Stage);
        var published = PublishedFiles.Read(Path.Combine(town.Site, "toyama", "2028", "v1"));
        Assert.Contains("項目35を加える", File.ReadAllText(Path.Combine(town.Site, "toyama", "2028", "v1", "index.html")), StringComparison.Ordinal);

        await town.Get<PlanLibrary>().ImportAsync(Second, Town.None);
        town.Clock.AdvanceTo(JapanTime.At(new DateOnly(2030, 4, 1), new TimeOnly(9, 0)));
        await town.OpenAsync();

        Assert.Equal((1, 2), ((await CycleAsync(town, R10)).PlanEdition, (await CycleAsync(town, R11)).PlanEdition));
        Assert.Equal(SheetState.NotStarted, (await town.SheetAsync("35", R11)).State);
        Assert.Equal(published, PublishedFiles.Read(Path.Combine(town.Site, "toyama", "2028", "v1")));
        var index = File.ReadAllText(Path.Combine(town.Site, "index.html"));
        Assert.Contains("toyama/edition-1.html", index, StringComparison.Ordinal);
        Assert.Contains("toyama/edition-2.html", index, StringComparison.Ordinal);
        var (first, second) = (Edition(town, 1), Edition(town, 2));
        Assert.DoesNotContain("外郭団体との役割分担の見直し", first, StringComparison.Ordinal);
        Assert.Contains("外郭団体との役割分担の見直し", second, StringComparison.Ordinal);
        Assert.Contains("第1版からの変更", second, StringComparison.Ordinal);
        Assert.Contains("地域の民間事業者と行う窓口サービス", second, StringComparison.Ordinal);
        Assert.DoesNotContain("@example.jp", second, StringComparison.Ordinal);
    }

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([AppContext.BaseDirectory, "Plans", "toyama", .. path]));

    private static string WithoutYear(string yaml, string year)
    {
        var from = yaml.IndexOf(year, StringComparison.Ordinal);
        return yaml.Remove(from, yaml.IndexOf("  - year:", from + year.Length, StringComparison.Ordinal) - from);
    }

    private static Answers Answered(string note) => Answers.None
        .With("state", new ChoiceAnswer("計画どおり"))
        .With("note", new TextAnswer(note));

    private static async Task AnswerAsync(Town town)
    {
        foreach (var sheet in await town.ListAsync<Sheet>(RecordKeys.SheetPrefix, R10))
        {
            await town.Sheets.SubmitAsync(
                R10, sheet.Measure, Answered("予定した取組を行った。"), etag: null, isOnBehalf: false, town.Act($"department:{sheet.Departments[0]}"), town.Client, Town.None);
            await town.Sheets.AcceptAsync(R10, sheet.Measure, 1, town.Act(), town.Client, Town.None);
        }

        await town.LettersAsync();
    }

    private static async Task<Cycle> CycleAsync(Town town, string cycleId) => (await town.Get<CycleReader>().GetAsync(cycleId, Town.None)).Cycle;

    private static string Edition(Town town, int edition) => File.ReadAllText(Path.Combine(town.Site, "toyama", $"edition-{edition}.html"));
}
