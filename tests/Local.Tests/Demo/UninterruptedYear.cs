namespace GyoseiFlow.Local.Tests.Demo;

/// <summary>A demo that nobody disturbed, to compare others with.</summary>
public sealed class UninterruptedYear : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public string Folder => _folder.FullPath;

    public string Output { get; private set; } = "";

    public async Task InitializeAsync()
    {
        using var demo = DemoProcess.Start(Folder);
        var (code, output, errors) = await demo.EndAsync();
        Assert.Equal((0, ""), (code, errors));
        Output = output;
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }
}
