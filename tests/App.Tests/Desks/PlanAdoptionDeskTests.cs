using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Changes;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Tests.Desks;

/// <summary>計画の変更を年度に取り込む: nothing happens before it, what was shown happens at it, and nothing is lost.</summary>
public class PlanAdoptionDeskTests
{
    private const string Reason = "組織改正と項目の追加のため";

    [Fact]
    public async Task Adopt_RunningYear_DoesWhatThePreviewSaid()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("2");
        await town.AcceptAsync("2");
        await SaveAsync(town, "3", SmallPlan.Answers("途中"));
        await town.SubmitAsync("1");
        await AddAsync(town, ChangingPlan.WhileItRuns());

        // Until then the year stays on the edition that it was opened with.
        Assert.Equal((1, "橋の点検"), await HeldAsync(town));

        var preview = await PreviewAsync(town);
        Assert.Empty(preview.Refusals);
        Assert.Equal(["4"], preview.NewSheets.Select(m => m.Code));
        var handed = Assert.Single(preview.Sheets, s => s.Before.Measure == "3");
        Assert.Equal(("kikaku", new DateOnly(2025, 5, 9)), (handed.Departments[0], handed.Due));
        Assert.Equal(["1", "2", "3"], preview.Unfitting.Select(u => u.Measure));
        Assert.Equal([new Regrading("1", "A", "B"), new Regrading("2", "A", "B"), new Regrading("3", "A", "B")], preview.Regraded.AsEnumerable());
        Assert.Equal([("今後の見通し", 2)], preview.LackingFields.AsEnumerable());
        Assert.Contains(preview.Changes, c => c is { Kind: PlanChangeKind.Measure, Aspect: "名称", Before: "橋の点検", After: "橋りょうの点検" });
        Assert.Contains(preview.Changes, c => c is { Kind: PlanChangeKind.Department, Before: "企画課", After: "企画政策課" });
        Assert.Contains(preview.Changes, c => c is { Kind: PlanChangeKind.Calendar, Aspect: "個票の期限" });
        Assert.Equal(1, (await town.CycleAsync()).PlanEdition);

        await AdoptAsync(town, preview);

