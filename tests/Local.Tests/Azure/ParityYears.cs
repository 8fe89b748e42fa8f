using GyoseiFlow.Local.Storage;
using GyoseiFlow.Local.Tests.Commands;

namespace GyoseiFlow.Local.Tests.Azure;

/// <summary>One small city's year, played by the command: on this machine's file and folder, and on Azurite.</summary>
public sealed class ParityYears : IAsyncLifetime
{
    public const string Plan = "sapporo";

    private readonly AzuriteServer _azurite = new();
    private readonly TemporaryFolder _machine = new();
    private readonly TemporaryFolder _azure = new();

    public string Machine => _machine.FullPath;

    public string Azure => _azure.FullPath;

    /// <summary>What the command said of the year on Azurite.</summary>
    public string Output { get; private set; } = "";

    /// <summary>The year on Azurite's stores.</summary>
    internal AzuriteStores Stores => new(_azurite.ConnectionString, Azure);

    public string ConnectionString => _azurite.ConnectionString;

    /// <summary>How many requests the year took.</summary>
    public long Requests { get; private set; }

    public TimeSpan OnMachine { get; private set; }

    public TimeSpan OnAzurite { get; private set; }

    public async Task InitializeAsync()
    {
        if (AzuriteServer.Find() is null)
        {
            return;
        }

        await _azurite.StartAsync();
        (OnMachine, _) = await PlayAsync(Machine);
        (OnAzurite, Output) = await PlayAsync(Azure, "--store", "azurite", "--azurite", _azurite.ConnectionString);
        var said = Output.Split('\n').Single(line => line.StartsWith("Azurite ", StringComparison.Ordinal));
        Requests = long.Parse(string.Concat(said[said.IndexOf('（', StringComparison.Ordinal)..].Where(char.IsAsciiDigit)), null);
    }

    public async Task DisposeAsync()
    {
        await _azurite.DisposeAsync();
        _machine.Dispose();
        _azure.Dispose();
    }

    private static async Task<(TimeSpan Took, string Output)> PlayAsync(string folder, params string[] more)
    {
        var began = TimeProvider.System.GetTimestamp();
        var demo = await Cli.RunAsync(["demo", "--plan", Plan, "--out", folder, .. more]);
        Assert.Equal((0, ""), (demo.ExitCode, demo.Errors));
        return (TimeProvider.System.GetElapsedTime(began), demo.Output);
    }
}
