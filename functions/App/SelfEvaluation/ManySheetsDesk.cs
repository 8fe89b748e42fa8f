using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.SelfEvaluation;

/// <summary>What the secretariat does with several sheets at once, <see cref="OneByOne"/>.</summary>
/// <remarks>Every act has a preview, which writes nothing, to be shown first.</remarks>
public sealed class ManySheetsDesk(IRecordStore store, CycleReader cycles, SheetDesk desk, Ledger ledger, TimeProvider clock)
{
    /// <summary>期限延長 of several sheets.</summary>
    public Task<ImmutableArray<Outcome>> ExtendManyAsync(
        string cycleId,
        IReadOnlyCollection<string> measures,
        string reason,
        DateOnly due,
        Act act,
        DurableTaskClient client,
        CancellationToken cancellation) =>
        EachAsync(cycleId, measures, act, (measure, one) => desk.ExtendAsync(cycleId, measure, reason, due, one, client, cancellation), cancellation);

    /// <summary>What <see cref="ExtendManyAsync"/> would do.</summary>
    public async Task<ImmutableArray<TouchedSheet>> PreviewExtendAsync(
        string cycleId, IReadOnlyCollection<string> measures, string reason, DateOnly due, CancellationToken cancellation)
    {
        var calendar = (await cycles.GetAsync(cycleId, cancellation)).Calendar;
        return await PreviewAsync(cycleId, measures, writes: true, Extend, cancellation);

        Sheet Extend(Sheet sheet)
        {
            var extended = sheet.Extended(reason, due, clock.GetUtcNow());
            DeadlineMustBeBeforePublication.Check(calendar, due, JapanTime.DateOf(clock.GetUtcNow()));
            return extended;
        }
    }

    /// <summary>受理 of several sheets, each in the version that was read.</summary>
    public Task<ImmutableArray<Outcome>> AcceptManyAsync(
        string cycleId, IReadOnlyDictionary<string, int> versions, Act act, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(versions);
        return EachAsync(
            cycleId, [.. versions.Keys], act,
            (measure, one) => desk.AcceptAsync(cycleId, measure, versions[measure], one, client, cancellation), cancellation);
    }

    /// <summary>What <see cref="AcceptManyAsync"/> would do.</summary>
    public Task<ImmutableArray<TouchedSheet>> PreviewAcceptAsync(
        string cycleId, IReadOnlyCollection<string> measures, CancellationToken cancellation) =>
        PreviewAsync(cycleId, measures, writes: true, sheet => sheet.Accepted(), cancellation);

    /// <summary>督促 right now, of several sheets that await their department.</summary>
    public Task<ImmutableArray<Outcome>> RemindNowAsync(
        string cycleId, IReadOnlyCollection<string> measures, Act act, DurableTaskClient client, CancellationToken cancellation) =>
        EachAsync(cycleId, measures, act, (measure, one) => desk.RemindNowAsync(cycleId, measure, one, client, cancellation), cancellation);

    /// <summary>What <see cref="RemindNowAsync"/> would do.</summary>
    public Task<ImmutableArray<TouchedSheet>> PreviewRemindAsync(
        string cycleId, IReadOnlyCollection<string> measures, CancellationToken cancellation) =>
        PreviewAsync(cycleId, measures, writes: true, sheet => sheet.WrittenTo(), cancellation);

    /// <summary>取下げ of several sheets, whose departments hear of it.</summary>
    public Task<ImmutableArray<Outcome>> WithdrawManyAsync(
        string cycleId, IReadOnlyCollection<string> measures, string reason, Act act, DurableTaskClient client, CancellationToken cancellation) =>
        EachAsync(cycleId, measures, act, (measure, one) => desk.WithdrawAsync(cycleId, measure, reason, one, client, cancellation), cancellation);

    /// <summary>What <see cref="WithdrawManyAsync"/> would do.</summary>
    public Task<ImmutableArray<TouchedSheet>> PreviewWithdrawAsync(
        string cycleId, IReadOnlyCollection<string> measures, CancellationToken cancellation) =>
        PreviewAsync(cycleId, measures, writes: true, sheet => sheet.Withdrawn(), cancellation);

    /// <summary>打切り of several sheets, whose departments hear of it.</summary>
    public Task<ImmutableArray<Outcome>> CloseManyAsync(
        string cycleId, IReadOnlyCollection<string> measures, string reason, Act act, DurableTaskClient client, CancellationToken cancellation) =>
        EachAsync(cycleId, measures, act, (measure, one) => desk.CloseAsync(cycleId, measure, reason, one, client, cancellation), cancellation);

    /// <summary>What <see cref="CloseManyAsync"/> would do.</summary>
    public Task<ImmutableArray<TouchedSheet>> PreviewCloseAsync(
        string cycleId, IReadOnlyCollection<string> measures, CancellationToken cancellation) =>
        PreviewAsync(cycleId, measures, writes: true, sheet => sheet.Closed(), cancellation);

