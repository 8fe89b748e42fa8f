using System.Diagnostics;
using System.Reflection;

namespace GyoseiFlow.Infra.Tests;

/// <summary>The Bicep compiler, as the package brought it.</summary>
internal static class Bicep
{
    private static readonly string Program = typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "Bicep").Value!;

    /// <summary>Runs it in infra/.</summary>
    /// <returns>What it said; nothing where all is well.</returns>
    public static async Task<(int ExitCode, string Said)> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // It unpacks nothing and asks nobody.
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, (output + await errors).Trim());
    }
}
