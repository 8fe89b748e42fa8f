using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Changes;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Plans;

/// <summary>
/// 計画の変更を年度に取り込む: a running cycle goes by the plan that it was opened with until the secretariat takes in the latest edition,
/// with the departments that are there now and the ends that are recorded now, after having seen what that does.
/// </summary>
/// <remarks>Every act throws <see cref="RuleBrokenException"/> when a rule forbids it; then nothing has changed.</remarks>
public sealed class PlanAdoptionDesk(
    IRecordStore store, CycleReader cycles, PlanLibrary plans, Ledger ledger, AdoptedSheets adopted, TimeProvider clock)
{
    /// <summary>What it would do; writes nothing.</summary>
    public async Task<PlanAdoption> PreviewAsync(string cycleId, CancellationToken cancellation)
    {
        var running = await cycles.GetAsync(cycleId, cancellation);
        return await PreviewAsync(running, await TargetAsync(running.Cycle, cancellation), cancellation);
    }

    /// <summary>Takes the latest edition in. Whoever drives the cycle is started anew afterwards (<see cref="CycleDesk.DriveAsync"/>).</summary>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="seen">The <see cref="PlanAdoption.Fingerprint"/> of what was previewed.</param>
    /// <param name="reason">Why; the log keeps it.</param>
    /// <param name="act">Who, and which request.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    public async Task AdoptAsync(string cycleId, string seen, string reason, Act act, CancellationToken cancellation)
    {
        await ledger.ChangeAsync(cycleId, act, clock.GetUtcNow(), "計画の変更の取込み", RecordKeys.Cycle, DecideAsync, cancellation);
        // Also when it was done before: it may have been cut off here.
        await adopted.ApplyAsync(await cycles.GetAsync(cycleId, cancellation), clock.GetUtcNow(), cancellation);

        async Task<Change?> DecideAsync()
        {
            var running = await cycles.GetAsync(cycleId, cancellation);
            var target = await TargetAsync(running.Cycle, cancellation);
            var adoption = await PreviewAsync(running, target, cancellation);
            RuleBrokenException.Unless(!adoption.IsEmpty, new AdoptionMustChangeSomething());
            RuleBrokenException.Unless(adoption.Refusals.IsEmpty, new PlanMustFitTheCycle(adoption.Refusals));
            WrittenReason.Check(reason, new AdoptionMustHaveReason());
            RuleBrokenException.Unless(adoption.Fingerprint == seen, new AdoptionMustBeAsPreviewed());
            var after = running.Cycle.Adopted(target.Edition, target.Offices, target.Endings, reason, act.By, clock.GetUtcNow());
            return new Change([running.Stored.With(after)], RecordJson.Write(Logged(running.Cycle)), RecordJson.Write(Logged(after))) { Note = reason };
        }
    }

    private async Task<PlanAdoption> PreviewAsync(RunningCycle running, Target target, CancellationToken cancellation)
    {
        var sheets = new List<TypedSheetAnswers>();
        await foreach (var sheet in store.ListAsync<Sheet>(running.Cycle.Id, RecordKeys.SheetPrefix, cancellation))
        {
            sheets.Add(new TypedSheetAnswers(sheet.Value, await TypedAsync(running, sheet.Value, cancellation)));
        }

        return PlanAdoption.Of(
            running.Cycle, running.Plan, target.Plan, target.Offices, sheets, JapanTime.DateOf(clock.GetUtcNow()));
    }

    private async Task<Answers> TypedAsync(RunningCycle running, Sheet sheet, CancellationToken cancellation)
    {
        var draft = await store.FindAsync<DraftRecord>(running.Cycle.Id, RecordKeys.Draft(sheet.Measure), cancellation);
        var handedIn = sheet.Version == 0 ? null : await store.FindAsync<SubmissionRecord>(
            running.Cycle.Id, RecordKeys.Submission(sheet.Measure, sheet.Version), cancellation);
        return draft is not null && !(handedIn?.Value.At >= draft.Value.At) ? running.ReadAnswers(draft.Value.Answers)
            : handedIn?.Value.Read(running).Answers ?? Answers.None;
    }

    // Departments as of today, but never of a year before those that answer so far.
    private async Task<Target> TargetAsync(Cycle cycle, CancellationToken cancellation)
    {
        var latest = (await plans.LatestAsync(cancellation)).FirstOrDefault(p => p.Id == cycle.PlanId)
            ?? throw new RecordMissingException(RecordKeys.Plans, cycle.PlanId);
        var (today, planned) = (FiscalYear.Of(JapanTime.DateOf(clock.GetUtcNow())), cycle.Offices ?? latest.OfficesIn(cycle.Year));
        var offices = today > planned ? today : planned;
        var endings = await plans.EndingsAsync(cycle.PlanId, cancellation);
        return new Target(latest.Edition, offices, endings, await cycles.PlanAsync(cycle, latest.Edition, offices, endings, cancellation));
    }

    // What the log says of a cycle is which edition it goes by, not everything that it is.
    private static LoggedPlan Logged(Cycle cycle) => new(cycle.PlanEdition, cycle.Offices);

    private sealed record LoggedPlan(int Edition, FiscalYear? Offices);

    private sealed record Target(
        int Edition, FiscalYear Offices, System.Collections.Immutable.ImmutableSortedDictionary<string, MeasureEnd> Endings, Plan Plan);
}
