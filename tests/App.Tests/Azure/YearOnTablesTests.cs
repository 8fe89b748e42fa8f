using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Local.Tests.Azure;
using GyoseiFlow.Review.Sheets;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.App.Tests.Azure;

/// <summary>The small town's year with its records in Azure Tables: what comes of it is what comes of it on SQLite.</summary>
[Collection(AzuriteTests.Name)]
public sealed class YearOnTablesTests(AzuriteServer azurite)
{
    [AzuriteFact]
    public async Task Year_OnTables_PublishesAndMailsTheSame_AsOnSqlite()
    {
        await using var table = new TestTable(azurite);
        var store = await table.OpenAsync();
        await using var onTables = await Town.OpenedAsync(services: services => services.AddSingleton<IRecordStore>(store));
        await using var onSqlite = await Town.OpenedAsync();
        Assert.Same(store, onTables.Store);

        await onTables.PlayYearAsync();
        await onSqlite.PlayYearAsync();

        Assert.NotEmpty(PublishedFiles.Read(onSqlite.Site));
        Assert.Equal(PublishedFiles.Read(onSqlite.Site), PublishedFiles.Read(onTables.Site));
        Assert.Equal(Left(onSqlite), Left(onTables));
        Assert.Equal(
            (await onSqlite.AuditAsync()).Select(e => (e.By, e.What, e.Subject, e.At)).Order(),
            (await onTables.AuditAsync()).Select(e => (e.By, e.What, e.Subject, e.At)).Order());
    }

    [AzuriteFact]
    public async Task Sheet_OfTwoWhoReadTheSame_TheSecondIsTold_AndTheFirstStays()
    {
        await using var table = new TestTable(azurite);
        var store = await table.OpenAsync();
        await using var town = await Town.OpenedAsync(services: services => services.AddSingleton<IRecordStore>(store));
        var read = await town.Store.GetAsync<Sheet>(Town.CycleId, RecordKeys.Sheet("1"), Town.None);

        await town.SubmitAsync("1", answers: SmallPlan.Answers("先に出した人"));
        await Assert.ThrowsAsync<RecordConflictException>(() => town.Store.CommitAsync(Town.CycleId, [read.With(read.Value)], Town.None));

        Assert.Equal(SheetState.Submitted, (await town.SheetAsync("1")).State);
    }

    private static IEnumerable<(string Key, string To, string Subject)> Left(Town town) =>
        town.Post.Left.Select(mail => (mail.Key, string.Join(',', mail.To), mail.Subject)).Order();
}
