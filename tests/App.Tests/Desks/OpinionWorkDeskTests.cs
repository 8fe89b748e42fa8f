using System.Text;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Opinions;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.App.Tests.Desks;

/// <summary>From what the members wrote to what is published, step by step and on record.</summary>
public class OpinionWorkDeskTests
{
    [Fact]
    public async Task Begin_FromTheBallots_OncePerRequestAndNeverAnew()
    {
        await using var town = await CompilingAsync();
        var act = town.Act();

        await town.Get<OpinionWorkDesk>().BeginAsync(Town.CycleId, act, Town.None);
        await town.Get<OpinionWorkDesk>().BeginAsync(Town.CycleId, act, Town.None);

        Assert.Equal(["m1", "m2"], (await WorkAsync(town)).Work.ByItem[1].Select(t => Assert.Single(t.Sources).Member));
        var refused = await Assert.ThrowsAsync<RuleBrokenException>(
            () => town.Get<OpinionWorkDesk>().BeginAsync(Town.CycleId, town.Act(), Town.None));
        Assert.IsType<OpinionWorkMustNotHaveBegun>(refused.Rule);
    }

    [Fact]
    public async Task Begin_BallotsAreStillOpen_IsRefused()
    {
        await using var town = await Town.OpenedAsync();

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(
            () => town.Get<OpinionWorkDesk>().BeginAsync(Town.CycleId, town.Act(), Town.None));

        Assert.IsType<StageMustBe>(refused.Rule);
    }

    [Fact]
    public async Task Compile_PublishesTheTextsWithoutTheirAuthors_AndTheBallotsStayAsWritten()
    {
        await using var town = await CompilingAsync();
        var desk = town.Get<OpinionWorkDesk>();
        var originals = await desk.OriginalsAsync(Town.CycleId, Town.None);
        await desk.BeginAsync(Town.CycleId, town.Act(), Town.None);
        await desk.EditAsync(Town.CycleId, 1, Nothing, OpinionStep.Merge([1, 2], "よく取り組まれているとの意見"), (await WorkAsync(town)).ETag, town.Act(), Town.None);
        var act = town.Act();
        var etag = (await WorkAsync(town)).ETag;

        await desk.CompileAsync(Town.CycleId, etag, "", act, Town.None);
        await desk.CompileAsync(Town.CycleId, etag, "", act, Town.None);

        Assert.Equal("よく取り組まれているとの意見", Assert.Single((await town.Opinions.GetAsync(Town.CycleId, Town.None)).Opinions.Of(1)));
        var record = (await town.Store.FindAsync(Town.CycleId, RecordKeys.Opinions, Town.None))!.Json;
        Assert.DoesNotContain("m1", record, StringComparison.Ordinal);
        Assert.Equal(originals.AsEnumerable(), await desk.OriginalsAsync(Town.CycleId, Town.None));
        Assert.Equal(
            originals.Select(o => o.Source), (await WorkAsync(town)).Work.ByItem.Values.SelectMany(t => t.SelectMany(x => x.Sources)));
    }

    [Fact]
    public async Task Edit_SomebodyElseWasFirst_Conflicts()
    {
        await using var town = await CompilingAsync();
        var desk = town.Get<OpinionWorkDesk>();
        await desk.BeginAsync(Town.CycleId, town.Act(), Town.None);
        var seen = (await WorkAsync(town)).ETag;
        await desk.EditAsync(Town.CycleId, 1, Words(1, "相手の文"), OpinionStep.None, seen, town.Act(), Town.None);

        var conflict = await Assert.ThrowsAsync<OpinionWorkConflictException>(
            () => desk.EditAsync(Town.CycleId, 1, Nothing, OpinionStep.Move(2, 0), seen, town.Act(), Town.None));
        await Assert.ThrowsAsync<OpinionWorkConflictException>(
            () => desk.CompileAsync(Town.CycleId, seen, "", town.Act(), Town.None));

        Assert.Equal("相手の文", conflict.Theirs.Work.ByItem[1][0].Text);
        await desk.EditAsync(Town.CycleId, 1, Nothing, OpinionStep.Move(2, 0), conflict.Theirs.ETag, town.Act(), Town.None);
        Assert.Equal([2, 1], (await WorkAsync(town)).Work.ByItem[1].Select(t => t.Number));
    }

