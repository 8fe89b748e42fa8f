using GyoseiFlow.App.Access;
using GyoseiFlow.App.Pages;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.Tests.Towns;

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
