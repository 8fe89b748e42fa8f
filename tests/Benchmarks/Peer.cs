using System.Diagnostics;
using System.Text.Json;

namespace GyoseiFlow.Benchmarks;

/// <summary>The package that the engine is measured beside, installed by npm from the lock file into the artifacts folder.</summary>
internal static class Peer
{
    private static readonly string s_source = Path.Combine(AppContext.BaseDirectory, "peer");

    public static async Task<string?> InstallAsync()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "peer-installed");
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(s_source))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        try
        {
            await RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder);
            return folder;
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync(
                $"The peer @microsoft/durabletask-js could not be installed by npm, so nothing is compared: {error.Message}");
            return null;
        }
    }

    public static async Task<Dictionary<string, double[]>> MeasureAsync(string folder, params int[] sizes)
    {
        var output = await RunAsync("node", ["durable.cjs", .. sizes.Select(size => size.ToString(System.Globalization.CultureInfo.InvariantCulture))], folder);
        return JsonSerializer.Deserialize<Dictionary<string, double[]>>(output)!;
    }

    private static async Task<string> RunAsync(string program, IEnumerable<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}");
    }
}
