using GyoseiFlow.App.Access;
using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Cycles;

namespace GyoseiFlow.App.Pages.Groups;

/// <summary>Where a group's members, and the secretariat, get the group's work, and nobody gets another group's.</summary>
public sealed class GroupDoor(CycleReader cycles, GroupWorkDesk desk)
{
    /// <summary>A group's work in a cycle.</summary>
    /// <exception cref="AccessDeniedException">The visitor is neither in the group nor of the secretariat.</exception>
    public async Task<(GroupPaper Paper, Grant Grant)> OpenAsync(Visit visit, string cycleId, string group, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(visit);
        var running = await visit.CycleAsync(cycleId, [Role.Member, Role.Secretariat], cancellation);
        var members = running.Plan.Committee.Groups.FirstOrDefault(g => g.Id == group)?.Members ?? [];
        var grant = visit.Visitor.In(running.Plan.Id, Role.Member).FirstOrDefault(g => members.Contains(g.Id))
            ?? visit.Visitor.In(running.Plan.Id, Role.Secretariat).FirstOrDefault()
            ?? throw new AccessDeniedException();
        return (await desk.GetAsync(cycleId, group, cancellation), grant);
    }

    /// <summary>The work of all of the visitor's groups, the newest cycle first.</summary>
    public async Task<List<GroupPaper>> AllAsync(Visitor visitor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        var papers = new List<GroupPaper>();
        foreach (var grant in visitor.Grants.Where(g => g.Role == Role.Member))
        {
            foreach (var running in await cycles.OfPlanAsync(grant.PlanId, cancellation))
            {
                foreach (var group in running.Plan.Committee.Groups.Where(g => g.Members.Contains(grant.Id)))
                {
                    papers.Add(await desk.GetAsync(running.Cycle.Id, group.Id, cancellation));
                }
            }
        }

        return [.. papers.OrderByDescending(p => p.Running.Cycle.Year)];
    }
}
