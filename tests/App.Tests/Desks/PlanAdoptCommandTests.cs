using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Local.Commands;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.Desks;

/// <summary>plan adopt: shows first, and with a reason does what it showed.</summary>
public class PlanAdoptCommandTests
{
    private const string Reason = "組織改正と項目の追加のため";

    [Fact]
    public async Task Adopt_WithoutYes_OnlyShows()
    {
        await using var town = await ChangedTownAsync();

        var (code, output) = await RunAsync(town, reason: null);

        Assert.Equal(0, code);
        Assert.StartsWith("第1版で進んでいる年度に、第2版を取り込むと：\n", output, StringComparison.Ordinal);
        Assert.Contains("  No.4 水道管：個票を新しく作ります（担当：企画政策課）。\n", output, StringComparison.Ordinal);
        Assert.Contains("期限が令和7年4月25日(金)から令和7年4月18日(金)に早まります。\n", output, StringComparison.Ordinal);
        Assert.Contains("個票の依頼・引継ぎ・期限変更・取下げのお知らせをメールで送ります", output, StringComparison.Ordinal);
        Assert.DoesNotContain("取り込みました", output, StringComparison.Ordinal);
        await UnchangedAsync(town);
    }

    [Theory]
    [InlineData("")]
    [InlineData("　")]
    public async Task Adopt_WithoutAReason_IsRefused(string reason)
    {
        await using var town = await ChangedTownAsync();

        var refused = await Assert.ThrowsAsync<CommandFailure>(() => RunAsync(town, reason));

        Assert.Contains("理由", refused.Message, StringComparison.Ordinal);
        await UnchangedAsync(town);
    }

    [Fact]
    public async Task Adopt_WithAReason_DoesIt_AndThenNothingIsLeft()
    {
        await using var town = await ChangedTownAsync();

        var (code, output) = await RunAsync(town, Reason);

        Assert.Equal(0, code);
        Assert.EndsWith("取り込みました。serveを始めると、新しい個票の依頼などのメールを送ります。\n", output, StringComparison.Ordinal);
        Assert.Equal(2, (await town.CycleAsync()).PlanEdition);
        Assert.Equal(new DateOnly(2025, 4, 18), (await town.SheetAsync("3")).Due);
        var entry = Assert.Single(await town.AuditAsync(), e => e.What == "計画の変更の取込み");
        Assert.Equal(("secretariat/コマンド", Reason), (entry.By, entry.Note));
        // What the command leaves to the server.
        await town.HeartbeatAsync();
        Assert.Equal(SheetState.NotStarted, (await town.SheetAsync("4")).State);

        var (again, nothing) = await RunAsync(town, Reason);

        Assert.Equal(0, again);
        Assert.Contains("個票の増減、担当部署や期限の変更はありません。", nothing, StringComparison.Ordinal);
        Assert.DoesNotContain("取り込みました", nothing, StringComparison.Ordinal);
        Assert.Single(await town.AuditAsync(), e => e.What == "計画の変更の取込み");
    }

    [Fact]
    public async Task Adopt_PlanThatDoesNotFit_SaysWhyAndFails()
    {
        await using var town = await Town.OpenedAsync();
        await town.UntilAsync(new DateOnly(2025, 4, 15));
        await town.Get<PlanLibrary>().ImportAsync(
            ChangingPlan.Replaced(ChangingPlan.Replaced(SmallPlan.Yaml, ("edition: 1", "edition: 2")), ("due: 2025-04-25", "due: 2025-04-10")), Town.None);

        var (code, output) = await RunAsync(town, Reason);

        Assert.Equal(1, code);
        Assert.Contains("取り込めません：個票の期限（令和7年4月10日(木)）はすでに過ぎています。今日以降の日に直してください。\n", output, StringComparison.Ordinal);
        await UnchangedAsync(town);
    }

    [Fact]
    public async Task Adopt_YearThatIsNotOpen_SaysSo()
    {
        await using var town = await ChangedTownAsync();
        await using var output = new StringWriter();

        var failed = await Assert.ThrowsAsync<CommandFailure>(() => PlanAdoptCommand.AdoptAsync(town.Store, "town-2025", Reason, output, town.Clock, Town.None));

        Assert.Contains("始まっていないか、計画がありません", failed.Message, StringComparison.Ordinal);
    }

    // The edition of a running year, with a week less for the sheets.
    private static async Task<Town> ChangedTownAsync()
    {
        var town = await Town.OpenedAsync();
        await town.Get<PlanLibrary>().ImportAsync(ChangingPlan.WhileItRuns(("due: 2025-05-09", "due: 2025-04-18")), Town.None);
        return town;
    }

    private static async Task<(int Code, string Output)> RunAsync(Town town, string? reason)
    {
        await using var output = new StringWriter();
        return (await PlanAdoptCommand.AdoptAsync(town.Store, Town.CycleId, reason, output, town.Clock, Town.None), output.ToString());
    }

    private static async Task UnchangedAsync(Town town)
    {
        Assert.Equal(1, (await town.CycleAsync()).PlanEdition);
        Assert.Equal(SmallPlan.Due, (await town.SheetAsync("3")).Due);
    }
}
