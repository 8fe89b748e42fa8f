using GyoseiFlow.App.Ports;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Storage;
using GyoseiFlow.Local.Tests.Contracts;

namespace GyoseiFlow.Local.Tests.Storage;

public sealed class SqliteRecordStoreTests : RecordStoreContract
{
    private readonly TemporaryFolder _folder = new();
    private SqliteFile _file = null!;

    [Fact]
    public async Task Reopened_RecordsAreStillThere()
    {
        await Store.CommitAsync("p", [new InsertRecord("k", "1")], default);
        var before = await Store.FindAsync("p", "k", default);
        await _file.DisposeAsync();

        var again = await CreateAsync();

        Assert.Equal(before, await again.FindAsync("p", "k", default));
    }

    [Theory]
    [InlineData(new[] { '\uD842' })]
    [InlineData(new[] { '\uDFB7', '\uD842' })]
    public async Task HalfACharacter_IsRefused(char[] key) => await Assert.ThrowsAsync<ArgumentException>(
        () => Store.CommitAsync("p", [new InsertRecord(new string(key), "1")], default));

    [Fact]
    public async Task List_BigRecords_ComeInSmallPages()
    {
        var big = new string('x', 3 * 1024 * 1024);
        for (var i = 0; i < 6; i++)
        {
            await Store.CommitAsync("p", [new InsertRecord($"{i}", big)], default);
        }

        var keys = new List<string>();
        await foreach (var record in Store.ListAsync("p", "", default))
        {
            keys.Add(record.Key);
        }

        Assert.Equal(["0", "1", "2", "3", "4", "5"], keys);
    }

    public override async Task DisposeAsync()
    {
        await _file.DisposeAsync();
        _folder.Dispose();
    }

    protected override async Task<IRecordStore> CreateAsync()
    {
        _file = SqliteFile.Open(_folder["gyoseiflow.db"]);
        return await SqliteRecordStore.OpenAsync(_file, default);
    }
}