    /// <summary>Texts that were written past the working set are not overwritten unseen.</summary>
    [Fact]
    public async Task Compile_CompiledByHandMeanwhile_Conflicts()
    {
        await using var town = await CompilingAsync();
        await town.Get<OpinionWorkDesk>().BeginAsync(Town.CycleId, town.Act(), Town.None);
        await town.CompileAsync();

        await Assert.ThrowsAsync<OpinionConflictException>(async () => await town.Get<OpinionWorkDesk>().CompileAsync(
            Town.CycleId, (await WorkAsync(town)).ETag, "", town.Act(), Town.None));
    }

    [Fact]
    public async Task LeaveOut_ReasonIsInTheLog()
    {
        await using var town = await CompilingAsync();
        var desk = town.Get<OpinionWorkDesk>();
        await desk.BeginAsync(Town.CycleId, town.Act(), Town.None);

        await desk.EditAsync(Town.CycleId, 1, Nothing, OpinionStep.LeaveOut(2, "同じ趣旨のため"), (await WorkAsync(town)).ETag, town.Act(), Town.None);

        Assert.Equal("同じ趣旨のため", Assert.Single(await town.AuditAsync(), a => a.What == "意見の不掲載").Note);
        await desk.EditAsync(Town.CycleId, 1, Nothing, OpinionStep.TakeIn(2), (await WorkAsync(town)).ETag, town.Act(), Town.None);
        Assert.All((await WorkAsync(town)).Work.ByItem[1], t => Assert.Null(t.LeftOut));
    }

    /// <summary>One commit and one line in the log; a step that is refused takes the words with it.</summary>
    [Fact]
    public async Task Edit_WordsAndAStep_AreBothDoneOrNeither()
    {
        await using var town = await CompilingAsync();
        var desk = town.Get<OpinionWorkDesk>();
        await desk.BeginAsync(Town.CycleId, town.Act(), Town.None);

        await desk.EditAsync(Town.CycleId, 1, Words(1, "直した文"), OpinionStep.Move(2, 0), (await WorkAsync(town)).ETag, town.Act(), Town.None);
        var both = await WorkAsync(town);
        await Assert.ThrowsAsync<RuleBrokenException>(() => desk.EditAsync(
            Town.CycleId, 1, Words(1, "もう一度"), OpinionStep.LeaveOut(2, " "), both.ETag, town.Act(), Town.None));

        Assert.Equal([(2, "よく取り組まれている"), (1, "直した文")], both.Work.ByItem[1].Select(t => (t.Number, t.Text)));
        Assert.Equal(both, await WorkAsync(town), (a, b) => a.ETag == b.ETag);
        Assert.Single(await town.AuditAsync(), a => a.What == "意見の編集と並べ替え");
    }

