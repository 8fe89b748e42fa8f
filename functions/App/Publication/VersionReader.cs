using System.Collections.Immutable;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Opinions;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Publication;

/// <summary>What each version of a cycle's document is made from.</summary>
public sealed class VersionReader(
    IRecordStore store, CycleReader cycles, PlanLibrary plans, FormerAnswers former, OpinionDesk opinions)
{
    /// <summary>The version that the review ends with.</summary>
    public const int FirstVersion = 1;

    /// <summary>The inputs of a version that is published or on its way.</summary>
    internal async Task<VersionInputs> GetAsync(string cycleId, int version, CancellationToken cancellation) =>
        (await store.GetAsync<VersionInputs>(cycleId, RecordKeys.Inputs(version), cancellation)).Value;

    /// <summary>The latest version that is published or on its way; only one can be ahead of what is published.</summary>
    internal async Task<int> LatestAsync(Cycle cycle, CancellationToken cancellation) =>
        await store.FindAsync(cycle.Id, RecordKeys.Inputs(cycle.Version + 1), cancellation) is null ? cycle.Version : cycle.Version + 1;

    /// <summary>What the next version would be made from, as the store stands.</summary>
    internal async Task<VersionInputs> DraftAsync(RunningCycle running, int version, DateOnly day, CancellationToken cancellation)
    {
        var sheets = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        await foreach (var sheet in store.ListAsync<Sheet>(running.Cycle.Id, RecordKeys.SheetPrefix, cancellation))
        {
            if (sheet.Value.State == SheetState.Accepted)
            {
                sheets[sheet.Value.Measure] = sheet.Value.Version;
            }
        }

        var texts = await opinions.ToPublishAsync(running.Cycle, cancellation);
        var past = await plans.PastGradesAsync(running.Plan.Id, running.Cycle.Year, cancellation);
        var chapters = await store.FindAsync<ChapterTexts>(running.Cycle.Id, RecordKeys.Chapters, cancellation);
        return new VersionInputs(version, day, null, [], sheets.ToImmutable(), texts, past)
        {
            Chapters = chapters?.Value,
            FormerCycles = await cycles.PublishedBeforeAsync(running, cancellation),
            FormerSheets = running.Plan.Document.ShowsFormerYears
                ? await former.VersionsAsync(running.Plan.Id, running.Cycle.Year, cancellation)
                : null,
        };
    }

    /// <summary>Fixes the first version's inputs; a correction's are fixed by the act that orders it.</summary>
    internal async Task<VersionInputs> FixFirstAsync(RunningCycle running, DateTimeOffset now, CancellationToken cancellation)
    {
        var cycleId = running.Cycle.Id;
        var key = RecordKeys.Inputs(FirstVersion);
        if (await store.FindAsync<VersionInputs>(cycleId, key, cancellation) is { } found)
        {
            return found.Value;
        }

        var inputs = await DraftAsync(running, FirstVersion, JapanTime.DateOf(now), cancellation);
        await store.CommitAsync(cycleId, [TypedRecords.Insert(key, inputs)], cancellation);
        return inputs;
    }
}
