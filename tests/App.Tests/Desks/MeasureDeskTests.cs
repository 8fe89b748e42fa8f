using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Documents;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.Desks;

/// <summary>取組終了 beside the plan file: for the cycles that open after it, and for no other.</summary>
public class MeasureDeskTests
{
    private static readonly DateOnly March = new(2025, 3, 31);

    [Fact]
    public async Task End_LaterCycleAsksNoSheetAndShowsTheEnd_ThisYearsStays()
    {
        await using var town = await Town.OpenedAsync();
        await EndAsync(town, "3");
        await town.PlayYearAsync();
        town.Clock.AdvanceTo(new DateTimeOffset(2026, 4, 1, 1, 0, 0, TimeSpan.Zero));

        await town.OpenAsync();

        Assert.Equal(["1", "2"], (await town.ListAsync<Sheet>(RecordKeys.SheetPrefix, "town-2025")).Select(s => s.Measure));
        Assert.Equal(SheetState.Accepted, (await town.SheetAsync("3")).State);
        Assert.Contains("2025-03", await MeasuresCsvAsync(town, "town-2025"), StringComparison.Ordinal);
        Assert.DoesNotContain("2025-03", await MeasuresCsvAsync(town, Town.CycleId), StringComparison.Ordinal);
    }

    /// <summary>What is recorded after a year was published changes none of its bytes, even when it is made anew.</summary>
    [Fact]
    public async Task End_AfterPublication_ThePublishedYearIsMadeAlike()
    {
        await using var town = await Town.OpenedAsync();
        await town.PlayYearAsync();
        var before = await FilesAsync(town, Town.CycleId);

        await EndAsync(town, "3");

        Assert.Equal(before, await FilesAsync(town, Town.CycleId));
    }

    [Fact]
    public async Task End_TwiceOrOfNoMeasure_IsRefused()
    {
        await using var town = await Town.OpenedAsync();
        var act = town.Act();
        await EndAsync(town, "3", act);
        await EndAsync(town, "3", act);

        Assert.IsType<MeasureMustNotHaveEnded>((await Assert.ThrowsAsync<RuleBrokenException>(() => EndAsync(town, "3"))).Rule);
        Assert.IsType<MeasureMustExist>((await Assert.ThrowsAsync<RuleBrokenException>(() => EndAsync(town, "99"))).Rule);
        var entry = Assert.Single(await town.ListAsync<AuditEntry>(RecordKeys.AuditPrefix, RecordKeys.Plans), e => e.What != "計画の登録");
        Assert.Equal(("取組終了", "measure-town-3"), (entry.What, entry.Subject));
    }

    [Fact]
    public async Task Undo_BeforeTheNextCycleOpens_ItIsAskedForAgain()
    {
        await using var town = await Town.OpenedAsync();
        await EndAsync(town, "3");

        await UndoAsync(town);
        town.Clock.AdvanceTo(new DateTimeOffset(2026, 4, 1, 1, 0, 0, TimeSpan.Zero));
        await town.OpenAsync();

        Assert.Equal(3, (await town.ListAsync<Sheet>(RecordKeys.SheetPrefix, "town-2025")).Count);
        Assert.IsType<EndingMustExist>((await Assert.ThrowsAsync<RuleBrokenException>(() => UndoAsync(town))).Rule);
    }

    [Fact]
    public async Task Undo_AfterTheNextCycleOpened_IsRefused()
    {
        await using var town = await Town.OpenedAsync();
        await EndAsync(town, "3");
        town.Clock.AdvanceTo(new DateTimeOffset(2026, 4, 1, 1, 0, 0, TimeSpan.Zero));
        await town.OpenAsync();

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => UndoAsync(town));

        Assert.Equal(2025, Assert.IsType<EndingMustNotBeInUse>(refused.Rule).Year.Year);
    }

    private static Task EndAsync(Town town, string measure, Act? act = null) =>
        town.Get<MeasureDesk>().EndAsync("town", measure, March, act ?? town.Act(), Town.None);

    private static Task UndoAsync(Town town) => town.Get<MeasureDesk>().UndoAsync("town", "3", town.Act(), Town.None);

    private static async Task<string> MeasuresCsvAsync(Town town, string cycleId) =>
        (await FilesAsync(town, cycleId)).Single(f => f.Key.EndsWith("measures.csv", StringComparison.Ordinal)).Value;

    private static async Task<SortedDictionary<string, string>> FilesAsync(Town town, string cycleId)
    {
        var year = await town.Get<ReviewedYearReader>().ReadAsync(cycleId, 1, SmallPlan.Publication, Town.None);
        return new(
            (await OpinionDocument.RenderAsync(year, null)).ToDictionary(f => f.Path, f => System.Text.Encoding.UTF8.GetString(f.Content.Span)),
            StringComparer.Ordinal);
    }
}
