using System.Collections.Immutable;
using GyoseiFlow.App.Pages.Secretariat;

namespace GyoseiFlow.App.Pages.CommitteeStage;

/// <summary>Where the page is that says what an act on ballots has done: which request, and to whom, is in its address.</summary>
internal static class BallotsDone
{
    public static string Path(string cycleId, BallotAct act, ImmutableArray<string> members, TypedDeadline? due, string requestId) =>
        $"{SecretariatPaths.ManyBallotsDone(cycleId)}?act={act.Id}&request={requestId}"
        + (due?.Day is { } day ? $"&due={Moments.Field(day)}" : "")
        + string.Concat(members.Select(m => $"&member={Uri.EscapeDataString(m)}"));
}
