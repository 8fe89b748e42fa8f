using System.Diagnostics;
using GyoseiFlow.App.Ports;

namespace GyoseiFlow.Local.Publication;

/// <summary>Prints with the Chromium (or Chrome, or Edge) of this machine.</summary>
/// <param name="program">The browser's program, or null where none was found.</param>
internal sealed class ChromiumPdfPrinter(string? program) : IPdfPrinter
{
    // 1,045 measures (2,000 pages) took 160 seconds on two busy cores; beyond this something hangs.
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(20);

    private static readonly string[] s_names =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe", "msedge.exe", "microsoft-edge"];

    private static readonly string[] s_usualPlaces =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    /// <summary>The first browser on the PATH or in the usual places, or null.</summary>
    public static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => s_names.Select(name => Path.Combine(folder, name)))
        .Concat(s_usualPlaces)
        .FirstOrDefault(File.Exists);

    public async Task<ReadOnlyMemory<byte>?> PrintAsync(ReadOnlyMemory<byte> html, CancellationToken cancellation)
    {
        if (program is null)
        {
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("gyoseiflow-print-").FullName;
        try
        {
            var page = Path.Combine(folder, "index.html");
            var pdf = Path.Combine(folder, "document.pdf");
            await File.WriteAllBytesAsync(page, html, cancellation);
            await RunAsync(program, page, pdf, Path.Combine(folder, "profile"), cancellation);
            return File.Exists(pdf)
                ? await File.ReadAllBytesAsync(pdf, cancellation)
                : throw new PdfNotPrintedException($"{program} はPDFを作りませんでした。");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(string program, string page, string pdf, string profile, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, Arguments(page, pdf, profile))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new PdfNotPrintedException($"{program} を起動できません。");
        using var tooLong = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        tooLong.CancelAfter(s_longest);
        try
        {
            // Read to the end, or a full pipe would hold the browser up.
            await Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(tooLong.Token),
                process.StandardError.ReadToEndAsync(tooLong.Token),
                process.WaitForExitAsync(tooLong.Token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new PdfNotPrintedException($"{program} の印刷が{s_longest.TotalMinutes:0}分で終わりませんでした。");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    private static List<string> Arguments(string page, string pdf, string profile)
    {
        List<string> arguments =
        [
            "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-extensions",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--user-data-dir=" + profile,
            "--no-pdf-header-footer", "--generate-pdf-document-outline",
            "--print-to-pdf=" + pdf,
            new Uri(page).AbsoluteUri,
        ];
        if (Environment.UserName == "root")
        {
            // Chromium's sandbox refuses to run as root; the page is our own and loads nothing.
            arguments.Insert(0, "--no-sandbox");
        }

        return arguments;
    }
}
