namespace GyoseiFlow.Review.Tests.Plans;

/// <summary>The plan files of the five cities, and of a sixth that is invented.</summary>
internal static class Cities
{
    public static IEnumerable<string> All => Paths.Keys;

    public static TheoryData<string> Names => [.. Paths.Keys];

    private static SortedDictionary<string, string> Paths { get; } = new(
        Directory.EnumerateFiles(AppContext.BaseDirectory, "plan.yaml", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetFileName(Path.GetDirectoryName(path)!), path => path),
        StringComparer.Ordinal);

    public static string Read(string name) => File.ReadAllText(Paths[name]);
}
