using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Opinions;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.NineRules;

/// <summary>A submitted version is never overwritten; concurrent edits conflict openly and lose nobody's text.</summary>
public class Rule7_NobodysTextIsLostTests
{
    [Fact]
    public async Task Submit_AfterReturn_FirstVersionStaysAsItWas()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("1", answers: SmallPlan.Answers("初版"));
        await ReturnAsync(town);

        await town.SubmitAsync("1", answers: SmallPlan.Answers("改版"));

        var versions = await town.ListAsync<SubmissionRecord>("submission/1/");
        Assert.Equal(
            [AnswersJson.Write(SmallPlan.Answers("初版")), AnswersJson.Write(SmallPlan.Answers("改版"))], versions.Select(v => v.Answers));
    }

    [Fact]
    public async Task Store_VersionInsertedAgain_IsRefused()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("1", answers: SmallPlan.Answers("初版"));
        var before = await town.ListAsync<SubmissionRecord>("submission/");

        await Assert.ThrowsAsync<RecordConflictException>(() => town.Store.CommitAsync(
            Town.CycleId, [TypedRecords.Insert(RecordKeys.Submission("1", 1), before[0] with { By = "somebody" })], Town.None));

        Assert.Equal(before, await town.ListAsync<SubmissionRecord>("submission/"));
    }

    [Fact]
    public async Task Submit_TwoPeopleAtOnce_OneIsTakenAndTheOtherIsToldSo()
    {
        await using var town = await Town.OpenedAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => Task.Run(async () =>
        {
            try
            {
                await town.SubmitAsync("1", answers: SmallPlan.Answers($"{i}人目"));
                return true;
            }
            catch (RuleBrokenException refused) when (refused.Rule is OnlyAwaitedSheetsCanBeEdited)
            {
                return false;
            }
        })));

        Assert.Single(results, taken => taken);
        Assert.Single(await town.ListAsync<SubmissionRecord>("submission/1/"));
    }

    [Fact]
    public async Task Draft_SavedBySomebodyElseMeanwhile_ConflictsAndBothTextsSurvive()
    {
        await using var town = await Town.OpenedAsync();
        var seen = await town.Drafts.GetAsync(Town.CycleId, "1", Town.None);
        await SaveAsync(town, "相手の文", seen.ETag);

        var conflict = await Assert.ThrowsAsync<DraftConflictException>(() => SaveAsync(town, "自分の文", seen.ETag));

        Assert.Equal("特記・相手の文", conflict.Theirs.Answers.Of<TextAnswer>("remark")!.Text);
        await SaveAsync(town, "相手の文と自分の文", conflict.Theirs.ETag);
        Assert.Equal(
            "特記・相手の文と自分の文",
            (await town.Drafts.GetAsync(Town.CycleId, "1", Town.None)).Answers.Of<TextAnswer>("remark")!.Text);
    }

    [Fact]
    public async Task Draft_TenPeopleAtOnce_OneSavesAndNineAreTold()
    {
        await using var town = await Town.OpenedAsync();

        var saved = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(async () =>
        {
            try
            {
                await SaveAsync(town, $"{i}人目", "");
                return true;
            }
            catch (DraftConflictException)
            {
                return false;
            }
        })));

        Assert.Single(saved, s => s);
    }

    [Fact]
    public async Task Draft_AfterReturn_StartsFromWhatWasSubmitted()
    {
        await using var town = await Town.OpenedAsync();
        await SaveAsync(town, "下書き", "");
        await town.PassAsync(TimeSpan.FromHours(1));
        await town.SubmitAsync("1", answers: SmallPlan.Answers("提出した文"));
        await ReturnAsync(town);

        var draft = await town.Drafts.GetAsync(Town.CycleId, "1", Town.None);

        Assert.Equal("特記・提出した文", draft.Answers.Of<TextAnswer>("remark")!.Text);
        await town.PassAsync(TimeSpan.FromHours(1));
        await SaveAsync(town, "直した文", draft.ETag);
        Assert.Equal(
            "特記・直した文", (await town.Drafts.GetAsync(Town.CycleId, "1", Town.None)).Answers.Of<TextAnswer>("remark")!.Text);
    }

    [Fact]
    public async Task Draft_SheetIsSubmitted_IsRefused()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("1");

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => SaveAsync(town, "後から", ""));

        Assert.IsType<OnlyAwaitedSheetsCanBeEdited>(refused.Rule);
    }

    /// <summary>Who reads 保存しました finds the text again: one that comes too late is refused, not hidden behind what was handed in.</summary>
    [Fact]
    public async Task Draft_HandedInBeforeTheCommit_IsRefusedAndNotReportedAsSaved()
    {
        await using var town = await Town.OpenedAsync();
        var looked = await SaveAsync(town, "はじめの文", "");
        var store = new Overtaken(town.Store, async () =>
        {
            await town.PassAsync(TimeSpan.FromSeconds(1));
            await SubmitAsync(town.Sheets, town, looked);
        });
        var drafts = new DraftDesk(store, town.Get<CycleReader>(), new Ledger(store), town.Clock);

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => drafts.SaveAsync(
            Town.CycleId, "1", SmallPlan.Answers("遅れた文"), looked.ETag, town.Act("department:zaisei"), Town.None));

        Assert.IsType<OnlyAwaitedSheetsCanBeEdited>(refused.Rule);
        Assert.Equal(
            "特記・はじめの文", (await town.Drafts.GetAsync(Town.CycleId, "1", Town.None)).Answers.Of<TextAnswer>("remark")!.Text);
    }

    [Fact]
    public async Task Submit_DraftSavedBeforeTheCommit_ConflictsAndTheDraftStands()
    {
        await using var town = await Town.OpenedAsync();
        var looked = await SaveAsync(town, "確認した文", "");
        var store = new Overtaken(town.Store, () => SaveAsync(town, "相手の文", looked.ETag));
        var desk = new SheetDesk(
            store, town.Get<CycleReader>(), town.Drafts, new Ledger(store), town.Get<Waker>(), town.Get<SecretariatDriver>(), town.Clock);

        var conflict = await Assert.ThrowsAsync<DraftConflictException>(() => SubmitAsync(desk, town, looked));

        Assert.Equal("特記・相手の文", conflict.Theirs.Answers.Of<TextAnswer>("remark")!.Text);
        Assert.Equal(SheetState.Drafting, (await town.SheetAsync("1")).State);
        Assert.Equal(
            "特記・相手の文", (await town.Drafts.GetAsync(Town.CycleId, "1", Town.None)).Answers.Of<TextAnswer>("remark")!.Text);
    }

    [Fact]
    public async Task Opinions_SavedBySomebodyElseMeanwhile_ConflictsAndBothTextsSurvive()
    {
        await using var town = await Town.OpenedAsync();
        await town.AnswerAllAsync();
        await town.VoteAllAsync();
        var seen = await town.Opinions.GetAsync(Town.CycleId, Town.None);
        await CompileAsync(town, "相手の意見", seen.ETag);

        var conflict = await Assert.ThrowsAsync<OpinionConflictException>(() => CompileAsync(town, "自分の意見", seen.ETag));

        Assert.Equal("相手の意見", Assert.Single(conflict.Theirs.Opinions.Of(1)));
        await CompileAsync(town, "両方", conflict.Theirs.ETag);
        Assert.Equal("両方", Assert.Single((await town.Opinions.GetAsync(Town.CycleId, Town.None)).Opinions.Of(1)));
    }

    [Fact]
    public async Task Ballot_HandedInAgain_EarlierVotesStayInTheLog()
    {
        await using var town = await Town.OpenedAsync();
        await town.AnswerAllAsync();
        await town.UntilAsync(SmallPlan.CommitteeOpens);
        await town.VoteAsync("m1", score: 5);

        await town.VoteAsync("m1", score: 2);

        var entries = (await town.AuditAsync()).Where(a => a.What == "評価提出").ToList();
        Assert.Contains(entries, a => a.Before!.Contains("\"score\":5", StringComparison.Ordinal) && a.After!.Contains("\"score\":2", StringComparison.Ordinal));
    }

    private static Task CompileAsync(Town town, string text, string etag) => town.Opinions.CompileAsync(
        Town.CycleId,
        new CompiledOpinions(ImmutableSortedDictionary.CreateRange([KeyValuePair.Create(1, ImmutableArray.Create(text))])),
        etag,
        town.Act(),
        Town.None);

    private static Task<Draft> SaveAsync(Town town, string text, string etag) =>
        town.Drafts.SaveAsync(Town.CycleId, "1", SmallPlan.Answers(text), etag, town.Act("department:zaisei"), Town.None);

    private static Task SubmitAsync(SheetDesk desk, Town town, Draft looked) => desk.SubmitAsync(
        Town.CycleId, "1", looked.Answers, looked.ETag, isOnBehalf: false, town.Act("department:zaisei"), town.Client, Town.None);

    private static async Task ReturnAsync(Town town)
    {
        await town.Sheets.ReturnAsync(Town.CycleId, "1", 1, "数字が違う", SmallPlan.Due, town.Act(), town.Client, Town.None);
        await town.RestAsync();
    }
}
