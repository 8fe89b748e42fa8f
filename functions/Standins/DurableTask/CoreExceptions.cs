namespace DurableTask.Core.Exceptions
{
    // The published packages bring DurableTask.Core along; a retry policy sees its exceptions, a client throws one of them.
    public class OrchestrationException : Exception
    {
        public OrchestrationException()
        {
        }

        public OrchestrationException(string message)
            : base(message)
        {
        }

        public OrchestrationException(string message, Exception innerException)
            : base(message, innerException)
        {
        }

        public int EventId { get; set; }

        public FailureDetails? FailureDetails { get; set; }
    }

    public class TaskFailedException : OrchestrationException
    {
        public TaskFailedException()
        {
        }

        public TaskFailedException(string reason)
            : base(reason)
        {
        }

        public TaskFailedException(string reason, Exception innerException)
            : base(reason, innerException)
        {
        }
    }

    public class NonDeterministicOrchestrationException : OrchestrationException
    {
        public NonDeterministicOrchestrationException()
        {
        }

        public NonDeterministicOrchestrationException(string message)
            : base(message)
        {
        }

        public NonDeterministicOrchestrationException(string message, Exception innerException)
            : base(message, innerException)
        {
        }

        public NonDeterministicOrchestrationException(int eventId, string eventDetails)
            : base("Non-Deterministic workflow detected: " + eventDetails) => EventId = eventId;
    }

    public class OrchestrationAlreadyExistsException : InvalidOperationException
    {
        public OrchestrationAlreadyExistsException()
        {
        }

        public OrchestrationAlreadyExistsException(string message)
            : base(message)
        {
        }

        public OrchestrationAlreadyExistsException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }
}

namespace DurableTask.Core
{
    public class FailureDetails
    {
        public FailureDetails(
            string errorType,
            string errorMessage,
            string? stackTrace,
            FailureDetails? innerFailure,
            bool isNonRetriable,
            IDictionary<string, object?>? properties = null)
        {
            ErrorType = errorType;
            ErrorMessage = errorMessage;
            StackTrace = stackTrace;
            InnerFailure = innerFailure;
            IsNonRetriable = isNonRetriable;
            Properties = properties;
        }

        public string ErrorType { get; }

        public string ErrorMessage { get; }

        public string? StackTrace { get; }

        public FailureDetails? InnerFailure { get; }

        public bool IsNonRetriable { get; }

        public IDictionary<string, object?>? Properties { get; }
    }
}
