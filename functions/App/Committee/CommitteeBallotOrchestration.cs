using GyoseiFlow.App.Orchestration;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace GyoseiFlow.App.Committee;

/// <summary>Drives one member's ballot: invitation, reminders, until it is handed in or closed without.</summary>
public static class CommitteeBallotOrchestration
{
    /// <summary>The orchestration's name.</summary>
    public const string Name = "CommitteeBallot";

    /// <summary>Ends when the ballot is in, or closed without.</summary>
    [Function(Name)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var ballot = context.GetInput<PartRef>()!;
        await TendingLoop.TendAsync(context, nameof(CommitteeActivities.TendBallot), ballot.CycleId, ballot.Id, ballot);
    }
}