    /// <summary>An edit is two commits. Cut off between them, what was left out is neither previewed nor sent to the chair.</summary>
    [Fact]
    public async Task LeaveOut_CutOffBeforeItIsCompiled_IsNeitherPreviewedNorSentToTheChair()
    {
        await using var town = await CompilingAsync();
        var desk = town.Get<OpinionWorkDesk>();
        await town.Get<OpinionPad>().BeginAsync(Town.CycleId, town.Act(), Town.None);
        await desk.EditAsync(Town.CycleId, 1, Words(2, "載せない意見文"), OpinionStep.None, (await WorkAsync(town)).ETag, town.Act(), Town.None);
        await desk.CompileAsync(Town.CycleId, (await WorkAsync(town)).ETag, (await town.Opinions.GetAsync(Town.CycleId, Town.None)).ETag, town.Act(), Town.None);
        await desk.EditAsync(Town.CycleId, 1, Nothing, OpinionStep.LeaveOut(2, "個人の名前があるため"), (await WorkAsync(town)).ETag, town.Act(), Town.None);

        var preview = await town.Get<DocumentPreview>().RenderAsync(await town.CycleAsync(), Town.None);
        await town.Opinions.SendToChairAsync(Town.CycleId, town.Act(), town.Client, Town.None);

        Assert.DoesNotContain("載せない意見文", Encoding.UTF8.GetString(preview.Span), StringComparison.Ordinal);
        Assert.Equal(["よく取り組まれている"], (await town.Opinions.GetAsync(Town.CycleId, Town.None)).Opinions.Of(1).AsEnumerable());
        var opinions = (await town.Store.FindAsync(Town.CycleId, RecordKeys.Opinions, Town.None))!.Json;
        var logged = Assert.Single(await town.AuditAsync(), a => a.Subject == RecordKeys.Opinions && a.After == opinions);
        Assert.Contains("載せない意見文", logged.Before!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LeaveOut_WhileItIsSentToTheChair_IsNotSent()
    {
        await using var town = await CompilingAsync();
        await town.Get<OpinionPad>().BeginAsync(Town.CycleId, town.Act(), Town.None);
        var store = new Overtaken(town.Store, async () => await town.Get<OpinionWorkDesk>().EditAsync(
            Town.CycleId, 1, Nothing, OpinionStep.LeaveOut(2, "同じ趣旨のため"), (await WorkAsync(town)).ETag, town.Act(), Town.None));
        var desk = new OpinionDesk(store, town.Get<CycleReader>(), new Ledger(store), town.Get<Waker>(), town.Clock);

        await desk.SendToChairAsync(Town.CycleId, town.Act(), town.Client, Town.None);

        Assert.Single((await town.Opinions.GetAsync(Town.CycleId, Town.None)).Opinions.Of(1));
    }

    /// <summary>Once the chair has them, the opinions stay as they were sent, also when somebody compiles at the very moment.</summary>
    [Theory]
    [InlineData("by hand")]
    [InlineData("from the working set")]
    [InlineData("begin")]
    public async Task Compile_SentToTheChairBeforeTheCommit_IsRefused(string what)
    {
        await using var town = await CompilingAsync();
        var opinions = await town.Opinions.GetAsync(Town.CycleId, Town.None);
        if (what == "from the working set")
        {
            await town.Get<OpinionPad>().BeginAsync(Town.CycleId, town.Act(), Town.None);
            opinions = await town.Opinions.GetAsync(Town.CycleId, Town.None);
        }

        var store = new Overtaken(town.Store, () => town.Opinions.SendToChairAsync(Town.CycleId, town.Act(), town.Client, Town.None));
        var (cycles, ledger) = (town.Get<CycleReader>(), new Ledger(store));
        var desk = new OpinionDesk(store, cycles, ledger, town.Get<Waker>(), town.Clock);
        var works = new OpinionWorkDesk(store, cycles, ledger, town.Clock);
        var etag = what == "from the working set" ? (await WorkAsync(town)).ETag : "";

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => what switch
        {
            "by hand" => desk.CompileAsync(Town.CycleId, CompiledOpinions.None, opinions.ETag, town.Act(), Town.None),
            "begin" => works.BeginAsync(Town.CycleId, town.Act(), Town.None),
            _ => works.CompileAsync(Town.CycleId, etag, opinions.ETag, town.Act(), Town.None),
        });

        Assert.IsType<StageMustBe>(refused.Rule);
        Assert.Equal(opinions.ETag, (await town.Opinions.GetAsync(Town.CycleId, Town.None)).ETag);
    }

    private static readonly Dictionary<int, string> Nothing = [];

    private static Dictionary<int, string> Words(int number, string text) => new() { [number] = text };

    private static async Task<Town> CompilingAsync()
    {
        var town = await Town.OpenedAsync();
        await town.AnswerAllAsync();
        await town.VoteAllAsync();
        return town;
    }

    private static async Task<OpinionWorkDraft> WorkAsync(Town town) =>
        (await town.Get<OpinionWorkDesk>().FindAsync(Town.CycleId, Town.None))!;
}
