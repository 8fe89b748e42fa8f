using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Local.Commands;

/// <summary>Reads plan files for commands.</summary>
internal static class PlanFile
{
    /// <summary>The file's text, right or wrong.</summary>
    public static Task<string> ReadTextAsync(string path, CancellationToken cancellation) =>
        TextFile.ReadAsync(path, "計画ファイル", "エディターで「UTF-8」を選んで保存し直してください。", cancellation);

    /// <summary>The plan.</summary>
    /// <exception cref="CommandFailure">The file can't be used.</exception>
    public static async Task<Plan> ReadPlanAsync(string path, CancellationToken cancellation)
    {
        var reading = PlanReader.Read(await ReadTextAsync(path, cancellation));
        return reading.Plan ?? throw new CommandFailure(
            FileProblems.Text(
            [
                .. reading.Problems.Where(p => p.Severity == PlanProblemSeverity.Error).Select(p => Line(path, p)),
            ]));
    }

    /// <summary>One problem, as compilers write it, so that editors can jump to it.</summary>
    public static string Line(string path, PlanProblem problem) =>
        $"{path}:{problem.Line}:{problem.Column}: {(problem.Severity == PlanProblemSeverity.Warning ? "注意: " : "")}{problem.Message}";
}