        Assert.Equal((2, "橋りょうの点検"), await HeldAsync(town));
        var sheet = await town.SheetAsync("3");
        Assert.Equal((SheetState.Drafting, "kikaku", new DateOnly(2025, 5, 9)), (sheet.State, sheet.Departments[0], sheet.Due));
        Assert.Equal(SheetState.NotStarted, (await town.SheetAsync("4")).State);
        Assert.Equal((SheetState.Accepted, SheetState.Submitted), ((await town.SheetAsync("2")).State, (await town.SheetAsync("1")).State));
    }

    /// <summary>An earlier day in the calendar is the day from then on: those who are waited for hear of it and are reminded before it.</summary>
    [Fact]
    public async Task Adopt_EarlierDeadline_HoldsAndIsAnnouncedAndRemindedOf()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("2");
        await AddAsync(town, ChangingPlan.WhileItRuns(("due: 2025-05-09", "due: 2025-04-18")));
        var preview = await PreviewAsync(town);
        Assert.Contains(AdoptionWords.Sheets(preview), line => line.EndsWith("期限が令和7年4月25日(金)から令和7年4月18日(金)に早まります。", StringComparison.Ordinal));

        await AdoptAsync(town, preview);
        await town.LettersAsync();
        await town.UntilAsync(new DateOnly(2025, 4, 18));

        Assert.Equal(new DateOnly(2025, 4, 18), (await town.SheetAsync("1")).Due);
        // Handed in: nobody is waited for.
        Assert.Equal(SmallPlan.Due, (await town.SheetAsync("2")).Due);
        Assert.Contains(town.LeftFor(SmallPlan.Zaisei), s => s.StartsWith("延長", StringComparison.Ordinal));
        Assert.Contains(town.LeftFor(SmallPlan.Zaisei), s => s.StartsWith("督促", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Adopt_FieldGone_KeepsWhatWasTyped()
    {
        await using var town = await Town.OpenedAsync();
        await SaveAsync(town, "3", SmallPlan.Answers("途中"));
        await town.SubmitAsync("2");
        var open = await town.Drafts.GetAsync(Town.CycleId, "3", Town.None);
        await AddAsync(town, ChangingPlan.WhileItRuns());

        await AdoptAsync(town, await PreviewAsync(town));

        var drafting = await FileAsync(town, "3");
        Assert.Equal([("目標", "目標・途中")], drafting.Kept.AsEnumerable());
        Assert.Equal("特記・途中", drafting.Draft.Answers.Of<TextAnswer>("remark")!.Text);
        Assert.False(drafting.Draft.Answers.ByField.ContainsKey("goal"));
        Assert.Equal([("目標", "目標・橋の点検を終えた")], (await FileAsync(town, "2")).Kept.AsEnumerable());
        // A page that was open before conflicts openly instead of dropping the field.
        await Assert.ThrowsAsync<DraftConflictException>(() => town.Drafts.SaveAsync(
            Town.CycleId, "3", SmallPlan.Answers("別"), open.ETag, town.Act("department:zaisei"), Town.None));
        // What was handed in is in the store as it was.
        var kept = (await town.Store.GetAsync<SubmissionRecord>(Town.CycleId, RecordKeys.Submission("2", 1), Town.None)).Value.Answers;
        Assert.Contains("目標・橋の点検を終えた", kept, StringComparison.Ordinal);
    }

    /// <summary>The new sheet is driven like any other, the former orchestrations end, and the year runs to its publication.</summary>
    [Fact]
    public async Task Adopt_NewSheet_IsAskedForRemindedAndPublished()
    {
        await using var town = await Town.OpenedAsync();
        await AddAsync(town, ChangingPlan.WhileItRuns());
        var before = town.LeftFor(SmallPlan.Kikaku).Count();

        await AdoptAsync(town, await PreviewAsync(town));
        await town.LettersAsync();

        Assert.Equal((OrchestrationRuntimeStatus.Terminated, OrchestrationRuntimeStatus.Running), (await town.RunAsync(), await town.RunAsync(2)));
        Assert.Contains(town.LeftFor(SmallPlan.Kikaku).Skip(before), s => s.StartsWith("依頼", StringComparison.Ordinal));
        Assert.Contains(town.LeftFor(SmallPlan.Kikaku).Skip(before), s => s.StartsWith("引継ぎ", StringComparison.Ordinal));
        Assert.Contains(town.LeftFor(SmallPlan.Zaisei), s => s.StartsWith("引継ぎ済み", StringComparison.Ordinal));
        foreach (var measure in new[] { "1", "2", "3", "4" })
        {
            await town.SubmitAsync(measure, answers: Answered());
            await town.AcceptAsync(measure);
        }

        await town.VoteAllAsync();
        await town.ApproveAsync();
        await town.UntilAsync(SmallPlan.Publication);
        Assert.Equal(CycleStage.Published, (await town.CycleAsync()).Stage);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await town.RunAsync(2));
    }

    [Fact]
    public async Task Adopt_CutOffAfterTheCommit_TheHeartbeatDoesTheRest()
    {
        await using var town = await Town.OpenedAsync();
        await AddAsync(town, ChangingPlan.WhileItRuns());
        var preview = await PreviewAsync(town);

        // As if the power went before anybody could drive the cycle anew.
        await town.Get<PlanAdoptionDesk>().AdoptAsync(Town.CycleId, preview.Fingerprint, Reason, town.Act(), Town.None);
        await Assert.ThrowsAsync<RecordMissingException>(() => town.SheetAsync("4"));
        await town.HeartbeatAsync();

        Assert.Equal(SheetState.NotStarted, (await town.SheetAsync("4")).State);
        Assert.Equal((OrchestrationRuntimeStatus.Terminated, OrchestrationRuntimeStatus.Running), (await town.RunAsync(), await town.RunAsync(2)));
    }

    /// <summary>Between the commit and a sheet's turn, a page that was open before saves what was typed into a field that is gone.</summary>
    [Fact]
    public async Task Adopt_LateAnswerBeforeTheSheetsTurn_KeepsBothAndIsDone()
    {
        await using var town = await Town.OpenedAsync();
        await SaveAsync(town, "3", SmallPlan.Answers("途中"));
        await AddAsync(town, ChangingPlan.WhileItRuns(
            ("  - { id: remark, label: 特記事項, kind: text, required: false, carried: false, maxLength: 1000 }\n", "")));
        var preview = await PreviewAsync(town);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => CutOff(town).AdoptAsync(
            Town.CycleId, preview.Fingerprint, Reason, town.Act(), Town.None));
        await town.Get<LateAnswers>().KeepAsync(
            await town.Get<CycleReader>().GetAsync(Town.CycleId, Town.None), "3",
            _ => Answers.None.With("goal", new TextAnswer("遅れて書いた目標")), town.Act("department:zaisei"), Town.None);
        await town.HeartbeatAsync();

        Assert.Equal([("目標", "遅れて書いた目標"), ("特記事項", "特記・途中")], (await FileAsync(town, "3")).Kept.AsEnumerable());
        Assert.NotNull(await town.Store.FindAsync(Town.CycleId, RecordKeys.AdoptionDone(1), Town.None));
        Assert.Equal(SheetState.NotStarted, (await town.SheetAsync("4")).State);
        Assert.Equal(OrchestrationRuntimeStatus.Running, await town.RunAsync(2));
    }

    [Fact]
    public async Task Adopt_Twice_IsOnceAndInTheLogWithItsReason()
    {
        await using var town = await Town.OpenedAsync();
        await AddAsync(town, ChangingPlan.WhileItRuns());
        var (preview, act) = (await PreviewAsync(town), town.Act("secretariat/p1"));

        await AdoptAsync(town, preview, act);
        await AdoptAsync(town, preview, act);

        var entry = Assert.Single(await town.AuditAsync(), e => e.What == "計画の変更の取込み");
        Assert.Equal(("secretariat/p1", Reason), (entry.By, entry.Note));
        Assert.Equal(2, (await town.CycleAsync()).Run);
        Assert.Contains(await town.AuditAsync(), e => e is { What: "計画の変更の反映", Subject: "sheet-3" });
        Assert.True((await PreviewAsync(town)).IsEmpty);
    }

    [Fact]
    public async Task Adopt_OtherThanPreviewedOrNothingOrNoReason_IsRefused()
    {
        await using var town = await Town.OpenedAsync();
        var nothing = await PreviewAsync(town);
        Assert.IsType<AdoptionMustChangeSomething>(await RefusedAsync(() => AdoptAsync(town, nothing)));
        await AddAsync(town, ChangingPlan.WhileItRuns());
        var preview = await PreviewAsync(town);
        await town.SubmitAsync("1");

        Assert.IsType<AdoptionMustBeAsPreviewed>(await RefusedAsync(() => AdoptAsync(town, preview)));
        Assert.IsType<AdoptionMustHaveReason>(await RefusedAsync(() => town.Get<PlanAdoptionDesk>().AdoptAsync(
            Town.CycleId, preview.Fingerprint, " ", town.Act(), Town.None)));
        Assert.Equal(1, (await town.CycleAsync()).PlanEdition);
    }

    [Fact]
    public async Task Adopt_MeasureGoneFromTheFile_IsRefusedWithWhatToDo()
    {
        await using var town = await Town.OpenedAsync();
        await AddAsync(town, SmallPlan.Yaml.Replace("edition: 1", "edition: 2", StringComparison.Ordinal)
            .Replace("      - { code: \"2\", name: ふるさと納税, departments: [kikaku], started: R6 }\n", "", StringComparison.Ordinal));

        var refused = Assert.IsType<PlanMustFitTheCycle>(await RefusedAsync(async () => await AdoptAsync(town, await PreviewAsync(town))));
        Assert.Contains("消さずに ended", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adopt_AfterTheDepartmentsStage_TakesTextsButNoNewSheets()
    {
        await using var town = await Town.OpenedAsync();
        await town.AnswerAllAsync();
        await town.UntilAsync(SmallPlan.CommitteeOpens);
        await AddAsync(town, ChangingPlan.WhileItRuns());
        Assert.Contains((await PreviewAsync(town)).Refusals, r => r.Contains("No.4 水道管の個票を新しく作れません", StringComparison.Ordinal));
        await AddAsync(town, SmallPlan.Yaml.Replace("edition: 1", "edition: 3", StringComparison.Ordinal)
            .Replace("name: 企画課", "name: 企画政策課", StringComparison.Ordinal));

        await AdoptAsync(town, await PreviewAsync(town));

        var running = await town.Get<CycleReader>().GetAsync(Town.CycleId, Town.None);
        Assert.Equal((3, "企画政策課", CycleStage.Committee), (running.Cycle.PlanEdition, running.Plan.Department("kikaku").Name, running.Cycle.Stage));
    }

    [Fact]
    public async Task Adopt_Published_IsRefused()
    {
        await using var town = await Town.OpenedAsync();
        await town.PlayYearAsync();
        await AddAsync(town, ChangingPlan.SecondEdition);

        Assert.Contains("公表済み", Assert.Single((await PreviewAsync(town)).Refusals), StringComparison.Ordinal);
    }

    /// <summary>The log of what was done before keeps the names of then.</summary>
    [Fact]
    public async Task Adopt_OfficeRenamed_TheLogKeepsTheOldName()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("2", town.Act("department:kikaku"));
        var then = town.Clock.GetUtcNow();
        await town.PassAsync(TimeSpan.FromHours(1));
        await AddAsync(town, ChangingPlan.WhileItRuns());
        await AdoptAsync(town, await PreviewAsync(town));

        var cycles = town.Get<CycleReader>();
        var planAt = await cycles.PlansInTimeAsync(await cycles.GetAsync(Town.CycleId, Town.None), Town.None);

        Assert.Equal(("企画課", "企画政策課"), (planAt(then).Department("kikaku").Name, planAt(town.Clock.GetUtcNow()).Department("kikaku").Name));
    }

    [Fact]
    public async Task Adopt_EndRecordedMeanwhile_WithdrawsTheSheet()
    {
        await using var town = await Town.OpenedAsync(SmallPlan.Yaml.Replace("firstYear: R6", "firstYear: R5", StringComparison.Ordinal)
            .Replace("橋の点検, departments: [zaisei], started: R6", "橋の点検, departments: [zaisei], started: R5", StringComparison.Ordinal));
        await town.Get<MeasureDesk>().EndAsync("town", "3", new DateOnly(2024, 3, 1), town.Act(), Town.None);

        await AdoptAsync(town, await PreviewAsync(town));

        await town.LettersAsync();

        Assert.Equal(SheetState.Withdrawn, (await town.SheetAsync("3")).State);
        Assert.Contains($"理由:{Reason}", Assert.Single(town.Post.Left, m => m.Subject == "取下げ No.3 橋の点検").Body, StringComparison.Ordinal);
        Assert.Equal(new FiscalYear(2023), (await town.CycleAsync()).Endings!["3"].Year);
    }

    private static Answers Answered() => new(SmallPlan.Answers().With("outlook", new TextAnswer("続ける")).ByField.Remove("goal"));

    private static async Task<(int Edition, string Name)> HeldAsync(Town town)
    {
        var running = await town.Get<CycleReader>().GetAsync(Town.CycleId, Town.None);
        return (running.Plan.Edition, running.Plan.Measure("3").Name);
    }

    private static async Task<SheetFile> FileAsync(Town town, string measure) => await town.Get<SheetReader>().ReadAsync(
        await town.Get<CycleReader>().GetAsync(Town.CycleId, Town.None), await town.SheetAsync(measure), Town.None);

    // The power goes right after the cycle's commit, before any sheet's.
    private static PlanAdoptionDesk CutOff(Town town)
    {
        var store = new LeavingStore(town.Store) { LeavesAtCommit = true };
        var (cycles, ledger) = (town.Get<CycleReader>(), new Ledger(store));
        return new(store, cycles, town.Get<PlanLibrary>(), ledger, new AdoptedSheets(store, cycles, ledger), town.Clock);
    }

    private static async Task SaveAsync(Town town, string measure, Answers answers) =>
        await town.Drafts.SaveAsync(Town.CycleId, measure, answers, "", town.Act("department:zaisei"), Town.None);

    private static Task<Plan> AddAsync(Town town, string yaml) => town.Get<PlanLibrary>().ImportAsync(yaml, Town.None);

    private static Task<PlanAdoption> PreviewAsync(Town town) => town.Get<PlanAdoptionDesk>().PreviewAsync(Town.CycleId, Town.None);

    private static async Task AdoptAsync(Town town, PlanAdoption preview, Act? act = null)
    {
        await town.Get<PlanAdoptionDesk>().AdoptAsync(Town.CycleId, preview.Fingerprint, Reason, act ?? town.Act(), Town.None);
        await town.Get<CycleDesk>().DriveAsync(Town.CycleId, town.Client, Town.None);
        await town.RestAsync();
        await town.PassAsync(TimeSpan.FromMinutes(5));
    }

    private static async Task<BrokenRule> RefusedAsync(Func<Task> act) => (await Assert.ThrowsAsync<RuleBrokenException>(act)).Rule;
}
