using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace GyoseiFlow.Local.Tests.Azure;

/// <summary>
/// Azurite as a process of its own, on free ports and in a temporary folder: one for all the tests that need it (they are in
/// <see cref="AzuriteTests"/>), each with tables and containers of its own names.
/// </summary>
public sealed partial class AzuriteServer : IAsyncLifetime, IDisposable
{
    /// <summary>Names another Azurite than the one that tests/run installs.</summary>
    public const string Variable = "GYOSEIFLOW_AZURITE";

    /// <summary>The account that every Azurite has.</summary>
    public const string Account = "devstoreaccount1";

    /// <summary>The account's key, the same everywhere: it is in Azurite's documentation, and opens nothing else.</summary>
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, int> _ports = new() { ["Blob"] = 0, ["Queue"] = 0, ["Table"] = 0 };
    private Process? _process;

    /// <summary>Where blobs are, with the account's name.</summary>
    public Uri Blobs => Address("Blob");

    /// <summary>Where tables are, with the account's name.</summary>
    public Uri Tables => Address("Table");

    /// <summary>All of it, as the settings have it.</summary>
    public string ConnectionString => ConnectionStringOf(Blobs, Tables);

    /// <summary>Reaches it by other addresses, e.g. through a proxy.</summary>
    public string ConnectionStringOf(Uri blobs, Uri tables) =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint={blobs};"
        + $"QueueEndpoint={Address("Queue")};TableEndpoint={tables};";

    /// <summary>The program, or null where there is none.</summary>
    public static string? Find() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : Installed();

    /// <summary>Starts it, or starts it again on the same folder and ports.</summary>
    public async Task StartAsync()
    {
        var program = Find() ?? throw new InvalidOperationException($"There is no Azurite; tests/run installs one, {Variable} names another.");
        var start = new ProcessStartInfo(program, Arguments())
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        var errors = _process.StandardError.ReadToEndAsync();
        var said = "";
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            said += line + "\n";
            if (Listening().Match(line) is { Success: true } listening)
            {
                _ports[listening.Groups["service"].Value] = int.Parse(listening.Groups["port"].Value, CultureInfo.InvariantCulture);
                if (listening.Groups["service"].Value == "Table")
                {
                    // The last to start. What it says from here on is read so that it is never held up, and forgotten.
                    _ = _process.StandardOutput.ReadToEndAsync();
                    return;
                }
            }
        }

        throw new InvalidOperationException($"Azurite ended: {said}{await errors}");
    }

    /// <summary>
    /// SIGKILL, as a power cut. Azurite writes tables and the list of blobs to its folder every five seconds: what it was told
    /// in the seconds before is lost, as Azure Storage would lose nothing.
    /// </summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await EndedAsync();
    }

    /// <summary>SIGTERM: it writes everything to its folder and ends.</summary>
    public async Task StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await EndedAsync();
    }

    public Task InitializeAsync() => Find() is null ? Task.CompletedTask : StartAsync();

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }
    }

    public void Dispose() => _folder.Dispose();

    private async Task EndedAsync()
    {
        await _process!.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    private Uri Address(string service) => new($"http://127.0.0.1:{_ports[service]}/{Account}");

    private string[] Arguments() =>
    [
        "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--location", _folder.FullPath,
        "--blobPort", Port("Blob"), "--queuePort", Port("Queue"), "--tablePort", Port("Table"),
    ];

    private string Port(string service) => _ports[service].ToString(CultureInfo.InvariantCulture);

    private static string? Installed()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GyoseiFlow.sln")))
            {
                var program = Path.Combine(folder.FullName, "artifacts", "tools", "node_modules", ".bin", "azurite");
                return File.Exists(program) ? program : null;
            }
        }

        return null;
    }

    [GeneratedRegex(
        @"^Azurite (?<service>\w+) service is successfully listening at http://127\.0\.0\.1:(?<port>\d+)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();
}

/// <summary>The tests that share one Azurite, one after another: [Collection(AzuriteTests.Name)].</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteTests : ICollectionFixture<AzuriteServer>
{
    public const string Name = "Azurite";
}
