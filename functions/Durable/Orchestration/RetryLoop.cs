using Microsoft.DurableTask;
using CoreTaskFailedException = DurableTask.Core.Exceptions.TaskFailedException;

namespace GyoseiFlow.Durable;

/// <summary>Tries a task again as its caller asked for: by a policy (with durable timers between) or by the caller's own judgment.</summary>
internal sealed class RetryLoop(EngineOrchestrationContext context, string taskName, TaskRetryOptions? retry)
{
    private readonly DateTime _first = context.CurrentUtcDateTime;

    /// <param name="attempt">Schedules one attempt; says its id and promises its serialized result.</param>
    public async Task<string?> RunAsync(Func<(Task<string?> Result, long Id)> attempt)
    {
        for (var failures = 1; ; failures++)
        {
            var (result, id) = attempt();
            Failure failure;
            try
            {
                return await result;
            }
            catch (TaskFailure failed)
            {
                failure = failed.Failure;
            }

            if (failure.NonRetriable || !await GoesOnAsync(failures, failure))
            {
                throw new TaskFailedException(taskName, (int)id, failure.ToDetails());
            }
        }
    }

    private async Task<bool> GoesOnAsync(int failures, Failure failure)
    {
        if (retry?.Policy is { } policy)
        {
            if (failures >= policy.MaxNumberOfAttempts || IsTooLate(policy) || !Handles(policy, failure))
            {
                return false;
            }

            await context.CreateTimer(context.CurrentUtcDateTime + Delay(policy, failures), CancellationToken.None);
            return true;
        }

        return retry?.Handler is { } handler && await handler(new RetryContext(
            context, failures, failure.ToDetails(), context.CurrentUtcDateTime - _first, CancellationToken.None));
    }

    private bool IsTooLate(RetryPolicy policy) =>
        policy.RetryTimeout != Timeout.InfiniteTimeSpan
        && policy.RetryTimeout < DateTime.MaxValue - _first
        && context.CurrentUtcDateTime >= _first + policy.RetryTimeout;

    private static bool Handles(RetryPolicy policy, Failure failure)
    {
        try
        {
            return policy.Handle(new CoreTaskFailedException(failure.ErrorMessage) { FailureDetails = failure.ToCore() });
        }
#pragma warning disable CA1031 // As published: a judgment that fails itself must not hide the failure that it was asked about.
        catch (Exception)
        {
            return false;
        }
#pragma warning restore CA1031
    }

    private static TimeSpan Delay(RetryPolicy policy, int failures)
    {
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        var milliseconds = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, failures - 1);
        return milliseconds < longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : longest;
    }
}
