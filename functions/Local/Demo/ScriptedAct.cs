namespace GyoseiFlow.Local.Demo;

/// <summary>Something that a person does at a moment of the year.</summary>
/// <param name="At">When.</param>
/// <param name="Id">Unique in its year: the request's id, so that playing it again after a crash is the same as once.</param>
/// <param name="PlayAsync">Does it.</param>
internal sealed record ScriptedAct(DateTimeOffset At, string Id, Func<People, CancellationToken, Task> PlayAsync);
