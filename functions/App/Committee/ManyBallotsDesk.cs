using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Rules;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Committee;

/// <summary>What the secretariat does with several ballots at once, <see cref="OneByOne"/>.</summary>
/// <remarks>Every act has a preview, which writes nothing, to be shown first.</remarks>
public sealed class ManyBallotsDesk(IRecordStore store, CycleReader cycles, BallotDesk desk, Ledger ledger, TimeProvider clock)
{
    /// <summary>期限延長 of several ballots.</summary>
    public Task<ImmutableArray<Outcome>> ExtendManyAsync(
        string cycleId,
        IReadOnlyCollection<string> members,
        string reason,
        DateOnly due,
        Act act,
        DurableTaskClient client,
        CancellationToken cancellation) =>
        EachAsync(cycleId, members, act, (member, one) => desk.ExtendAsync(cycleId, member, reason, due, one, client, cancellation), cancellation);

    /// <summary>What <see cref="ExtendManyAsync"/> would do; no refusal depends on the reason's words.</summary>
    public Task<ImmutableArray<TouchedBallot>> PreviewExtendAsync(
        string cycleId, IReadOnlyCollection<string> members, string reason, DateOnly due, CancellationToken cancellation) =>
        PreviewAsync(
            cycleId,
            members,
            (running, ballot) =>
            {
                var extended = ballot.Extended(reason, due, clock.GetUtcNow());
                DeadlineMustBeBeforePublication.Check(running.Calendar, due, JapanTime.DateOf(clock.GetUtcNow()));
                return extended;
            },
            cancellation);

    /// <summary>督促 right now, of several members whose ballots are awaited.</summary>
    public Task<ImmutableArray<Outcome>> RemindNowAsync(
        string cycleId, IReadOnlyCollection<string> members, Act act, DurableTaskClient client, CancellationToken cancellation) =>
        EachAsync(cycleId, members, act, (member, one) => desk.RemindNowAsync(cycleId, member, one, client, cancellation), cancellation);

    /// <summary>What <see cref="RemindNowAsync"/> would do.</summary>
    public Task<ImmutableArray<TouchedBallot>> PreviewRemindAsync(
        string cycleId, IReadOnlyCollection<string> members, CancellationToken cancellation) =>
        PreviewAsync(cycleId, members, (_, ballot) => ballot.WrittenTo(), cancellation);

    /// <summary>
    /// 委員評価の締切: nobody votes any more, every ballot that is not in is recorded as 未提出, and the opinions are compiled next.
    /// </summary>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="reason">Why, for the log and the cycle.</param>
    /// <param name="isEarlyConfirmed">Whether it is meant to be before the deadline of some.</param>
    /// <param name="act">Who, and which request.</param>
    /// <param name="client">To wake the orchestrations.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>The members whose ballots are 未提出 by it; one who handed in at the last moment is not among them.</returns>
    /// <exception cref="RuleBrokenException">It is not the committee's turn, or the reason or the confirmation is missing; then nothing has changed.</exception>
    public async Task<ImmutableArray<string>> CloseStageAsync(
        string cycleId, string reason, bool isEarlyConfirmed, Act act, DurableTaskClient client, CancellationToken cancellation)
    {
        WrittenReason.Check(reason, new ClosingBallotsMustHaveReason());
        if (await store.FindAsync(cycleId, RecordKeys.Audit(act.By, act.RequestId), cancellation) is null)
        {
            var early = ClosingEarlyMustBeConfirmed.OfBallots(await MissingAsync(cycleId, cancellation), JapanTime.DateOf(clock.GetUtcNow()));
            RuleBrokenException.Unless(early is null || isEarlyConfirmed, early!);
        }

        // Before the ballots: whoever is last to be closed moves the cycle on, which asks how the stage ended.
        await ledger.ChangeAsync(cycleId, act, clock.GetUtcNow(), "委員評価の締切", RecordKeys.Cycle, DecideAsync, cancellation);
        var outcomes = await EachAsync(cycleId, await StillOpenAsync(), act, CloseAsync, cancellation);
        return [.. outcomes.Where(o => o.Refusal is null).Select(o => o.Id)];

        Task CloseAsync(string member, Act one) => desk.CloseAsync(cycleId, member, reason, one, client, cancellation);

        async Task<string[]> StillOpenAsync() =>
            (await cycles.GetAsync(cycleId, cancellation)).Cycle.Stage == CycleStage.Committee
                ? [.. (await MissingAsync(cycleId, cancellation)).Select(b => b.Member)]
                : [];

        async Task<Change?> DecideAsync()
        {
            var running = await cycles.GetAsync(cycleId, cancellation);
            RuleBrokenException.Unless(running.Cycle.Stage == CycleStage.Committee, new OnlyTheCommitteeStageCanBeClosed(running.StageLabel));
            // Cut off the last time: what it says of itself stands, the ballots follow. And where all are in, there is nothing to close.
            return running.TakesBallots && !(await MissingAsync(cycleId, cancellation)).IsEmpty
                ? Change.Of(running.Stored, running.Cycle.CommitteeClosed(reason, act.By, clock.GetUtcNow())) with { Note = reason }
                : null;
        }
    }

