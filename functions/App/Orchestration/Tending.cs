namespace GyoseiFlow.App.Orchestration;

/// <summary>Asks an activity to do what is due for something now.</summary>
/// <param name="CycleId">The cycle.</param>
/// <param name="Id">A measure's code, a member's id, a department's id; empty for the cycle itself.</param>
/// <param name="Now">The orchestration's clock, so that doing it again does the same.</param>
public sealed record Tending(string CycleId, string Id, DateTimeOffset Now);

/// <summary>How something stands after what was due has been done.</summary>
/// <param name="IsSettled">Nothing more is expected.</param>
/// <param name="NextMoment">When something is due next by the calendar, or null.</param>
public sealed record Standing(bool IsSettled, DateTimeOffset? NextMoment);

/// <summary>What drives a cycle: ids only.</summary>
/// <param name="CycleId">The cycle.</param>
/// <param name="Run">Which orchestration of it.</param>
public sealed record CycleRef(string CycleId, int Run);

/// <summary>What drives one sheet or ballot: ids only.</summary>
/// <param name="CycleId">The cycle.</param>
/// <param name="Run">Which orchestration of it.</param>
/// <param name="Id">A measure's code or a member's id.</param>
public sealed record PartRef(string CycleId, int Run, string Id);
