using GyoseiFlow.App.Access;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Pages;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.App.Tests.Desks;

public sealed class PlanLibraryTests : IAsyncLifetime
{
    private static readonly string s_other = SmallPlan.Yaml.Replace("id: town", "id: other", StringComparison.Ordinal);
    private Town _town = null!;

    private IRecordStore Store => _town.Get<IRecordStore>();

    public async Task InitializeAsync() => _town = await Town.CreateAsync();

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [Fact]
    public async Task Latest_AnotherInstanceTakesAnEditionIn_IsSeenHereToo()
    {
        var here = _town.Get<PlanLibrary>();
        Assert.Equal(1, Assert.Single(await here.LatestAsync(Town.None)).Edition);

        await Library(Store).ImportAsync(SmallPlan.SecondEdition, Town.None);

        Assert.Equal(2, Assert.Single(await here.LatestAsync(Town.None)).Edition);
    }

    [Fact]
    public async Task Latest_NothingCameIn_ReadsNoPlanAgain()
    {
        var store = new CountingStore(Store);
        var library = Library(store);
        var first = await library.LatestAsync(Town.None);
        var lists = store.Lists;

        var second = await library.LatestAsync(Town.None);

        Assert.Equal(lists, store.Lists);
        Assert.True(first == second, "It should be the very same array.");
    }

    [Fact]
    public async Task Import_WhileAnotherPlanComesIn_BothAreThere()
    {
        var store = new CountingStore(Store);
        store.BeforeCommit = async () =>
        {
            store.BeforeCommit = null;
            await Library(Store).ImportAsync(s_other, Town.None);
        };

        await Library(store).ImportAsync(SmallPlan.SecondEdition, Town.None);

        var latest = await Library(Store).LatestAsync(Town.None);
        Assert.Equal([("other", 1), ("town", 2)], latest.Select(p => (p.Id, p.Edition)));
    }

    [Fact]
    public async Task Account_AnotherInstanceTakesAPlanIn_TheAddressIsKnownAtOnce()
    {
        var accounts = _town.Get<Accounts>();
        Assert.Null(await accounts.FindAsync("shinsetsu@example.jp", Town.None));

        await Library(Store).ImportAsync(s_other.Replace(SmallPlan.Secretariat, "shinsetsu@example.jp", StringComparison.Ordinal), Town.None);

        var visitor = await accounts.FindAsync("ＳＨＩＮＳＥＴＳＵ@example.jp ", Town.None);
        Assert.Equal([new Grant("other", Role.Secretariat, "")], visitor?.Grants.AsEnumerable());
    }

    [Fact]
    public async Task Latest_StoreFromBeforeChangesWereMarked_IsReadAllTheSame()
    {
        var mark = (await Store.FindAsync(RecordKeys.Plans, RecordKeys.PlansChange, Town.None))!;
        await Store.CommitAsync(RecordKeys.Plans, [new DeleteRecord(mark.Key, mark.ETag)], Town.None);
        var library = Library(Store);
        Assert.Single(await library.LatestAsync(Town.None));

        await Library(Store).ImportAsync(s_other, Town.None);

        Assert.Equal(2, (await library.LatestAsync(Town.None)).Length);
    }

    /// <summary>A plan that another version of the program took in, and this one can't read.</summary>
    [Fact]
    public async Task OpenDue_OnePlanCannotBeRead_TheOthersOpenAndTheLogSaysWhich()
    {
        var broken = s_other.Replace("firstYear: R6\n", "", StringComparison.Ordinal);
        await Store.CommitAsync(
            "plans", [TypedRecords.Insert(RecordKeys.Plan("other", 3), new { Id = "other", Edition = 3, Yaml = broken })], Town.None);

        await _town.OpenAsync();
        await _town.Get<CycleDesk>().OpenDueAsync(_town.Client, Town.None);

        Assert.Equal(CycleStage.SelfEvaluation, (await _town.CycleAsync()).Stage);
        var unreadable = Assert.Single(await _town.Get<PlanLibrary>().UnreadableAsync(Town.None));
        Assert.Equal(("other", 3), (unreadable.Id, unreadable.Edition));
        Assert.Contains("firstYear", unreadable.Why, StringComparison.Ordinal);
        var entry = Assert.Single(await _town.ListAsync<AuditEntry>("audit/clock/unreadable", "plans"));
        Assert.Equal(("計画を読めない", "plan-other", unreadable.Why), (entry.What, entry.Subject, entry.Note));
    }

    [Fact]
    public async Task Health_APlanCannotBeRead_SaysWhichAndWhereButNotWhatIsWritten()
    {
        await using var town = await Town.CreateAsync(port: 0);
        using var http = new HttpClient { BaseAddress = town.Host.Address };
        Assert.Equal("""{"status":"ok"}""", await http.GetStringAsync(new Uri("api/health", UriKind.Relative)));
        var broken = s_other.Replace($"mail: {SmallPlan.Zaisei}", "mail: himitsu", StringComparison.Ordinal);
        await Library(town.Store).ImportAsync(SmallPlan.SecondEdition, Town.None);
        await town.Store.CommitAsync(
            "plans", [TypedRecords.Insert(RecordKeys.Plan("other", 3), new { Id = "other", Edition = 3, Yaml = broken })], Town.None);
        await Library(town.Store).ImportAsync(s_other.Replace("id: other", "id: third", StringComparison.Ordinal), Town.None);

        var health = await http.GetStringAsync(new Uri("api/health", UriKind.Relative));

        Assert.StartsWith("""{"status":"degraded","plans":[{"id":"other","edition":3,"problems":[""", health, StringComparison.Ordinal);
        Assert.Contains("行", health, StringComparison.Ordinal);
        Assert.DoesNotContain("himitsu", health, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_IsLoggedWithTheEditionsAndTheirSizes()
    {
        await Library(Store).ImportAsync(SmallPlan.SecondEdition, Town.None);
        await Library(Store).ImportAsync(SmallPlan.SecondEdition, Town.None);

        var entries = await _town.ListAsync<AuditEntry>("audit/secretariat/コマンド/", "plans");

        Assert.Equal([("計画の登録", "plan-town", "secretariat/コマンド"), ("計画の登録", "plan-town", "secretariat/コマンド")], entries.Select(e => (e.What, e.Subject, e.By)));
        Assert.Null(entries[0].Before);
        Assert.Equal("""{"edition":1,"items":2,"measures":3,"departments":2,"members":2}""", entries[0].After);
        Assert.Equal((entries[0].After, """{"edition":2,"items":2,"measures":3,"departments":2,"members":2}"""), (entries[1].Before, entries[1].After));
    }

    private static PlanLibrary Library(IRecordStore store) => new(store, new PublicAddress(Url: null), TimeProvider.System);

    private sealed class CountingStore(IRecordStore real) : IRecordStore
    {
        public int Lists { get; private set; }

        public Func<Task>? BeforeCommit { get; set; }

        public Task<StoredRecord?> FindAsync(string partition, string key, CancellationToken cancellation) =>
            real.FindAsync(partition, key, cancellation);

        public IAsyncEnumerable<StoredRecord> ListAsync(string partition, string keyPrefix, CancellationToken cancellation)
        {
            Lists++;
            return real.ListAsync(partition, keyPrefix, cancellation);
        }

        public async Task CommitAsync(string partition, IReadOnlyList<RecordWrite> writes, CancellationToken cancellation)
        {
            await (BeforeCommit?.Invoke() ?? Task.CompletedTask);
            await real.CommitAsync(partition, writes, cancellation);
        }
    }
}
