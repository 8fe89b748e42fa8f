using System.Diagnostics;
using Spectre.Console;

namespace GyoseiFlow.Local.Demo;

/// <summary>demo: plays one year of a real plan and leaves the store, the mails and the published site in a folder.</summary>
internal static class DemoCommand
{
    private const string PlanName = "tomakomai";

    /// <summary>Plays the demo.</summary>
    /// <param name="outFolder">Where to leave what it makes.</param>
    /// <param name="resume">Whether to go on with an interrupted one; otherwise what the folder has of an earlier demo is replaced.</param>
    /// <param name="seed">Decides who is late and how members score.</param>
    /// <param name="cancellation">Ctrl+C.</param>
    public static async Task RunAsync(string outFolder, bool resume, ulong seed, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var data = DemoData.Read(Path.Combine(AppContext.BaseDirectory, "Plans", PlanName));
        var folder = new DemoFolder(Path.GetFullPath(outFolder), data.Plan.Id, data.Cycle.Year);
        DemoFolderPreparation.Prepare(folder, resume);
        var console = AnsiConsole.Console;
        console.WriteLine($"{data.Plan.Name} {data.Cycle.Year.Label}の評価を、開始から公表まで実行します。");
        var progress = DemoProgress.On(console);
        App.Cycles.CycleStatus? status = null;
        await progress.RunAsync(async () => status = await new DemoRun(data, folder, seed, progress).PlayAsync(cancellation));
        DemoSummary.Show(console, status!, folder, Stopwatch.GetElapsedTime(started));
    }
}
