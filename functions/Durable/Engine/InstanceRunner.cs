using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.Durable;

/// <summary>Runs an instance step by step: hear, play, commit, and only then act.</summary>
internal sealed class InstanceRunner(DurableEngine engine, SqliteFile file, StepWriter writer, TimeProvider clock, ILogger log)
{
    /// <summary>Runs until there is nothing more to hear.</summary>
    public async Task RunAsync(Instance instance)
    {
        while (!engine.IsStopping && instance.Take() is { } batch)
        {
            try
            {
                await StepAsync(instance, batch);
            }
#pragma warning disable CA1031 // Whatever it is, the step is not committed: it stays to be done.
            catch (Exception error)
            {
                log.LogError(error, "A step of {InstanceId} could not be committed and will be tried again.", instance.Id);
                instance.Session = null;
                instance.Rest(batch);
                engine.WakeLater(instance);
            }
#pragma warning restore CA1031
        }
    }

    private async Task StepAsync(Instance instance, List<Message> batch)
    {
        var now = Later(clock.GetUtcNow().UtcDateTime, instance.LastStep);
        var step = await PlayAsync(instance, batch, now);
        await file.WriteAsync(
            connection => writer.Write(connection, step),
            result => engine.Committed(step, result),
            CancellationToken.None);
    }

    private async Task<Step> PlayAsync(Instance instance, List<Message> batch, DateTime now)
    {
        // What is meant for an earlier execution is settled unheard; an earlier execution's timers and activities went with it.
        bool IsMeant(Message message) => message.Execution is not { } execution || execution == instance.Execution;
        var relevant = batch.FindAll(IsMeant);
        var heard = Heard(instance, relevant, now);
        var settled = batch.FindAll(message =>
            message.Event.Kind != HistoryKind.IllegalAwait && (message.Inbox > 0 || IsMeant(message)));
        if (relevant.Find(message => message.Event.Kind == HistoryKind.ExecutionTerminated) is { } end)
        {
            // The code has no say in it, and need not even be able to run.
            return new Step(instance, now)
            {
                Heard = heard,
                Settled = settled,
                CustomStatus = instance.CustomStatus,
                Outcome = new Outcome.Terminated(end.Event.Data),
                TerminatesChildren = end.Recursive,
            };
        }

        return await PlayCodeAsync(instance, heard, settled, now);
    }

    private static List<HistoryEvent> Heard(Instance instance, List<Message> messages, DateTime now)
    {
        var heard = new List<HistoryEvent>(messages.Count + 2) { new(HistoryKind.OrchestratorStarted) { At = now } };
        if (instance.IsFirstStep)
        {
            heard.Add(new HistoryEvent(HistoryKind.ExecutionStarted)
            {
                At = now,
                Name = instance.Name,
                Data = instance.Input,
                Other = instance.Version,
            });
        }

        foreach (var message in messages)
        {
            // A raised event remembers its place in the inbox, to keep it when it is carried into the next execution.
            var task = message.Event.Kind == HistoryKind.EventRaised ? message.Inbox : message.Event.Task;
            heard.Add(message.Event with { At = now, Task = task });
        }

        return heard;
    }

    private async Task<Step> PlayCodeAsync(Instance instance, List<HistoryEvent> heard, List<Message> settled, DateTime now)
    {
        List<HistoryEvent> past = [];
        if (instance.Session is null)
        {
            past = instance.IsFirstStep ? past : await file.ReadAsync(connection => InstanceReader.History(connection, instance.No));
            instance.Session = engine.NewSession(instance);
        }

        var session = instance.Session;
        var outcome = Play(session, past, heard);
        heard.RemoveAll(happened => happened.Kind == HistoryKind.IllegalAwait);
        return new Step(instance, now)
        {
            Heard = heard,
            Settled = settled,

            // A failed orchestration starts nothing any more; what it asked for before it failed in this step is dropped with it.
            Actions = outcome is Outcome.Failed ? [] : session.Actions,
            CancelledTimers = session.CancelledTimers,
            CustomStatus = session.CustomStatus,
            Status = session.IsSuspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running,
            Outcome = outcome,
        };
    }

    private Outcome? Play(OrchestrationSession session, List<HistoryEvent> past, List<HistoryEvent> heard)
    {
        try
        {
            return session.Play(past, heard);
        }
#pragma warning disable CA1031 // A history or code that can't be played must not come back for ever: it ends here, with its reason.
        catch (Exception error)
        {
            log.LogError(error, "The orchestration {InstanceId} cannot be played and fails.", session.Identity.InstanceId);
            return new Outcome.Failed(Failure.From(error));
        }
#pragma warning restore CA1031
    }

    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;
}
