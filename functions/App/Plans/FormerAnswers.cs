using System.Collections.Immutable;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Plans;

/// <summary>What was answered in former years: accepted here, or taken in from before the city used this program.</summary>
public sealed class FormerAnswers(IRecordStore store, CycleReader cycles, PlanLibrary plans)
{
    /// <summary>Takes in the answers of years before this program; the same again is the same as once.</summary>
    /// <exception cref="FormatException">The text is no such JSON, or names what the plan lacks.</exception>
    /// <exception cref="PlanRefusedException">Others were taken in already: what was published from them must stay as it is.</exception>
    public async Task ImportAsync(Plan plan, string json, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var found = await store.FindAsync<TakenIn>(RecordKeys.Plans, RecordKeys.FormerAnswers(plan.Id), cancellation);
        if (found?.Value.Json == json)
        {
            return;
        }

        FormerAnswersJson.Read(plan, json);
        if (found is not null)
        {
            throw new PlanRefusedException($"計画「{plan.Id}」の過年度の回答は、別の内容ですでに登録されています。");
        }

        await store.CommitAsync(
            RecordKeys.Plans, [TypedRecords.Insert(RecordKeys.FormerAnswers(plan.Id), new TakenIn(plan.Edition, json))], cancellation);
    }

    /// <summary>The answers to one measure, by year, before <paramref name="year"/>.</summary>
    public async Task<ImmutableSortedDictionary<FiscalYear, Answers>> OfMeasureAsync(
        string planId, string measure, FiscalYear year, CancellationToken cancellation)
    {
        var former = (await ImportedAsync(planId, cancellation)).GetValueOrDefault(measure) ?? ImmutableSortedDictionary<FiscalYear, Answers>.Empty;
        former = former.RemoveRange(former.Keys.Where(y => y >= year));
        foreach (var running in await EarlierAsync(planId, year, cancellation))
        {
            if (await store.FindAsync<Sheet>(running.Cycle.Id, RecordKeys.Sheet(measure), cancellation)
                is { Value: { State: SheetState.Accepted, Version: var version } })
            {
                former = former.SetItem(running.Cycle.Year, await ReadAsync(running, measure, version, cancellation));
            }
        }

        return former;
    }

    /// <summary>Which submissions of former years count now, by cycle, then measure; those taken in never change.</summary>
    internal async Task<ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>>> VersionsAsync(
        string planId, FiscalYear year, CancellationToken cancellation)
    {
        var versions = ImmutableSortedDictionary.CreateBuilder<string, ImmutableSortedDictionary<string, int>>(StringComparer.Ordinal);
        foreach (var running in await EarlierAsync(planId, year, cancellation))
        {
            var sheets = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
            await foreach (var sheet in store.ListAsync<Sheet>(running.Cycle.Id, RecordKeys.SheetPrefix, cancellation))
            {
                if (sheet.Value.State == SheetState.Accepted)
                {
                    sheets[sheet.Value.Measure] = sheet.Value.Version;
                }
            }

            versions[running.Cycle.Id] = sheets.ToImmutable();
        }

        return versions.ToImmutable();
    }

    /// <summary>The answers of former years by measure, then year: those taken in, and those of the versions named.</summary>
    internal async Task<ImmutableDictionary<string, ImmutableSortedDictionary<FiscalYear, Answers>>> ReadAsync(
        string planId,
        FiscalYear year,
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>> versions,
        CancellationToken cancellation)
    {
        var former = (await ImportedAsync(planId, cancellation)).ToDictionary(
            m => m.Key, m => m.Value.RemoveRange(m.Value.Keys.Where(y => y >= year)), StringComparer.Ordinal);
        foreach (var (cycleId, sheets) in versions)
        {
            var running = await cycles.GetAsync(cycleId, cancellation);
            foreach (var (measure, version) in sheets)
            {
                var known = former.GetValueOrDefault(measure) ?? ImmutableSortedDictionary<FiscalYear, Answers>.Empty;
                former[measure] = known.SetItem(running.Cycle.Year, await ReadAsync(running, measure, version, cancellation));
            }
        }

        return former.ToImmutableDictionary(StringComparer.Ordinal);
    }

    private async Task<IEnumerable<RunningCycle>> EarlierAsync(string planId, FiscalYear year, CancellationToken cancellation) =>
        (await cycles.OfPlanAsync(planId, cancellation)).Where(running => running.Cycle.Year < year).Reverse();

    private async Task<ImmutableDictionary<string, ImmutableSortedDictionary<FiscalYear, Answers>>> ImportedAsync(
        string planId, CancellationToken cancellation)
    {
        var found = await store.FindAsync<TakenIn>(RecordKeys.Plans, RecordKeys.FormerAnswers(planId), cancellation);
        return found is null
            ? ImmutableDictionary<string, ImmutableSortedDictionary<FiscalYear, Answers>>.Empty
            : FormerAnswersJson.Read(await plans.GetAsync(planId, found.Value.Edition, cancellation), found.Value.Json);
    }

    private async Task<Answers> ReadAsync(RunningCycle running, string measure, int version, CancellationToken cancellation) =>
        (await store.GetAsync<SubmissionRecord>(running.Cycle.Id, RecordKeys.Submission(measure, version), cancellation))
        .Value.Read(running).Answers;

    /// <param name="Edition">The edition by whose form they are read.</param>
    /// <param name="Json">As they were taken in.</param>
    private sealed record TakenIn(int Edition, string Json);
}
