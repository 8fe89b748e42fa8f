using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.Durable;

/// <summary>Writes one step: its history, what it settles, what it sends, and where the instance stands now.</summary>
internal sealed class StepWriter(InstanceWriter instances)
{
    public StepResult Write(SqliteConnection connection, Step step)
    {
        var sql = instances.On(connection);
        var result = new StepResult { NextSeq = step.Instance.NextSeq };
        foreach (var heard in step.Heard)
        {
            Append(sql, step, heard, result);
        }

        Settle(sql, step);
        foreach (var action in step.Actions)
        {
            Append(sql, step, action.Event with { At = step.Now }, result);
            Perform(sql, step, action, result);
        }

        if (step.TerminatesChildren)
        {
            TerminateChildren(sql, step, result);
        }

        WriteStanding(sql, step, result);
        return result;
    }

    private static void Append(Statements sql, Step step, HistoryEvent happened, StepResult result) => sql.AddHistory
        .Bind(1, step.Instance.No)
        .Bind(2, result.NextSeq++)
        .Bind(3, (long)happened.Kind)
        .Bind(4, happened.At.Ticks)
        .Bind(5, happened.Task)
        .Bind(6, happened.Name)
        .Bind(7, happened.Data)
        .Bind(8, happened.Other)
        .Bind(9, happened.FireAt?.Ticks)
        .Bind(10, StoredJson.Write(happened.Failure))
        .Run();

    private static void Settle(Statements sql, Step step)
    {
        foreach (var message in step.Settled)
        {
            switch (message.Event.Kind)
            {
                case HistoryKind.TaskCompleted or HistoryKind.TaskFailed:
                    sql.DeleteActivity.Bind(1, step.Instance.No).Bind(2, message.Event.Task).Run();
                    break;
                case HistoryKind.TimerFired:
                    sql.DeleteTimer.Bind(1, step.Instance.No).Bind(2, message.Event.Task).Run();
                    break;
                default:
                    sql.DeleteMessage.Bind(1, message.Inbox).Run();
                    break;
            }
        }

        foreach (var timer in step.CancelledTimers)
        {
            sql.DeleteTimer.Bind(1, step.Instance.No).Bind(2, timer).Run();
        }
    }

    private void Perform(Statements sql, Step step, ScheduledAction action, StepResult result)
    {
        var (instance, asked) = (step.Instance, action.Event);
        switch (asked.Kind)
        {
            case HistoryKind.TaskScheduled:
                sql.AddActivity.Bind(1, instance.No).Bind(2, asked.Task).Bind(3, asked.Name).Bind(4, asked.Data).Run();
                break;
            case HistoryKind.TimerCreated when !step.CancelledTimers.Contains(asked.Task):
                sql.AddTimer.Bind(1, instance.No).Bind(2, asked.Task).Bind(3, asked.FireAt!.Value.Ticks).Run();
                break;
            case HistoryKind.EventSent:
                var raised = new Message(new HistoryEvent(HistoryKind.EventRaised) { Name = asked.Name, Data = asked.Data });
                Send(sql, InstanceWriter.FindLive(sql, asked.Other!), raised, result);
                break;
            case HistoryKind.SubOrchestrationInstanceCreated:
                StartChild(sql, step, action, result);
                break;
        }
    }

    /// <summary>A child under an id that is in use fails its parent's call; one that has ended makes room.</summary>
    private void StartChild(Statements sql, Step step, ScheduledAction action, StepResult result)
    {
        var (instance, asked) = (step.Instance, action.Event);
        var child = new NewInstance(asked.Other!, asked.Name!)
        {
            Version = action.Version,
            Input = asked.Data,
            Tags = StoredJson.Write(action.Tags),
            Parent = new Parentage(instance.No, instance.Execution, asked.Task, instance.Id, instance.Name),
        };
        if (instances.TryAdd(sql, child, step.Now) is { } started)
        {
            result.Started.Add(started);
            return;
        }

        var failure = new Failure(
            typeof(DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException).FullName!,
            $"An orchestration with the instance id '{asked.Other}' already exists and has not ended.", null, null);
        var failed = new HistoryEvent(HistoryKind.SubOrchestrationInstanceFailed) { Task = asked.Task, Failure = failure };
        Send(sql, instance.No, new Message(failed) { Execution = instance.Execution }, result);
    }

