using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Cycles;

/// <summary>Opens, every morning, the cycles whose day has come.</summary>
public sealed class OpenDueCycles(CycleDesk desk)
{
    // 09:00 in Japan; schedules are in UTC wherever the app runs.
    private const string EveryMorning = "0 0 0 * * *";

    /// <summary>Runs at nine in the morning in Japan.</summary>
    [Function(nameof(OpenDueCycles))]
    public Task RunAsync([TimerTrigger(EveryMorning)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        desk.OpenDueAsync(client, cancellation);
}
