using GyoseiFlow.App.Access;
using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Committee;

namespace GyoseiFlow.App.Pages.Committee;

/// <summary>Where members get their own ballot, and nobody gets another's: whose it is comes from who is signed in.</summary>
public sealed class BallotDoor(IRecordStore store, CycleReader cycles, BallotDesk desk)
{
    /// <summary>The visitor's ballot in a cycle.</summary>
    /// <exception cref="AccessDeniedException">The visitor is no member.</exception>
    /// <exception cref="RecordMissingException">There is no such cycle, or its ballots are not open yet.</exception>
    public async Task<BallotView> OpenAsync(Visit visit, string cycleId, CancellationToken cancellation)
    {
        var (running, grant) = await visit.AsMemberAsync(cycleId, cancellation);
        return new BallotView(running, grant, await desk.GetAsync(cycleId, grant.Id, cancellation));
    }

    /// <summary>Every ballot of the visitor, the newest cycle first, and the cycles whose ballots are still to come.</summary>
    public async Task<(List<BallotView> Ballots, List<RunningCycle> Coming)> AllAsync(Visitor visitor, CancellationToken cancellation)
    {
        var ballots = new List<BallotView>();
        var coming = new List<RunningCycle>();
        foreach (var plan in visitor.PlansAs(Role.Member))
        {
            var grant = visitor.In(plan, Role.Member)[0];
            foreach (var running in await cycles.OfPlanAsync(plan, cancellation))
            {
                if (await store.FindAsync<Ballot>(running.Cycle.Id, RecordKeys.Ballot(grant.Id), cancellation) is null)
                {
                    // A year without ballots has nothing to come.
                    coming.AddRange(running.HasBallots ? [running] : []);
                }
                else
                {
                    ballots.Add(new BallotView(running, grant, await desk.GetAsync(running.Cycle.Id, grant.Id, cancellation)));
                }
            }
        }

        return ([.. ballots.OrderByDescending(b => b.Running.Cycle.Year)], coming);
    }
}
