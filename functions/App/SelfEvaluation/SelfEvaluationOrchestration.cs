using GyoseiFlow.App.Orchestration;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace GyoseiFlow.App.SelfEvaluation;

/// <summary>
/// Drives one sheet: whichever comes first, a change (submitted, returned, extended, reassigned, withdrawn, closed) or
/// the next moment of its calendar (reminders before and after the deadline, then the escalation).
/// </summary>
public static class SelfEvaluationOrchestration
{
    /// <summary>The orchestration's name.</summary>
    public const string Name = "SelfEvaluation";

    /// <summary>Ends when the sheet is accepted, withdrawn or closed without.</summary>
    [Function(Name)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var sheet = context.GetInput<PartRef>()!;
        await TendingLoop.TendAsync(context, nameof(SelfEvaluationActivities.TendSheet), sheet.CycleId, sheet.Id, sheet);
    }
}