    private static void TerminateChildren(Statements sql, Step step, StepResult result)
    {
        foreach (var child in InstanceWriter.Numbers(sql.LiveChildren.Bind(1, step.Instance.No)))
        {
            Send(sql, child, Message.Termination((step.Outcome as Outcome.Terminated)?.Output, recursive: true), result);
        }
    }

    private static void Send(Statements sql, long? to, Message message, StepResult result)
    {
        // As in Durable Functions, what is sent to an instance that isn't there (any more) is dropped.
        if (to is { } no)
        {
            result.Sent.Add((no, InstanceWriter.AddMessage(sql, no, message)));
        }
    }

    private static void WriteStanding(Statements sql, Step step, StepResult result)
    {
        if (step.Outcome is Outcome.ContinuedAsNew next)
        {
            ContinueAsNew(sql, step, next, result);
        }
        else if (step.Outcome is { } outcome)
        {
            End(sql, step, outcome, result);
        }
        else
        {
            sql.Progress.Bind(1, step.Instance.No).Bind(2, (long)step.Status).Bind(3, step.Now.Ticks).Bind(4, result.NextSeq)
                .Bind(5, step.CustomStatus).Bind(6, step.Instance.Execution).Run();
        }
    }

    private static void ContinueAsNew(Statements sql, Step step, Outcome.ContinuedAsNew next, StepResult result)
    {
        var no = step.Instance.No;
        sql.ClearHistory.Bind(1, no).Run();
        sql.ClearTimers.Bind(1, no).Run();
        sql.ClearActivities.Bind(1, no).Run();
        foreach (var carried in next.Carried)
        {
            // Under its old place in the inbox, so that it stays ahead of what has come since.
            var message = new Message(carried with { Task = 0 }) { Inbox = carried.Task };
            result.Carried.Add(InstanceWriter.AddMessage(sql, no, message));
        }

        sql.NextExecution.Bind(1, no).Bind(2, step.Instance.Execution + 1).Bind(3, step.Now.Ticks).Bind(4, step.CustomStatus)
            .Bind(5, next.Input).Bind(6, next.Version ?? step.Instance.Version).Bind(7, (long)OrchestrationRuntimeStatus.Running).Run();
        result.NextSeq = 0;
    }

    private static void End(Statements sql, Step step, Outcome outcome, StepResult result)
    {
        var (no, parent) = (step.Instance.No, step.Instance.Parent);
        var (status, output, failure) = Ending.Of(outcome);
        var ended = outcome is Outcome.Terminated
            ? null
            : new HistoryEvent(HistoryKind.ExecutionCompleted) { At = step.Now, Name = status.ToString(), Data = output, Failure = failure };
        if (ended is not null)
        {
            Append(sql, step, ended, result);
        }

        sql.ClearTimers.Bind(1, no).Run();
        sql.ClearActivities.Bind(1, no).Run();
        sql.ClearMessages.Bind(1, no).Run();
        sql.Finish.Bind(1, no).Bind(2, (long)status).Bind(3, step.Now.Ticks).Bind(4, result.NextSeq).Bind(5, step.CustomStatus)
            .Bind(6, output).Bind(7, StoredJson.Write(failure)).Run();
        if (parent is not null && InstanceWriter.LiveExecution(sql, parent.No) == parent.Execution)
        {
            Send(sql, parent.No, new Message(Ending.ForParent(outcome, step.Instance)) { Execution = parent.Execution }, result);
        }
    }
}
