using GyoseiFlow.App.Orchestration;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace GyoseiFlow.App.Cycles;

/// <summary>Drives the secretariat's digests of one cycle: sleeps until there is something to tell, and until its letter leaves.</summary>
public static class SecretariatMail
{
    /// <summary>The orchestration's name.</summary>
    public const string Name = "SecretariatMail";

    /// <summary>Ends when the cycle is published and nothing is left to tell.</summary>
    [Function(Name)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var cycle = context.GetInput<CycleRef>()!;
        await TendingLoop.TendAsync(context, nameof(SecretariatActivities.TendSecretariat), cycle.CycleId, "", cycle);
    }
}
