using System.Diagnostics;

namespace GyoseiFlow.Local.Tests.Demo;

/// <summary>The demo as its own process, so that it can be killed like one.</summary>
internal sealed class DemoProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private DemoProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static DemoProcess Start(string folder, IReadOnlyDictionary<string, string>? environment = null, params string[] more)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "GyoseiFlow.Local.dll");
        var start = new ProcessStartInfo("dotnet", [program, "demo", "--out", folder, .. more])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new DemoProcess(Process.Start(start)!);
    }

    public Task Ended => _process.WaitForExitAsync();

    public async Task<(int Code, string Output, string Errors)> EndAsync()
    {
        await _process.WaitForExitAsync();
        return (_process.ExitCode, await _output, await _errors);
    }

    /// <summary>SIGKILL: nothing of the program runs any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public void Dispose() => _process.Dispose();
}
