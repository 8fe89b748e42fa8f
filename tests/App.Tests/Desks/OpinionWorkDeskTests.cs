using GyoseiFlow.App.Opinions;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.Tests.Towns;
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
