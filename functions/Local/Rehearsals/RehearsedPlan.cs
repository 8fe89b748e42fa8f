using GyoseiFlow.Local.Commands;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Local.Rehearsals;

/// <summary>A plan file and the year of it that a command looks at.</summary>
/// <param name="Yaml">The file's text.</param>
/// <param name="Whole">What it says, of whatever year.</param>
/// <param name="Plan">What it says, as of the year.</param>
/// <param name="Cycle">The year.</param>
internal sealed record RehearsedPlan(string Yaml, Plan Whole, Plan Plan, CyclePlan Cycle)
{
    /// <summary>Reads the file.</summary>
    /// <param name="path">The plan file.</param>
    /// <param name="year">The year as it was asked for; null for the first that the plan has dates of.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CommandFailure">The file can't be used, or has no such year.</exception>
    public static async Task<RehearsedPlan> ReadAsync(string path, string? year, CancellationToken cancellation)
    {
        var yaml = await PlanFile.ReadTextAsync(path, cancellation);
        var plan = await PlanFile.ReadPlanAsync(path, cancellation);
        if (year is null)
        {
            return Of(plan.Cycles[0]);
        }

        return FiscalYear.TryParse(year, out var asked) && plan.Cycles.FirstOrDefault(c => c.Year == asked) is { } cycle
            ? Of(cycle)
            : throw new CommandFailure(
                $"{path}: 「{year}」の日程がありません。--year には、cyclesに書いてある年度（{string.Join("、", plan.Cycles.Select(c => c.Year))}）を指定してください。");

        RehearsedPlan Of(CyclePlan of) => new(yaml, plan, plan.In(of.Year), of);
    }
}