    /// <summary>The ballots that <see cref="CloseStageAsync"/> would close, in the order of the plan.</summary>
    public async Task<ImmutableArray<Ballot>> MissingAsync(string cycleId, CancellationToken cancellation)
    {
        var running = await cycles.GetAsync(cycleId, cancellation);
        RuleBrokenException.Unless(running.Cycle.Stage == CycleStage.Committee, new OnlyTheCommitteeStageCanBeClosed(running.StageLabel));
        var missing = ImmutableArray.CreateBuilder<Ballot>();
        foreach (var member in running.Plan.Committee.Members)
        {
            var ballot = await store.GetAsync<Ballot>(cycleId, RecordKeys.Ballot(member.Id), cancellation);
            if (!ballot.Value.IsSettled)
            {
                missing.Add(ballot.Value);
            }
        }

        return missing.ToImmutable();
    }

    private Task<ImmutableArray<Outcome>> EachAsync(
        string cycleId, IEnumerable<string> members, Act act, Func<string, Act, Task> one, CancellationToken cancellation) =>
        OneByOne.DoAsync(members, act, async (member, its) =>
        {
            RuleBrokenException.Unless(
                await store.FindAsync(cycleId, RecordKeys.Ballot(member), cancellation) is not null, new BallotMustExist(member));
            await one(member, its);
        });

    private async Task<ImmutableArray<TouchedBallot>> PreviewAsync(
        string cycleId, IReadOnlyCollection<string> members, Func<RunningCycle, Ballot, Ballot> act, CancellationToken cancellation)
    {
        var running = await cycles.GetAsync(cycleId, cancellation);
        var touched = ImmutableArray.CreateBuilder<TouchedBallot>();
        foreach (var member in members.Distinct(StringComparer.Ordinal))
        {
            var ballot = await store.FindAsync<Ballot>(cycleId, RecordKeys.Ballot(member), cancellation);
            RuleBrokenException.Unless(ballot is not null, new BallotMustExist(member));
            touched.Add(Try(running, ballot!.Value, act));
        }

        return touched.ToImmutable();
    }

    private static TouchedBallot Try(RunningCycle running, Ballot ballot, Func<RunningCycle, Ballot, Ballot> act)
    {
        try
        {
            RuleBrokenException.Unless(running.TakesBallots, new BallotMustBeOpen());
            return new TouchedBallot(ballot, act(running, ballot), null);
        }
        catch (RuleBrokenException refused)
        {
            return new TouchedBallot(ballot, null, refused.Rule);
        }
    }
}

/// <summary>What an act would do to one ballot.</summary>
/// <param name="Before">The ballot as it is.</param>
/// <param name="After">As it would be; null when a rule forbids the act.</param>
/// <param name="Refusal">The rule that forbids it, or null.</param>
public sealed record TouchedBallot(Ballot Before, Ballot? After, BrokenRule? Refusal);