    /// <summary>自己評価の締切: every sheet that is still open is recorded as 未提出, and its departments hear of it.</summary>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="reason">Why: for the log, the cycle, and the departments.</param>
    /// <param name="isEarlyConfirmed">Whether it is meant to be before the deadline of some.</param>
    /// <param name="act">Who, and which request.</param>
    /// <param name="client">To wake the orchestrations.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>The sheets that were open; one that was handed in at the last moment is refused, and stays.</returns>
    /// <exception cref="RuleBrokenException">Something that was handed in is not checked yet; then nothing has changed.</exception>
    public async Task<ImmutableArray<Outcome>> CloseStageAsync(
        string cycleId, string reason, bool isEarlyConfirmed, Act act, DurableTaskClient client, CancellationToken cancellation)
    {
        WrittenReason.Check(reason, new ClosingMustHaveReason());
        var open = await OpenAsync((await cycles.GetAsync(cycleId, cancellation)).Plan, cycleId, cancellation);
        string[] waiting = [.. open.Where(s => s.State == SheetState.Submitted).Select(s => s.Measure)];
        RuleBrokenException.Unless(waiting is [], new SubmittedSheetsMustBeChecked(waiting));
        var early = ClosingEarlyMustBeConfirmed.Of(open, JapanTime.DateOf(clock.GetUtcNow()));
        RuleBrokenException.Unless(early is null || isEarlyConfirmed, early!);
        var outcomes = await EachAsync(
            cycleId,
            [.. open.Select(s => s.Measure)],
            act,
            (measure, one) => desk.CloseWithStageAsync(cycleId, measure, reason, one, client, cancellation),
            cancellation);
        if (outcomes.All(o => o.Refusal is null))
        {
            await ledger.ChangeAsync(cycleId, act, clock.GetUtcNow(), "自己評価の締切", RecordKeys.Cycle, DecideAsync, cancellation);
        }

        return outcomes;

        // After the sheets: what the cycle says of itself is true, also when this was cut off.
        async Task<Change?> DecideAsync()
        {
            var cycle = await store.GetAsync<Cycle>(cycleId, RecordKeys.Cycle, cancellation);
            return cycle.Value is { Stage: CycleStage.SelfEvaluation, SelfEvaluationClosing: null }
                ? Change.Of(cycle, cycle.Value.SelfEvaluationClosed(reason, act.By, clock.GetUtcNow())) with { Note = reason }
                : null;
        }
    }

    /// <summary>What <see cref="CloseStageAsync"/> would close: what is missing. Any refusal among them stops the whole.</summary>
    public async Task<ImmutableArray<TouchedSheet>> PreviewCloseStageAsync(string cycleId, CancellationToken cancellation)
    {
        var plan = (await cycles.GetAsync(cycleId, cancellation)).Plan;
        return WhomItTouches.Of(plan, await OpenAsync(plan, cycleId, cancellation), writes: true, sheet => sheet.Closed());
    }

    private Task<ImmutableArray<Outcome>> EachAsync(
        string cycleId, IEnumerable<string> measures, Act act, Func<string, Act, Task> one, CancellationToken cancellation) =>
        OneByOne.DoAsync(measures, act, async (measure, its) =>
        {
            RuleBrokenException.Unless(
                await store.FindAsync(cycleId, RecordKeys.Sheet(measure), cancellation) is not null, new SheetMustExist(measure));
            await one(measure, its);
        });

    private async Task<ImmutableArray<TouchedSheet>> PreviewAsync(
        string cycleId, IReadOnlyCollection<string> measures, bool writes, Func<Sheet, Sheet> act, CancellationToken cancellation)
    {
        var plan = (await cycles.GetAsync(cycleId, cancellation)).Plan;
        var sheets = new List<Sheet>();
        foreach (var measure in measures.Distinct(StringComparer.Ordinal))
        {
            var sheet = await store.FindAsync<Sheet>(cycleId, RecordKeys.Sheet(measure), cancellation);
            RuleBrokenException.Unless(sheet is not null, new SheetMustExist(measure));
            sheets.Add(sheet!.Value);
        }

        return WhomItTouches.Of(plan, sheets, writes, act);
    }

    // In the order of the plan: the store has 10 before 2.
    private async Task<List<Sheet>> OpenAsync(Plan plan, string cycleId, CancellationToken cancellation)
    {
        var open = new List<Sheet>();
        await foreach (var sheet in store.ListAsync<Sheet>(cycleId, RecordKeys.SheetPrefix, cancellation))
        {
            if (!sheet.Value.IsSettled)
            {
                open.Add(sheet.Value);
            }
        }

        var order = plan.Measures.Select((m, index) => (m.Code, index)).ToDictionary(m => m.Code, m => m.index, StringComparer.Ordinal);
        return [.. open.OrderBy(sheet => order.GetValueOrDefault(sheet.Measure, int.MaxValue))];
    }
}
