using Microsoft.DurableTask;

namespace GyoseiFlow.Durable;

/// <summary>What an orchestrator may know about itself without asking its history.</summary>
internal sealed record SessionIdentity(string InstanceId, string Name, string? Version, ParentOrchestrationInstance? Parent);
