namespace GyoseiFlow.Durable;

/// <summary>What happened. The numbers are stored: they are never changed, only added to.</summary>
internal enum HistoryKind
{
    OrchestratorStarted = 1,
    ExecutionStarted = 2,
    TaskScheduled = 3,
    TaskCompleted = 4,
    TaskFailed = 5,
    TimerCreated = 6,
    TimerFired = 7,
    EventRaised = 8,
    EventSent = 9,
    SubOrchestrationInstanceCreated = 10,
    SubOrchestrationInstanceCompleted = 11,
    SubOrchestrationInstanceFailed = 12,
    ExecutionSuspended = 13,
    ExecutionResumed = 14,
    ExecutionTerminated = 15,
    ExecutionCompleted = 16,
    ContinueAsNew = 17,

    /// <summary>Never stored: the orchestrator was caught waiting for something that is not durable.</summary>
    IllegalAwait = 100,
}
