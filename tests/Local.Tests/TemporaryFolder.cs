namespace GyoseiFlow.Local.Tests;

/// <summary>A folder of a test's own, removed with it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string FullPath { get; } = Directory.CreateTempSubdirectory("gyoseiflow-").FullName;

    public string this[string name] => Path.Combine(FullPath, name);

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
