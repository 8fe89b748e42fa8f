using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Pages;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Opinions;

/// <summary>The secretariat compiles the opinions; the chair approves them, or sends them back with a comment.</summary>
/// <remarks>Every act throws <see cref="RuleBrokenException"/> when a rule forbids it; then nothing has changed.</remarks>
public sealed class OpinionDesk(IRecordStore store, CycleReader cycles, Ledger ledger, Waker waker, TimeProvider clock)
{
    /// <summary>The opinions as they are compiled so far; none, with an empty ETag, before anyone saved.</summary>
    public async Task<OpinionDraft> GetAsync(string cycleId, CancellationToken cancellation)
    {
        var found = await store.FindAsync<CompiledOpinions>(cycleId, RecordKeys.Opinions, cancellation);
        return found is null ? new OpinionDraft(CompiledOpinions.None, "") : new OpinionDraft(found.Value, found.ETag);
    }

    /// <summary>Saves the opinions as they are to be published.</summary>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="opinions">The texts by item.</param>
    /// <param name="etag">The ETag of the opinions that the editing started from; empty for none.</param>
    /// <param name="act">Who, and which request.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="OpinionConflictException">Somebody else saved since; it has their texts, and the caller still has its own.</exception>
    public async Task CompileAsync(string cycleId, CompiledOpinions opinions, string etag, Act act, CancellationToken cancellation)
    {
        await ledger.ChangeAsync(
            cycleId, act, clock.GetUtcNow(), "意見とりまとめ", RecordKeys.Opinions, DecideAsync, cancellation);

        async Task<Change?> DecideAsync()
        {
            var running = await cycles.GetAsync(cycleId, cancellation);
            RuleBrokenException.Unless(
                running.Cycle.Stage == CycleStage.Compiling,
                new StageMustBe(CycleStage.Compiling.Label(), running.StageLabel));
            var change = await ReplaceAsync(store, running, opinions, etag, cancellation);
            return change with { Writes = [.. change.Writes, running.AsItIs] };
        }
    }

    /// <summary>Decides how the opinions are replaced, whatever the stage.</summary>
    internal static async Task<Change> ReplaceAsync(
        IRecordStore store, RunningCycle running, CompiledOpinions opinions, string etag, CancellationToken cancellation)
    {
        foreach (var item in opinions.ByItem.Keys)
        {
            RuleBrokenException.Unless(running.Plan.Items.Any(i => i.Number == item), new BallotItemMustExist(item));
        }

        var found = await store.FindAsync<CompiledOpinions>(running.Cycle.Id, RecordKeys.Opinions, cancellation);
        if ((found?.ETag ?? "") != etag)
        {
            throw new OpinionConflictException(
                found is null ? new OpinionDraft(CompiledOpinions.None, "") : new OpinionDraft(found.Value, found.ETag));
        }

        return new Change(
            [TypedRecords.Put(RecordKeys.Opinions, found, opinions)],
            found is null ? null : RecordJson.Write(found.Value),
            RecordJson.Write(opinions));
    }

    /// <summary>What is to be published as things stand: while it is edited, what the working set says, compiled already or not.</summary>
    public async Task<CompiledOpinions> ToPublishAsync(Cycle cycle, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        var work = cycle.Stage == CycleStage.Compiling
            ? await store.FindAsync<OpinionWork>(cycle.Id, RecordKeys.OpinionWork, cancellation)
            : null;
        return work?.Value.Compiled
            ?? (await GetAsync(cycle.Id, cancellation)).Opinions;
    }

    /// <summary>Hands the opinions to the chair as they are edited, who gets a mail.</summary>
    public Task SendToChairAsync(string cycleId, Act act, DurableTaskClient client, CancellationToken cancellation) =>
        ChangeAsync(cycleId, "会長へ送付", act, client, (running, cycle) =>
        {
            RuleBrokenException.Unless(running.HasBallots, new BallotsMustBePartOfTheYear());
            var sent = cycle.SentToChair();
            var chair = MailRecipient.Of(running.Plan.Committee.Chair, running.Plan) with { Subject = RecordKeys.CycleSubject };
            return (sent, Queue(running, sent, MailPurpose.Approval, chair));
        }, cancellation, also: () => AsEditedAsync(cycleId, act, cancellation));

    /// <summary>公表してよい: in a year without ballots the secretariat's own check is the last; publication waits for its day.</summary>
    public Task ReleaseAsync(string cycleId, Act act, DurableTaskClient client, CancellationToken cancellation) =>
        ChangeAsync(cycleId, "公表の決定", act, client, (running, cycle) =>
        {
            RuleBrokenException.Unless(!running.HasBallots, new ChairMustApprove());
            return (cycle.Released(), null);
        }, cancellation);

