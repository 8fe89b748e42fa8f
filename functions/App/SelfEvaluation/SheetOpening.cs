using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.SelfEvaluation;

/// <summary>Opens a cycle's sheets, each beginning with what its department wrote the year before.</summary>
public sealed class SheetOpening(IRecordStore store, CycleReader cycles, FormerAnswers former)
{
    /// <summary>The measures that a cycle asks for.</summary>
    public static IEnumerable<Measure> MeasuresOf(RunningCycle running)
    {
        ArgumentNullException.ThrowIfNull(running);
        return running.Plan.MeasuresAskedIn(running.Cycle.Year);
    }

    /// <summary>Opens the sheets that are not open yet.</summary>
    public async Task OpenAsync(RunningCycle running, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(running);
        var lastYear = Cycle.IdOf(running.Plan.Id, running.Cycle.Year.Previous);
        var sheets = new List<RecordWrite[]>();
        foreach (var measure in MeasuresOf(running))
        {
            if (await store.FindAsync(running.Cycle.Id, RecordKeys.Sheet(measure.Code), cancellation) is null)
            {
                sheets.Add(await OpenAsync(running, measure, lastYear, now, cancellation));
            }
        }

        // A sheet and its draft, each with its audit entry, belong to one commit; a commit holds as many sheets as fit.
        foreach (var part in sheets.Chunk(IRecordStore.MaxWrites / 4))
        {
            await store.CommitAsync(running.Cycle.Id, [.. part.SelectMany(s => s)], cancellation);
        }
    }

    private async Task<RecordWrite[]> OpenAsync(
        RunningCycle running, Measure measure, string lastYear, DateTimeOffset now, CancellationToken cancellation)
    {
        var sheet = Sheet.Opened(measure.Code, measure.Departments, running.Calendar.SelfEvaluation.Due, now);
        var requestId = $"open-sheet-{measure.Code}";
        var entry = new AuditEntry(
            requestId, now, "clock", "個票作成", RecordKeys.SheetSubject(measure.Code), null, RecordJson.Write(sheet));
        return
        [
            TypedRecords.Insert(RecordKeys.Sheet(measure.Code), sheet),
            TypedRecords.Insert(RecordKeys.Audit("clock", requestId), entry),
            .. await PrefillAsync(running.Plan, measure, lastYear, running.Cycle.Year, now, cancellation),
        ];
    }

    private async Task<IEnumerable<RecordWrite>> PrefillAsync(
        Plan plan, Measure measure, string lastYear, FiscalYear year, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await CarriedAsync(plan, measure, lastYear, year, cancellation) is not { } carried)
        {
            return [];
        }

        var draft = new DraftRecord(AnswersJson.Write(carried), "clock", now);
        var requestId = $"prefill-{measure.Code}";
        var entry = new AuditEntry(requestId, now, "clock", "前年度から引継ぎ", RecordKeys.SheetSubject(measure.Code), null, draft.Answers);
        return [TypedRecords.Insert(RecordKeys.Draft(measure.Code), draft), TypedRecords.Insert(RecordKeys.Audit("clock", requestId), entry)];
    }

    // What this year begins with: last year's accepted answers, or those taken in from before this program. Null for neither.
    private async Task<Answers?> CarriedAsync(
        Plan plan, Measure measure, string lastYear, FiscalYear year, CancellationToken cancellation)
    {
        var sheet = await store.FindAsync<Sheet>(lastYear, RecordKeys.Sheet(measure.Code), cancellation);
        if (sheet is not { Value.State: SheetState.Accepted })
        {
            var before = await former.OfMeasureAsync(plan.Id, measure.Code, year, cancellation);
            return before.TryGetValue(year.Previous, out var answers) && answers.CarriedBy(plan.Form) is { ByField.IsEmpty: false } carried
                ? carried
                : null;
        }

        var submission = await store.GetAsync<SubmissionRecord>(
            lastYear, RecordKeys.Submission(measure.Code, sheet.Value.Version), cancellation);
        // Read by the form that they were written to; what this year's form asks in another way starts blank.
        var asked = await cycles.GetAsync(lastYear, cancellation);
        var alike = plan.Form.Where(field =>
            asked.Plan.Form.Any(before => before.Id == (field.CarriedFrom ?? field.Id) && before.Kind == field.Kind));
        return submission.Value.Read(asked).Answers.CarriedBy(alike);
    }
}
