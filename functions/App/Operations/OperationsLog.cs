using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.App.Operations;

/// <summary>
/// What the alerts look for (infra/modules/alerts.bicep, docs/operations.md): the number and the name of an event never change, and none
/// says anything of a person. Ids and purposes only; the words of a relay, which may hold an address, stay with the mail in the store.
/// </summary>
internal static partial class OperationsLog
{
    [LoggerMessage(
        EventId = 1001, EventName = "HeartbeatDone", Level = LogLevel.Information, Message = "The heartbeat has looked after {Cycles} cycles.")]
    public static partial void HeartbeatDone(this ILogger log, int cycles);

    [LoggerMessage(
        EventId = 1002, EventName = "OrchestrationFailed", Level = LogLevel.Error, Message = "The orchestration {InstanceId} has failed: {Remedy}.")]
    public static partial void OrchestrationFailed(this ILogger log, string instanceId, string remedy);

    [LoggerMessage(
        EventId = 1003,
        EventName = "CycleOverdue",
        Level = LogLevel.Error,
        Message = "The cycle {CycleId} is in the stage {Stage}, which its calendar ends on {Day}.")]
    public static partial void CycleOverdue(this ILogger log, string cycleId, CycleStage stage, DateOnly day);

    [LoggerMessage(
        EventId = 2001,
        EventName = "MailKeepsFailing",
        Level = LogLevel.Error,
        Message = "A mail ({Purpose}) of the cycle {CycleId} was not taken {Attempts} times; it will be tried again.")]
    public static partial void MailKeepsFailing(this ILogger log, string cycleId, MailPurpose purpose, int attempts);

    [LoggerMessage(
        EventId = 2002,
        EventName = "MailFailed",
        Level = LogLevel.Error,
        Message = "A mail ({Purpose}) of the cycle {CycleId} has failed after {Attempts} attempts.")]
    public static partial void MailFailed(this ILogger log, string cycleId, MailPurpose purpose, int attempts);

    [LoggerMessage(
        EventId = 2003,
        EventName = "MailUncertain",
        Level = LogLevel.Error,
        Message = "Nobody knows whether a mail ({Purpose}) of the cycle {CycleId} has left.")]
    public static partial void MailUncertain(this ILogger log, string cycleId, MailPurpose purpose);

    [LoggerMessage(
        EventId = 3001,
        EventName = "RetentionDone",
        Level = LogLevel.Information,
        Message = "Deleted after the retention: {Sessions} sessions, {Codes} sign-in codes, {People} people, personal data of {Cycles} cycles.")]
    public static partial void RetentionDone(this ILogger log, int sessions, int codes, int people, int cycles);
}
