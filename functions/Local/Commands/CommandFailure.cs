namespace GyoseiFlow.Local.Commands;

/// <summary>A command can't do what it was asked: what is wrong, where, and what to do, in Japanese. Shown as it is; exit code 1.</summary>
internal sealed class CommandFailure(string message, Exception? inner = null) : Exception(message, inner);
