using GyoseiFlow.App.Audit;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.Desks;

/// <summary>Several sheets at once: what is shown first is what happens, and one refusal stops no other.</summary>
public class ManySheetsDeskTests
{
    private static readonly string[] All = ["1", "2", "3"];

    [Fact]
    public async Task Extend_OneIsHandedIn_TheOthersAreExtendedAsPreviewed()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("2");
        var desk = town.Get<ManySheetsDesk>();
        var later = SmallPlan.Due.AddDays(7);

        var preview = await desk.PreviewExtendAsync(Town.CycleId, All, "大雪のため", later, Town.None);
        Assert.Equal(SmallPlan.Due, (await town.SheetAsync("1")).Due);
        var outcomes = await desk.ExtendManyAsync(Town.CycleId, All, "大雪のため", later, town.Act(), town.Client, Town.None);

        Assert.Equal(preview.Select(p => (p.Before.Measure, p.Refusal)), outcomes.Select(o => (o.Id, o.Refusal)));
        Assert.IsType<OnlyAwaitedSheetsCanBeExtended>(outcomes[1].Refusal);
        Assert.Equal(["zaisei", "kikaku"], preview[0].WrittenTo.AsEnumerable());
        Assert.Equal((later, SmallPlan.Due, later), ((await town.SheetAsync("1")).Due, (await town.SheetAsync("2")).Due, (await town.SheetAsync("3")).Due));
    }

    [Fact]
    public async Task Extend_SameRequestTwice_IsOnceAndSaysTheSame()
    {
        await using var town = await Town.OpenedAsync();
        var desk = town.Get<ManySheetsDesk>();
        var act = town.Act();

        var first = await ExtendAsync();
        var second = await ExtendAsync();
        await town.LettersAsync();

        Assert.Equal(first.AsEnumerable(), second);
        Assert.Equal(3, (await town.MailsAsync()).Count(m => m.Key.Purpose == MailPurpose.Extension));

        Task<System.Collections.Immutable.ImmutableArray<Outcome>> ExtendAsync() =>
            desk.ExtendManyAsync(Town.CycleId, All, "大雪のため", SmallPlan.Due.AddDays(7), act, town.Client, Town.None);
    }

    [Fact]
    public async Task Accept_UnknownAndNotHandedIn_AreNamedAndTheRestIsAccepted()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("2");

        var outcomes = await town.Get<ManySheetsDesk>().AcceptManyAsync(
            Town.CycleId, new Dictionary<string, int> { ["2"] = 1, ["99"] = 1, ["1"] = 0 }, town.Act(), town.Client, Town.None);
        await town.LettersAsync();

        Assert.Equal(
            [null, typeof(SheetMustExist), typeof(OnlySubmittedSheetsCanBeChecked)], outcomes.Select(o => o.Refusal?.GetType()));
        Assert.Equal(SheetState.Accepted, (await town.SheetAsync("2")).State);
        Assert.Single(town.LeftFor(SmallPlan.Kikaku), s => s == "受理 No.2 ふるさと納税");
    }

    [Fact]
    public async Task RemindNow_OnlyThoseThatAwaitTheirDepartment()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("2");
        var act = town.Act();
        var desk = town.Get<ManySheetsDesk>();

        await desk.RemindNowAsync(Town.CycleId, All, act, town.Client, Town.None);
        var outcomes = await desk.RemindNowAsync(Town.CycleId, All, act, town.Client, Town.None);
        await town.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(["2"], outcomes.Where(o => o.Refusal is not null).Select(o => o.Id));
        Assert.Equal(2, town.Post.Left.Count(m => m.Subject.StartsWith("督促", StringComparison.Ordinal)));
        Assert.Equal([false, true, false], (await desk.PreviewRemindAsync(Town.CycleId, All, Town.None)).Select(t => t.WrittenTo.IsEmpty));
    }

    [Fact]
    public async Task CloseStage_SomethingIsUnchecked_NothingIsClosed()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("2");

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(
            () => town.Get<ManySheetsDesk>().CloseStageAsync(Town.CycleId, "年度を越せないため", isEarlyConfirmed: true, town.Act(), town.Client, Town.None));

        Assert.Equal(["2"], Assert.IsType<SubmittedSheetsMustBeChecked>(refused.Rule).Measures);
        Assert.Equal(SheetState.NotStarted, (await town.SheetAsync("1")).State);
    }

    [Fact]
    public async Task CloseStage_NoReasonOrBeforeTheDeadlineUnconfirmed_NothingIsClosed()
    {
        await using var town = await Town.OpenedAsync();

        Assert.IsType<ClosingMustHaveReason>((await CloseAsync(" ", isEarlyConfirmed: true)).Rule);
        var early = Assert.IsType<ClosingEarlyMustBeConfirmed>((await CloseAsync("理由", isEarlyConfirmed: false)).Rule);

        Assert.Equal(("2部署", 24, 24), (early.Who, early.FewestDays, early.MostDays));
        Assert.Equal(SheetState.NotStarted, (await town.SheetAsync("1")).State);
        Assert.Null((await town.CycleAsync()).SelfEvaluationClosing);

        Task<RuleBrokenException> CloseAsync(string reason, bool isEarlyConfirmed) => Assert.ThrowsAsync<RuleBrokenException>(
            () => town.Get<ManySheetsDesk>().CloseStageAsync(Town.CycleId, reason, isEarlyConfirmed, town.Act(), town.Client, Town.None));
    }

    [Fact]
    public async Task CloseStage_AfterTheDeadline_TellsEachDepartmentInOneLetterAndTheCycleKeepsWhy()
    {
        await using var town = await Town.OpenedAsync(SmallPlan.Yaml.Replace(
            "name: ふるさと納税, departments: [kikaku]", "name: ふるさと納税, departments: [zaisei]", StringComparison.Ordinal));
        await town.AnswerAllAsync("1");
        await town.UntilAsync(new DateOnly(2025, 5, 15));
        var act = town.Act();

        await town.Get<ManySheetsDesk>().CloseStageAsync(Town.CycleId, "審議会の日程のため", isEarlyConfirmed: false, act, town.Client, Town.None);
        await town.LettersAsync();

        var letter = Assert.Single(town.Post.Left, m => m.Key.Contains("/Closed/", StringComparison.Ordinal));
        Assert.Equal(("締切 No.2 ふるさと納税、No.3 橋の点検", SmallPlan.Zaisei), (letter.Subject, Assert.Single(letter.To)));
        Assert.Contains("理由:審議会の日程のため", letter.Body, StringComparison.Ordinal);
        var cycle = await town.CycleAsync();
        Assert.Equal(("審議会の日程のため", act.By), (cycle.SelfEvaluationClosing!.Reason, cycle.SelfEvaluationClosing.By));
        Assert.Single(await town.AuditAsync(), a => a is { What: "自己評価の締切", Subject: "cycle", Note: "審議会の日程のため" });
    }

    [Fact]
    public async Task CloseMany_TellsEachDepartmentInOneLetterWithTheReason()
    {
        await using var town = await Town.OpenedAsync();
        var desk = town.Get<ManySheetsDesk>();

        var preview = await desk.PreviewCloseAsync(Town.CycleId, ["2", "3"], Town.None);
        await desk.CloseManyAsync(Town.CycleId, ["2", "3"], "取組が始まっていないため", town.Act(), town.Client, Town.None);
        await town.LettersAsync();

        Assert.Equal(["kikaku", "zaisei"], preview.SelectMany(t => t.WrittenTo));
        var letters = town.Post.Left.Where(m => m.Key.Contains("/Closed/", StringComparison.Ordinal)).OrderBy(m => m.Subject, StringComparer.Ordinal).ToList();
        Assert.Equal(["締切 No.2 ふるさと納税", "締切 No.3 橋の点検"], letters.Select(m => m.Subject));
        Assert.All(letters, m => Assert.Contains("理由:取組が始まっていないため", m.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task CloseStage_CutOffAfterTheSheets_TheSameRequestDoesTheRest()
    {
        await using var town = await Town.OpenedAsync();
        var act = town.Act();
        foreach (var measure in All)
        {
            await town.Sheets.CloseAsync(Town.CycleId, measure, "提出がないため", act with { RequestId = $"{act.RequestId}/{measure}" }, town.Client, Town.None);
        }

        await town.Get<ManySheetsDesk>().CloseStageAsync(Town.CycleId, "理由", isEarlyConfirmed: false, act, town.Client, Town.None);

        Assert.Equal("理由", (await town.CycleAsync()).SelfEvaluationClosing?.Reason);
    }

    [Fact]
    public async Task Extend_OnOrAfterThePublication_IsRefusedInThePreviewToo()
    {
        await using var town = await Town.OpenedAsync();
        var desk = town.Get<ManySheetsDesk>();

        var preview = await desk.PreviewExtendAsync(Town.CycleId, All, "理由", SmallPlan.Publication, Town.None);
        var outcomes = await desk.ExtendManyAsync(Town.CycleId, All, "理由", SmallPlan.Publication, town.Act(), town.Client, Town.None);

        Assert.All(preview, t => Assert.IsType<DeadlineMustBeBeforePublication>(t.Refusal));
        Assert.All(outcomes, o => Assert.IsType<DeadlineMustBeBeforePublication>(o.Refusal));
    }

    [Fact]
    public async Task CloseStage_ClosesWhatThePreviewNamesAndTheCycleGoesOn()
    {
        await using var town = await Town.OpenedAsync();
        await town.AnswerAllAsync("2");
        var desk = town.Get<ManySheetsDesk>();
        var act = town.Act();

        var preview = await desk.PreviewCloseStageAsync(Town.CycleId, Town.None);
        var outcomes = await desk.CloseStageAsync(Town.CycleId, "年度を越せないため", isEarlyConfirmed: true, act, town.Client, Town.None);
        Assert.Empty(await desk.CloseStageAsync(Town.CycleId, "年度を越せないため", isEarlyConfirmed: true, act, town.Client, Town.None));
        await town.UntilAsync(SmallPlan.CommitteeOpens);

        Assert.Equal(["1", "3"], preview.Select(p => p.Before.Measure));
        Assert.Equal(["1", "3"], outcomes.Where(o => o.Refusal is null).Select(o => o.Id));
        Assert.Equal((SheetState.Missing, SheetState.Accepted), ((await town.SheetAsync("1")).State, (await town.SheetAsync("2")).State));
        Assert.Equal(Review.Cycles.CycleStage.Committee, (await town.CycleAsync()).Stage);
        Assert.Equal(3, (await town.AuditAsync()).Count(a => a is { What: "自己評価の締切", Note: "年度を越せないため" }));
    }
}
