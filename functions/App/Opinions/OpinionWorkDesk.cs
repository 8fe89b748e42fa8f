using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.App.Opinions;

/// <summary>The secretariat makes the published texts from what the members wrote, and can tell of each where it comes from.</summary>
/// <remarks>Every act throws <see cref="RuleBrokenException"/> when a rule forbids it; then nothing has changed.</remarks>
public sealed class OpinionWorkDesk(IRecordStore store, CycleReader cycles, Ledger ledger, TimeProvider clock)
{
    /// <summary>What the members wrote, with their ids: for the secretariat only.</summary>
    public async Task<ImmutableArray<OpinionOriginal>> OriginalsAsync(string cycleId, CancellationToken cancellation)
    {
        var ballots = new List<Ballot>();
        await foreach (var ballot in store.ListAsync<Ballot>(cycleId, RecordKeys.BallotPrefix, cancellation))
        {
            ballots.Add(ballot.Value);
        }

        return OpinionOriginal.Of(ballots);
    }

    /// <summary>The working set; null before it was begun.</summary>
    public async Task<OpinionWorkDraft?> FindAsync(string cycleId, CancellationToken cancellation) =>
        await store.FindAsync<OpinionWork>(cycleId, RecordKeys.OpinionWork, cancellation) is { } found
            ? new OpinionWorkDraft(found.Value, found.ETag)
            : null;

    /// <summary>Begins with each opinion a text of its own.</summary>
    public Task BeginAsync(string cycleId, Act act, CancellationToken cancellation)
    {
        return ledger.ChangeAsync(
            cycleId, act, clock.GetUtcNow(), "意見とりまとめ開始", RecordKeys.OpinionWork, DecideAsync, cancellation);

        async Task<Change?> DecideAsync()
        {
            var running = await CompilingAsync(cycleId, cancellation);
            RuleBrokenException.Unless(
                await store.FindAsync(cycleId, RecordKeys.OpinionWork, cancellation) is null, new OpinionWorkMustNotHaveBegun());
            var work = OpinionWork.Begun(await OriginalsAsync(cycleId, cancellation));
            return new Change([TypedRecords.Insert(RecordKeys.OpinionWork, work), running.AsItIs], null, RecordJson.Write(work));
        }
    }

    /// <summary>Words texts anew and takes a step with the item's texts: both, or neither.</summary>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="item">The item's number.</param>
    /// <param name="words">The texts that are worded anew, by number.</param>
    /// <param name="step">What else is done with them.</param>
    /// <param name="etag">The ETag of the working set that was looked at.</param>
    /// <param name="act">Who, and which request.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    public Task EditAsync(
        string cycleId,
        int item,
        IReadOnlyDictionary<int, string> words,
        OpinionStep step,
        string etag,
        Act act,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(step);
        return ChangeAsync(
            cycleId,
            step.WhatWith(words),
            step.Note,
            work => step.Take(words.Aggregate(work, (edited, text) => edited.Edited(item, text.Key, text.Value)), item),
            etag,
            act,
            cancellation);
    }

    /// <summary>Makes the published texts from the working set, without their sources.</summary>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="workETag">The ETag of the working set that was looked at.</param>
    /// <param name="opinionsETag">The ETag of the compiled opinions that it replaces; empty for none.</param>
    /// <param name="act">Who, and which request.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="OpinionWorkConflictException">Somebody else changed the working set since.</exception>
    /// <exception cref="OpinionConflictException">Somebody else compiled since.</exception>
    public Task CompileAsync(string cycleId, string workETag, string opinionsETag, Act act, CancellationToken cancellation)
    {
        return ledger.ChangeAsync(
            cycleId, act, clock.GetUtcNow(), "意見とりまとめ", RecordKeys.Opinions, DecideAsync, cancellation);

        async Task<Change?> DecideAsync()
        {
            var running = await CompilingAsync(cycleId, cancellation);
            var work = await GetAsync(cycleId, workETag, cancellation);
            var change = await OpinionDesk.ReplaceAsync(store, running, work.Value.Compiled, opinionsETag, cancellation);
            // The working set is written as it is, so that it can't be changed at the same moment.
            return change with { Writes = [.. change.Writes, work.With(work.Value), running.AsItIs] };
        }
    }

    private Task<bool> ChangeAsync(
        string cycleId, string what, string? note, Func<OpinionWork, OpinionWork> change, string etag, Act act, CancellationToken cancellation)
    {
        return ledger.ChangeAsync(cycleId, act, clock.GetUtcNow(), what, RecordKeys.OpinionWork, DecideAsync, cancellation);

        async Task<Change?> DecideAsync()
        {
            var running = await CompilingAsync(cycleId, cancellation);
            var work = await GetAsync(cycleId, etag, cancellation);
            return Change.Of(work, change(work.Value), running.AsItIs) with { Note = note };
        }
    }

    private async Task<RunningCycle> CompilingAsync(string cycleId, CancellationToken cancellation)
    {
        var running = await cycles.GetAsync(cycleId, cancellation);
        RuleBrokenException.Unless(
            running.Cycle.Stage == CycleStage.Compiling,
            new StageMustBe(CycleStage.Compiling.Label(), running.StageLabel));
        return running;
    }

    private async Task<Stored<OpinionWork>> GetAsync(string cycleId, string etag, CancellationToken cancellation)
    {
        var work = await store.GetAsync<OpinionWork>(cycleId, RecordKeys.OpinionWork, cancellation);
        return work.ETag == etag ? work : throw new OpinionWorkConflictException(new OpinionWorkDraft(work.Value, work.ETag));
    }
}

/// <summary>The working set as it is.</summary>
/// <param name="Work">The texts with their sources.</param>
/// <param name="ETag">Changes with every act.</param>
public sealed record OpinionWorkDraft(OpinionWork Work, string ETag);

/// <summary>Somebody else changed the working set in the meantime.</summary>
public sealed class OpinionWorkConflictException(OpinionWorkDraft theirs)
    : Exception("ほかの人が先に意見を編集しました。相手の編集を確認し、もう一度操作してください。")
{
    /// <summary>What it is now.</summary>
    public OpinionWorkDraft Theirs { get; } = theirs;
}
