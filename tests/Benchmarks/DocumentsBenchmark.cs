using System.Diagnostics;
using System.Text;
using System.Text.Json;
using GyoseiFlow.Documents;

namespace GyoseiFlow.Benchmarks;

/// <summary>
/// Renders a year's document and data, for Tomakomai (95 measures) and for plans many times as large, beside a floor measured
/// in the same run: writing the year's answers as JSON once, which whoever publishes them must do at the least.
/// </summary>
internal static class DocumentsBenchmark
{
    private const int Rounds = 5;

    public static async Task<int> RunAsync()
    {
        Console.WriteLine("measures   files   MiB   first ms   best ms   floor ms   ratio   ms a measure   MiB allocated");
        foreach (var times in new[] { 1, 10, 105 })
        {
            await MeasureAsync(times);
        }

        return 0;
    }

    private static async Task MeasureAsync(int times)
    {
        var year = GrownYear.Tomakomai(times);
        var first = 0.0;
        var best = double.MaxValue;
        var allocated = 0L;
        IReadOnlyList<PublishedFile> files = [];
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var started = Stopwatch.GetTimestamp();
            files = await OpinionDocument.RenderAsync(year);
            var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
            first = round == 0 ? took : first;
            best = Math.Min(best, took);
        }

        var floor = Floor(year);
        var measures = year.Plan.Measures.Count();
        Console.WriteLine(
            $"{measures,8} {files.Count,7} {Mebibytes(files.Sum(f => (long)f.Content.Length)),5:0.0} {first,10:0} {best,9:0} {floor,10:0.0} "
            + $"{best / floor,7:0.0} {best / measures,14:0.00} {Mebibytes(allocated),15:0}");
    }

    private static double Floor(Review.Cycles.ReviewedYear year)
    {
        var best = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            var length = year.Answers.Sum(answers => Encoding.UTF8.GetByteCount(JsonSerializer.Serialize(
                Review.Sheets.AnswersJson.Write(answers.Value))));
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (length == 0)
            {
                throw new InvalidOperationException("There are no answers to write.");
            }
        }

        return best;
    }

    private static double Mebibytes(long bytes) => bytes / 1048576.0;
}
