using System.Diagnostics;
using GyoseiFlow.Documents;
using GyoseiFlow.Local.Publication;

namespace GyoseiFlow.Benchmarks;

/// <summary>
/// Prints Tomakomai's document (95 measures) and larger ones as PDF with this machine's Chromium, beside a floor measured in the same run:
/// printing an empty page.
/// </summary>
internal static class PrintingBenchmark
{
    private static readonly byte[] s_empty = "<!DOCTYPE html><html lang=\"ja\"><title>空</title>"u8.ToArray();

    public static async Task<int> RunAsync()
    {
        if (ChromiumPdfPrinter.Find() is not { } chromium)
        {
            Console.Error.WriteLine("No Chromium was found.");
            return 1;
        }

        var printer = new ChromiumPdfPrinter(chromium);
        var floor = await SecondsAsync(printer, s_empty);
        Console.WriteLine("measures   HTML MiB   PDF MiB   seconds   of the floor   ms a measure");
        foreach (var times in new[] { 1, 4, 11 })
        {
            var year = GrownYear.Tomakomai(times);
            var html = await OpinionDocument.RenderPrintableAsync(year);
            var (seconds, pdf) = await SecondsAsync(printer, html);
            var measures = year.Plan.Measures.Count();
            Console.WriteLine(
                $"{measures,8} {html.Length / 1048576.0,10:0.0} {pdf / 1048576.0,9:0.0} {seconds,9:0.0} {seconds / floor.Seconds,14:0.0} "
                + $"{1000 * seconds / measures,14:0}");
        }

        return 0;
    }

    private static async Task<(double Seconds, long Length)> SecondsAsync(ChromiumPdfPrinter printer, ReadOnlyMemory<byte> html)
    {
        var started = Stopwatch.GetTimestamp();
        var pdf = await printer.PrintAsync(html, CancellationToken.None);
        return (Stopwatch.GetElapsedTime(started).TotalSeconds, pdf!.Value.Length);
    }
}
