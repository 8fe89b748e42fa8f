using System.Diagnostics;
using GyoseiFlow.Local.Demo;
using GyoseiFlow.Local.Serving;

namespace GyoseiFlow.Benchmarks.Pages;

/// <summary>
/// What people wait for, over HTTP from a server on this machine: with the sample's 95 sheets alone in the store, and among 10,000 and
/// 170,000 of other towns. The three servers take turns, so that what else the machine does meets them alike.
/// </summary>
internal static class PagesBenchmark
{
    private const int SheetsOfCycle = 95;
    private const int WarmUps = 40;
    private const int Rounds = 200;
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(3);

    public static async Task<int> RunAsync()
    {
        var root = Directory.CreateTempSubdirectory("benchmark-").FullName;
        List<Office> offices = [];
        try
        {
            var data = DemoData.Tomakomai();
            var sample = new DataFolder(Path.Combine(root, "sample"));
            var now = await SampleYear.LoadAsync(sample, SampleStop.April, await SampleYear.FindAsync(sample, default), "http://localhost", default);
            int[] sizes = [.. new[] { SheetsOfCycle, 10_000, 170_000 }.Select(sheets => (int)Math.Ceiling((double)sheets / SheetsOfCycle))];
            foreach (var cycles in sizes)
            {
                offices.Add(await OpenAsync(sample, Path.Combine(root, FormattableString.Invariant($"{cycles}")), cycles, data, now));
            }

            var rounds = await MeasureAsync(offices);
            Report([.. sizes.Select(cycles => cycles * SheetsOfCycle)], offices, rounds);
            return 0;
        }
        finally
        {
            foreach (var office in offices)
            {
                await office.DisposeAsync();
            }

            Directory.Delete(root, recursive: true);
        }
    }

    private static async Task<Office> OpenAsync(DataFolder sample, string path, int cycles, DemoData data, DateTimeOffset now)
    {
        var folder = new DataFolder(path);
        Directory.CreateDirectory(path);
        File.Copy(sample.Store, folder.Store);
        var start = Stopwatch.GetTimestamp();
        await Filler.FillAsync(folder.Store, data.PlanYaml, cycles);
        var filled = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        var office = await Office.OpenAsync(folder, data, now);
        Console.WriteLine(FormattableString.Invariant(
            $"{cycles * SheetsOfCycle,7} sheets, {cycles,4} cycles, {new FileInfo(folder.Store).Length / 1048576.0,6:0} MiB: filled in {filled.TotalSeconds:0.0} s, started with everybody signed in in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s"));
        return office;
    }

    private static async Task<int> MeasureAsync(List<Office> offices)
    {
        var start = Stopwatch.GetTimestamp();
        var round = 0;
        for (; round < WarmUps + Rounds && Stopwatch.GetElapsedTime(start) < s_longest; round++)
        {
            for (var turn = 0; turn < offices.Count; turn++)
            {
                await offices[(round + turn) % offices.Count].RoundAsync(round, isCounted: round >= WarmUps);
            }
        }

        return round - WarmUps;
    }

    private static void Report(int[] sheets, List<Office> offices, int rounds)
    {
        Console.WriteLine(FormattableString.Invariant(
            $"{Environment.ProcessorCount} cores, .NET {Environment.Version}, load {Load()}; {rounds} rounds; ms; growth: p50 / p99 beside {sheets[0]} sheets"));
        var floor = offices[0].Times["GET /api/health (the floor)"].Median;
        Console.WriteLine($"{"",-30}{string.Concat(sheets.Select(s => FormattableString.Invariant($"{s,10} p50     p99")))}{"of the floor",14}   growth to {sheets[1]}, to {sheets[2]}");
        foreach (var (kind, few) in offices[0].Times)
        {
            var figures = string.Concat(offices.Select(o => FormattableString.Invariant($"{o.Times[kind].Median,14:0.00}{o.Times[kind].P99,8:0.00}")));
            var growth = string.Join("  ", offices.Skip(1).Select(o => FormattableString.Invariant(
                $"{o.Times[kind].Median / few.Median,6:0.00} /{o.Times[kind].P99 / few.P99,5:0.00}")));
            Console.WriteLine(FormattableString.Invariant($"{kind,-30}{figures}{few.Median / floor,14:0.0}   {growth}"));
        }
    }

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
