using System.Diagnostics;
using System.Text;

namespace GyoseiFlow.Local.Tests.Publication;

/// <summary>Poppler's tools, which read a PDF as another program would.</summary>
internal static class Poppler
{
    public static async Task<string> RunAsync(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments) { UseShellExecute = false, RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }
}
