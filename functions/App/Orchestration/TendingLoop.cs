using Microsoft.DurableTask;

namespace GyoseiFlow.App.Orchestration;

/// <summary>
/// The shape of everything that waits for people: do what is due, sleep until the store changed or something is due
/// again, until it is settled. It starts anew after some turns, so that its history stays short.
/// </summary>
internal static class TendingLoop
{
    private const int TurnsBeforeStartingAnew = 50;

    /// <summary>Transient faults of an activity are tried again; what remains is for the watchdog.</summary>
    public static TaskOptions Retrying { get; } =
        TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromSeconds(30), backoffCoefficient: 2));

    /// <summary>Tends until settled.</summary>
    /// <returns>true when settled; false when the orchestration starts anew and should return at once.</returns>
    public static async Task<bool> TendAsync(TaskOrchestrationContext context, string activity, string cycleId, string id, object input)
    {
        var changes = new ChangeSignal(context);
        for (var turn = 0; turn < TurnsBeforeStartingAnew; turn++)
        {
            var standing = await context.CallActivityAsync<Standing>(
                activity, new Tending(cycleId, id, new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero)), Retrying);
            if (standing.IsSettled)
            {
                return true;
            }

            await changes.WaitAsync(standing.NextMoment);
        }

        context.ContinueAsNew(input);
        return false;
    }
}
