using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Opinions;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Local.Hosting;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.Local.Demo;

/// <summary>What the people of the script work with: the same desks as real people.</summary>
internal sealed record People(
    SheetDesk Sheets,
    DraftDesk Drafts,
    BallotDesk Ballots,
    ManyBallotsDesk ManyBallots,
    GroupWorkDesk Groups,
    OpinionDesk Opinions,
    PlanLibrary Plans,
    DurableTaskClient Client)
{
    /// <summary>The desks of a host.</summary>
    public static People Of(LocalHost host) => new(
        host.Services.GetRequiredService<SheetDesk>(),
        host.Services.GetRequiredService<DraftDesk>(),
        host.Services.GetRequiredService<BallotDesk>(),
        host.Services.GetRequiredService<ManyBallotsDesk>(),
        host.Services.GetRequiredService<GroupWorkDesk>(),
        host.Services.GetRequiredService<OpinionDesk>(),
        host.Services.GetRequiredService<PlanLibrary>(),
        host.Engine.Client);
}
