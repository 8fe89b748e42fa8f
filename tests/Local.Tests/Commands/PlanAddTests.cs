using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Pages;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Records;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Storage;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Local.Tests.Commands;

public sealed class PlanAddTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Plan_IsAdded_TwiceIsTheSameAsOnce()
    {
        var first = await AddAsync(Cli.Tomakomai("plan.yaml"));

        Assert.Equal(
            new Cli(0, $"苫小牧市行政創革プラン（第1版、取組項目22、実践項目95、テーマ7、部署51、委員11）を「{_folder["data"]}」に登録しました。\n{Cli.Tomakomai("past.json")} の過去の評価も登録しました。\n", ""), first);
        Assert.Equal(first, await AddAsync(Cli.Tomakomai("plan.yaml")));
    }

    [Fact]
    public async Task PastFiles_BesideThePlan_AreTakenInToo()
    {
        await AddAsync(Cli.Tomakomai("plan.yaml"));
        var ebetsu = await AddAsync(Cli.Tomakomai("../ebetsu/plan.yaml"));

        await using var file = SqliteFile.Open(Path.Combine(_folder["data"], "gyoseiflow.db"));
        var store = await SqliteRecordStore.OpenAsync(file, CancellationToken.None);
        var plans = new PlanLibrary(store, new PublicAddress(Url: null), TimeProvider.System);
        var past = await plans.PastGradesAsync("tomakomai", FiscalYear.Parse("R6"), CancellationToken.None);
        Assert.Equal("B", past.OfMeasure("7", FiscalYear.Parse("R2")));
        var former = await new FormerAnswers(store, new CycleReader(store, plans), plans)
            .OfMeasureAsync("ebetsu", "2-1", FiscalYear.Parse("R3"), CancellationToken.None);
        Assert.Equal([FiscalYear.Parse("R1"), FiscalYear.Parse("R2")], former.Keys);
        Assert.Contains("former.json の過年度の回答も登録しました。", ebetsu.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("past.json", """{"items":1}""", "過去の評価として読めません。")]
    [InlineData("past.json", "過去", "過去の評価として読めません。")]
    [InlineData("former.json", """{"R5":{"999":{}}}""", "計画に実践項目「999」はありません。")]
    public async Task PastFile_Unreadable_IsSaid(string name, string text, string message)
    {
        var plan = await WriteAsync(text => text);
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(plan)!, name), text);

        var cli = await AddAsync(plan);

        Assert.Equal(1, cli.ExitCode);
        Assert.Contains($"{name}: {message}", cli.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_Added_IsInTheLogOnce()
    {
        await AddAsync(Cli.Tomakomai("plan.yaml"));
        await AddAsync(Cli.Tomakomai("plan.yaml"));

        await using var file = SqliteFile.Open(Path.Combine(_folder["data"], "gyoseiflow.db"));
        var store = await SqliteRecordStore.OpenAsync(file, CancellationToken.None);
        var entries = new List<AuditEntry>();
        await foreach (var entry in store.ListAsync<AuditEntry>("plans", "audit/", CancellationToken.None))
        {
            entries.Add(entry.Value);
        }

        var added = Assert.Single(entries);
        Assert.Equal(("計画の登録", "secretariat/コマンド", "plan-tomakomai", null), (added.What, added.By, added.Subject, added.Before));
        Assert.Equal("""{"edition":1,"items":22,"measures":95,"departments":51,"members":11}""", added.After);
    }

    [Fact]
    public async Task SameEdition_WithAnotherText_IsRefused()
    {
        var changed = await WriteAsync(text => text.Replace("name: 苫小牧市行政創革プラン", "name: 別の計画", StringComparison.Ordinal));
        await AddAsync(Cli.Tomakomai("plan.yaml"));

        var cli = await AddAsync(changed);

        Assert.Equal((1, ""), (cli.ExitCode, cli.Output));
        Assert.StartsWith($"{changed}: 計画「tomakomai」の第1版は、別の内容ですでに登録されています。", cli.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_AreShownAsPlanCheckShowsThem_AndNothingIsStored()
    {
        var wrong = await WriteAsync(text => text.Replace("firstYear: R2 ", "firstYear: R0 ", StringComparison.Ordinal));

        var cli = await AddAsync(wrong);

        Assert.Equal((1, ""), (cli.ExitCode, cli.Output));
        Assert.Equal((await Cli.RunAsync("plan", "check", wrong)).Errors, cli.Errors);
        Assert.False(Directory.Exists(_folder["data"]));
    }

    private Task<Cli> AddAsync(string file) => Cli.RunAsync("plan", "add", file, "--data", _folder["data"]);

    private async Task<string> WriteAsync(Func<string, string> change)
    {
        await File.WriteAllTextAsync(_folder["plan.yaml"], change(await File.ReadAllTextAsync(Cli.Tomakomai("plan.yaml"))));
        return _folder["plan.yaml"];
    }
}
