namespace GyoseiFlow.Durable;

/// <summary>An instance's history as a file: kept from a released version, it shows whether later code still replays it.</summary>
internal sealed record ExportedHistory(string Name, string InstanceId, string? Version, string? ParentName, string? ParentId, List<HistoryEvent> Events);
