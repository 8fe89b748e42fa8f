namespace GyoseiFlow.Local.Commands;

/// <summary>Many problems as one message that still can be read.</summary>
internal static class FileProblems
{
    /// <summary>As many as are shown.</summary>
    public const int Shown = 20;

    /// <summary>The first twenty, and how many more there are.</summary>
    public static string Text(IReadOnlyCollection<string> problems) => Text([.. problems.Take(Shown)], problems.Count);

    /// <summary>Some of them, and how many more there are.</summary>
    public static string Text(IReadOnlyCollection<string> first, int count) =>
        string.Join('\n', count > first.Count ? [.. first, $"ほか{count - first.Count}件"] : first);
}
