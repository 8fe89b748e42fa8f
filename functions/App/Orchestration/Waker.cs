using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.App.Orchestration;

/// <summary>Tells an orchestration to read the store again.</summary>
public sealed partial class Waker(ILogger<Waker> log)
{
    /// <summary>
    /// Raises the event. The store has changed already, and the heartbeat finds an orchestration that doesn't know, so an
    /// event that can't be raised is no reason to fail what a person did.
    /// </summary>
    public async Task WakeAsync(DurableTaskClient client, string instanceId, CancellationToken cancellation)
    {
        try
        {
            await client.RaiseEventAsync(instanceId, ChangeSignal.Changed, eventPayload: null, cancellation);
        }
        catch (Exception unraised) when (!cancellation.IsCancellationRequested)
        {
            LogUnraised(unraised, instanceId);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{InstanceId} could not be woken; the heartbeat will.")]
    private partial void LogUnraised(Exception unraised, string instanceId);
}
