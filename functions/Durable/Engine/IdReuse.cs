using Microsoft.DurableTask.Client;

namespace GyoseiFlow.Durable;

/// <summary>In which states an instance keeps its id for itself.</summary>
internal sealed class IdReuse(IReadOnlySet<OrchestrationRuntimeStatus> refused)
{
    private static readonly OrchestrationRuntimeStatus[] s_running =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    /// <summary>The default, as Durable Functions is configured out of the box: one that has not ended is left alone.</summary>
    public static IdReuse OnlyEnded { get; } = new(s_running.ToHashSet());

    public static IdReuse From(IReadOnlyList<string>? dedupeStatuses)
    {
        if (dedupeStatuses is null)
        {
            return OnlyEnded;
        }

        var refused = dedupeStatuses.Select(Parse).ToHashSet();
        if (refused.Contains(OrchestrationRuntimeStatus.Terminated) && !refused.IsSupersetOf(s_running))
        {
            // The running one would be terminated, and its being terminated would then refuse the new one.
            throw new ArgumentException(
                "Terminated is among the deduplicated statuses, but a running status is not.", nameof(dedupeStatuses));
        }

        return new IdReuse(refused);
    }

    public bool Refuses(OrchestrationRuntimeStatus status) => refused.Contains(status);

    private static OrchestrationRuntimeStatus Parse(string status) =>
        Enum.TryParse<OrchestrationRuntimeStatus>(status, ignoreCase: true, out var parsed)
            ? parsed
            : throw new ArgumentException($"'{status}' is no status of an orchestration.", nameof(status));
}
