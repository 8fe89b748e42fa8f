using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using GyoseiFlow.Local.Serving;

namespace GyoseiFlow.Local.Tests.Serving;

/// <summary>serve as its own process, as a person or a service manager runs it.</summary>
internal sealed partial class ServeProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly StringBuilder _output = new();

    private ServeProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>What it has printed.</summary>
    public string Output => _output.ToString();

    /// <summary>Where it says that it can be opened.</summary>
    public Uri Address => new(AddressLine().Match(Output).Groups["address"].Value);

    /// <summary>Starts it on a free port, and waits until it says that it runs.</summary>
    public static async Task<ServeProcess> StartAsync(string folder, params string[] more)
    {
        var serve = Start(["--data", folder, "--port", "0", .. more]);
        while (await serve._process.StandardOutput.ReadLineAsync() is { } line)
        {
            serve._output.Append(line).Append('\n');
            if (line == Greeting.Running)
            {
                return serve;
            }
        }

        using (serve)
        {
            throw new InvalidOperationException($"serve ended: {serve.Output}{await serve._errors}");
        }
    }

    /// <summary>Runs one that is expected to end by itself.</summary>
    public static async Task<(int Code, string Errors)> RunAsync(params string[] args)
    {
        using var serve = Start(args);
        var (code, errors) = await serve.EndAsync();
        return (code, errors);
    }

    /// <summary>SIGTERM, as a service manager stops it.</summary>
    public async Task<(int Code, string Errors)> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        return await EndAsync();
    }

    /// <summary>SIGKILL, as a power cut stops it.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static ServeProcess Start(string[] args)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "GyoseiFlow.Local.dll");
        var start = new ProcessStartInfo("dotnet", [program, "serve", .. args])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = new UTF8Encoding(false),
        };
        start.Environment[ServerCertificate.PasswordVariable] = "secret";
        return new ServeProcess(Process.Start(start)!);
    }

    private async Task<(int Code, string Errors)> EndAsync()
    {
        _output.Append(await _process.StandardOutput.ReadToEndAsync());
        await _process.WaitForExitAsync();
        return (_process.ExitCode, await _errors);
    }

    [GeneratedRegex("入口 +(?<address>http.*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AddressLine();
}