    /// <summary>The chair approves; publication waits for its day.</summary>
    public Task ApproveAsync(string cycleId, Act act, DurableTaskClient client, CancellationToken cancellation) =>
        ChangeAsync(cycleId, "会長承認", act, client, (_, cycle) => (cycle.Approved(), null), cancellation);

    /// <summary>The chair sends the opinions back to the secretariat, which gets a mail.</summary>
    public Task SendBackAsync(string cycleId, string comment, Act act, DurableTaskClient client, CancellationToken cancellation) =>
        ChangeAsync(cycleId, "会長差戻し", act, client, (running, cycle) =>
        {
            var back = cycle.SentBack(comment);
            return (back, Queue(running, back, MailPurpose.SentBack, MailRecipient.Secretariat(running.Plan)));
        }, cancellation, comment);

    // An edit is compiled in a commit of its own and may have been cut off before it: what was left out must not go on to the chair.
    private async Task<RecordWrite[]> AsEditedAsync(string cycleId, Act act, CancellationToken cancellation)
    {
        if (await store.FindAsync<OpinionWork>(cycleId, RecordKeys.OpinionWork, cancellation) is not { } work)
        {
            return [];
        }

        // The working set is written as it is, so that it can't be changed at the same moment.
        var guard = work.With(work.Value);
        var found = await store.FindAsync<CompiledOpinions>(cycleId, RecordKeys.Opinions, cancellation);
        var (before, after) = (found is null ? null : RecordJson.Write(found.Value), RecordJson.Write(work.Value.Compiled));
        if (before == after)
        {
            return [guard];
        }

        var request = $"{act.RequestId}/compile";
        var entry = new AuditEntry(request, clock.GetUtcNow(), act.By, "意見とりまとめ", RecordKeys.Opinions, before, after);
        return
        [
            guard,
            TypedRecords.Put(RecordKeys.Opinions, found, work.Value.Compiled),
            TypedRecords.Insert(RecordKeys.Audit(act.By, request), entry),
        ];
    }

    private InsertRecord Queue(RunningCycle running, Cycle cycle, MailPurpose purpose, MailRecipient recipient)
    {
        var occasion = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"r{cycle.Revision}");
        var path = purpose == MailPurpose.Approval ? PagePaths.Approval(cycle.Id) : PagePaths.Opinions(cycle.Id);
        var (key, message) = new MailComposer(running.Plan, cycle.Id, cycle.Year).AboutCycle(
            recipient, purpose, occasion, path, clock.GetUtcNow(), cycle.ApprovalComment);
        return TypedRecords.Insert(key.RecordKey, OutboxMail.Queued(key, message));
    }

    private async Task ChangeAsync(
        string cycleId,
        string what,
        Act act,
        DurableTaskClient client,
        Func<RunningCycle, Cycle, (Cycle Cycle, RecordWrite? Mail)> change,
        CancellationToken cancellation,
        string? note = null,
        Func<Task<RecordWrite[]>>? also = null)
    {
        await ledger.ChangeAsync(cycleId, act, clock.GetUtcNow(), what, RecordKeys.Cycle, DecideAsync, cancellation);
        var running = await cycles.GetAsync(cycleId, cancellation);
        await waker.WakeAsync(client, InstanceIds.Of(running.Cycle), cancellation);

        async Task<Change?> DecideAsync()
        {
            var current = await cycles.GetAsync(cycleId, cancellation);
            var (changed, mail) = change(current, current.Cycle);
            RecordWrite[] causes = [.. mail is null ? [] : new[] { mail }, .. also is null ? [] : await also()];
            return Change.Of(current.Stored, changed, causes) with { Note = note };
        }
    }
}

/// <summary>The opinions as compiled so far.</summary>
/// <param name="Opinions">The texts by item.</param>
/// <param name="ETag">Changes with every save; empty before the first.</param>
public sealed record OpinionDraft(CompiledOpinions Opinions, string ETag);

/// <summary>Somebody else saved the opinions in the meantime.</summary>
public sealed class OpinionConflictException(OpinionDraft theirs)
    : Exception("ほかの人が先に意見を保存しました。相手の文章を確認し、自分の文章とあわせて保存し直してください。")
{
    /// <summary>What the other person saved.</summary>
    public OpinionDraft Theirs { get; } = theirs;
}
