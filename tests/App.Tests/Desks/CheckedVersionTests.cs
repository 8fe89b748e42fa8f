using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.Desks;

/// <summary>What is accepted or returned is what was read, also when another version comes in at the very moment.</summary>
public class CheckedVersionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Check_HandedInAgainBeforeTheCommit_IsRefused(bool accepts)
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("3");
        var store = new Overtaken(town.Store, async () =>
        {
            await town.Sheets.TakeBackAsync(Town.CycleId, "3", town.Act("department:zaisei"), town.Client, Town.None);
            await town.SubmitAsync("3", answers: SmallPlan.Answers("書き直した"));
        });
        var desk = new SheetDesk(
            store, town.Get<CycleReader>(), town.Drafts, new Ledger(store), town.Get<Waker>(), town.Get<SecretariatDriver>(), town.Clock);

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => accepts
            ? desk.AcceptAsync(Town.CycleId, "3", 1, town.Act(), town.Client, Town.None)
            : desk.ReturnAsync(Town.CycleId, "3", 1, "理由", SmallPlan.Due, town.Act(), town.Client, Town.None));

        Assert.Equal(new CheckedVersionMustBeLatest(2), refused.Rule);
        Assert.Equal((SheetState.Submitted, 2), ((await town.SheetAsync("3")).State, (await town.SheetAsync("3")).Version));
    }
}
