using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using CoreFailureDetails = DurableTask.Core.FailureDetails;
using TaskFailedException = Microsoft.DurableTask.TaskFailedException;

namespace GyoseiFlow.Durable;

/// <summary>What went wrong, as it is stored and carried across boundaries: never an exception object.</summary>
internal sealed record Failure(string ErrorType, string ErrorMessage, string? StackTrace, Failure? Inner, bool NonRetriable = false)
{
    public static Failure From(Exception error) => error switch
    {
        // A task that failed below keeps its own story; this level only adds its frame.
        TaskFailedException task => new Failure(TypeName(task), task.Message, task.StackTrace, From(task.FailureDetails)),
        AggregateException { InnerExceptions.Count: 1 } one => From(one.InnerExceptions[0]),
        OrchestrationException { FailureDetails: { } details } => From(details),
        _ => new Failure(TypeName(error), error.Message, error.StackTrace, error.InnerException is { } inner ? From(inner) : null),
    };

    public static Failure From(TaskFailureDetails details) => new(
        details.ErrorType,
        details.ErrorMessage,
        details.StackTrace,
        details.InnerFailure is { } inner ? From(inner) : null);

    public TaskFailureDetails ToDetails() => new(ErrorType, ErrorMessage, StackTrace, Inner?.ToDetails(), null);

    /// <summary>The form that the published retry policy looks at.</summary>
    public CoreFailureDetails ToCore() => new(ErrorType, ErrorMessage, StackTrace, Inner?.ToCore(), NonRetriable);

    private static Failure From(CoreFailureDetails details) => new(
        details.ErrorType,
        details.ErrorMessage,
        details.StackTrace,
        details.InnerFailure is { } inner ? From(inner) : null,
        details.IsNonRetriable);

    private static string TypeName(Exception error) => error.GetType().ToString();
}
