using System.Collections.Immutable;
using GyoseiFlow.App.Access;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Pages.Departments;

/// <summary>Finds what a department has to do.</summary>
public sealed class TaskReader(IRecordStore store, CycleReader cycles, SheetReader sheets)
{
    /// <summary>The visitor's sheets, cycle by cycle; cycles without any are left out.</summary>
    public async Task<ImmutableArray<CycleTasks>> ReadAsync(Visitor visitor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        var tasks = ImmutableArray.CreateBuilder<CycleTasks>();
        foreach (var planId in visitor.PlansAs(Role.Department))
        {
            var mine = visitor.In(planId, Role.Department).Select(g => g.Id).ToHashSet(StringComparer.Ordinal);
            foreach (var running in await cycles.OfPlanAsync(planId, cancellation))
            {
                var found = await OfCycleAsync(running, mine, cancellation);
                if (!found.Tasks.IsEmpty)
                {
                    tasks.Add(found);
                }
            }
        }

        return [.. tasks.OrderBy(t => t.IsPublished)];
    }

    private async Task<CycleTasks> OfCycleAsync(RunningCycle running, HashSet<string> mine, CancellationToken cancellation)
    {
        var tasks = ImmutableArray.CreateBuilder<SheetTask>();
        await foreach (var sheet in store.ListAsync<Sheet>(running.Cycle.Id, RecordKeys.SheetPrefix, cancellation))
        {
            if (sheet.Value.Departments.Any(mine.Contains))
            {
                tasks.Add(new SheetTask(sheet.Value, await sheets.LastSavedAsync(running.Cycle.Id, sheet.Value, cancellation)));
            }
        }

        return new CycleTasks(running, tasks.ToImmutable());
    }
}

/// <summary>A department's sheets in one cycle.</summary>
/// <param name="Running">The cycle.</param>
/// <param name="Tasks">Its sheets.</param>
public sealed record CycleTasks(RunningCycle Running, ImmutableArray<SheetTask> Tasks)
{
    /// <summary>Whether the opinion document is out.</summary>
    public bool IsPublished => Running.Cycle.Stage == CycleStage.Published;

    /// <summary>What the department is to do: what came back first, then the earliest deadline.</summary>
    public IEnumerable<SheetTask> ToDo => Tasks
        .Where(t => t.Sheet.AwaitsDepartment)
        .OrderBy(t => t.Sheet.State != SheetState.Returned)
        .ThenBy(t => t.Sheet.Due)
        .ThenBy(t => Rank(t.Sheet.Measure));

    /// <summary>What waits for the secretariat.</summary>
    public IEnumerable<SheetTask> HandedIn => Tasks.Where(t => t.Sheet.State == SheetState.Submitted).OrderBy(t => Rank(t.Sheet.Measure));

    /// <summary>What nothing more is to be done with.</summary>
    public IEnumerable<SheetTask> Done => Tasks.Where(t => t.Sheet.IsSettled).OrderBy(t => Rank(t.Sheet.Measure));

    /// <summary>How many sheets the department has off its desk.</summary>
    public int OffDesk => Tasks.Count(t => !t.Sheet.AwaitsDepartment);

    // As the plan lists them: "10" comes after "9".
    private int Rank(string measure) => Running.Plan.Measures.Select(m => m.Code).ToImmutableArray().IndexOf(measure);
}

/// <summary>A sheet as a task.</summary>
/// <param name="Sheet">The sheet.</param>
/// <param name="Saved">Who saved last.</param>
public sealed record SheetTask(Sheet Sheet, LastSaved? Saved);
