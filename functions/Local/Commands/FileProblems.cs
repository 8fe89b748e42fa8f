namespace GyoseiFlow.Local.Commands;

/// <summary>Many problems as one message that still can be read.</summary>
internal static class FileProblems
{
    private const int Shown = 20;

    /// <summary>The first twenty, and how many more there are.</summary>
    public static string Text(IReadOnlyCollection<string> problems) => string.Join(
        '\n',
        problems.Count > Shown ? [.. problems.Take(Shown), $"ほか{problems.Count - Shown}件"] : problems);
}
