using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Rules;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Committee;

/// <summary>What members, and the secretariat for the stage, do with ballots.</summary>
/// <remarks>Every act throws <see cref="RuleBrokenException"/> when a rule forbids it; then nothing has changed.</remarks>
public sealed class BallotDesk(IRecordStore store, CycleReader cycles, Ledger ledger, Waker waker, TimeProvider clock)
{
    /// <summary>Hands a ballot in; it can be changed until the stage closes.</summary>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="member">The member's id.</param>
    /// <param name="votes">By item number.</param>
    /// <param name="act">Who, and which request.</param>
    /// <param name="client">To wake the orchestration.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    public Task SubmitAsync(
        string cycleId,
        string member,
        ImmutableSortedDictionary<int, Vote> votes,
        Act act,
        DurableTaskClient client,
        CancellationToken cancellation) =>
        ChangeAsync(cycleId, member, "評価提出", act, client, (running, ballot) => ballot.Submitted(running.Plan, votes), cancellation);

    /// <summary>打切り: the stage goes on without this member.</summary>
    public Task CloseAsync(string cycleId, string member, Act act, DurableTaskClient client, CancellationToken cancellation) =>
        ChangeAsync(cycleId, member, "評価打切り", act, client, (_, ballot) => ballot.Closed(), cancellation);

    private async Task ChangeAsync(
        string cycleId,
        string member,
        string what,
        Act act,
        DurableTaskClient client,
        Func<RunningCycle, Ballot, Ballot> change,
        CancellationToken cancellation)
    {
        var running = await cycles.GetAsync(cycleId, cancellation);
        await ledger.ChangeAsync(cycleId, act, clock.GetUtcNow(), what, RecordKeys.BallotSubject(member), DecideAsync, cancellation);
        await waker.WakeAsync(client, InstanceIds.OfBallot(cycleId, running.Cycle.Run, member), cancellation);

        async Task<Change?> DecideAsync()
        {
            // Read again: the stage may have closed while another's write was in the way.
            var current = await cycles.GetAsync(cycleId, cancellation);
            RuleBrokenException.Unless(current.Cycle.Stage == CycleStage.Committee, new BallotMustBeOpen());
            var ballot = await store.GetAsync<Ballot>(cycleId, RecordKeys.Ballot(member), cancellation);
            return Change.Of(ballot, change(current, ballot.Value));
        }
    }
}
