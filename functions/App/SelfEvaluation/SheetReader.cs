using System.Collections.Immutable;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Pages.Sheets;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.SelfEvaluation;

/// <summary>Gathers what there is to one sheet, for the pages that show it.</summary>
public sealed class SheetReader(
    IRecordStore store, CycleReader cycles, PlanLibrary plans, DraftDesk drafts, ExtensionDesk extensions, CommentDesk comments,
    FormerAnswers former)
{
    /// <summary>Everything of a sheet.</summary>
    public async Task<SheetFile> ReadAsync(RunningCycle running, Sheet sheet, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(running);
        ArgumentNullException.ThrowIfNull(sheet);
        var cycleId = running.Cycle.Id;
        return new SheetFile(
            running,
            sheet,
            await drafts.GetAsync(cycleId, sheet.Measure, cancellation),
            await LastSavedAsync(cycleId, sheet, cancellation),
            await VersionsAsync(running, sheet, cancellation),
            await FormerAsync(running, sheet, cancellation),
            await extensions.FindAsync(cycleId, sheet.Measure, cancellation),
            await comments.ListAsync(cycleId, sheet.Measure, cancellation))
        {
            Kept = await KeptAsync(running, sheet.Measure, cancellation),
        };
    }

    /// <summary>Who saved or handed in last; null before anyone did. What was carried over from last year is nobody's.</summary>
    public async Task<LastSaved?> LastSavedAsync(string cycleId, Sheet sheet, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        var draft = await store.FindAsync<DraftRecord>(cycleId, RecordKeys.Draft(sheet.Measure), cancellation);
        var saved = draft is { Value.By: not "clock" } ? new LastSaved(draft.Value.By, draft.Value.At) : null;
        if (sheet.Version == 0)
        {
            return saved;
        }

        var submission = await store.GetAsync<SubmissionRecord>(
            cycleId, RecordKeys.Submission(sheet.Measure, sheet.Version), cancellation);
        return saved?.At > submission.Value.At ? saved : new LastSaved(submission.Value.By, submission.Value.At);
    }

    // What was typed into fields that a changed plan has no more, with the labels that they had.
    private async Task<ImmutableArray<(string Label, string Text)>> KeptAsync(RunningCycle running, string measure, CancellationToken cancellation)
    {
        var kept = ImmutableArray.CreateBuilder<(string Label, string Text)>();
        await foreach (var record in store.ListAsync<KeptAnswers>(running.Cycle.Id, RecordKeys.KeptOf(measure), cancellation))
        {
            var plan = await plans.GetAsync(running.Plan.Id, record.Value.Edition, cancellation);
            var answers = AnswersJson.ReadFitting(plan.Form, record.Value.Answers);
            kept.AddRange(plan.Form.Where(f => answers.ByField.ContainsKey(f.Id)).Select(f => (f.Label, AnswerText.Of(plan, f, answers))));
        }

        return kept.ToImmutable();
    }

    private async Task<ImmutableArray<Submission>> VersionsAsync(RunningCycle running, Sheet sheet, CancellationToken cancellation)
    {
        var versions = ImmutableArray.CreateBuilder<Submission>(sheet.Version);
        for (var version = 1; version <= sheet.Version; version++)
        {
            var submission = await store.GetAsync<SubmissionRecord>(
                running.Cycle.Id, RecordKeys.Submission(sheet.Measure, version), cancellation);
            versions.Add(submission.Value.Read(running));
        }

        return versions.ToImmutable();
    }

    private async Task<FormerYear> FormerAsync(RunningCycle running, Sheet sheet, CancellationToken cancellation)
    {
        var past = await plans.PastGradesAsync(running.Plan.Id, running.Cycle.Year, cancellation);
        var grades = past.Measures.GetValueOrDefault(sheet.Measure) ?? ImmutableSortedDictionary<FiscalYear, string>.Empty;
        var year = running.Cycle.Year.Previous;
        var earlier = await former.OfMeasureAsync(running.Plan.Id, sheet.Measure, running.Cycle.Year, cancellation);
        var cycleId = Cycle.IdOf(running.Plan.Id, year);
        if (await store.FindAsync<Sheet>(cycleId, RecordKeys.Sheet(sheet.Measure), cancellation) is not { Value: { State: SheetState.Accepted } lastYear })
        {
            return earlier.TryGetValue(year, out var takenIn)
                ? new FormerYear(year, running.Plan, takenIn, grades) { Earlier = earlier }
                : new FormerYear(year, null, Answers.None, grades) { Earlier = earlier };
        }

        var before = await cycles.GetAsync(cycleId, cancellation);
        var submission = await store.GetAsync<SubmissionRecord>(
            cycleId, RecordKeys.Submission(sheet.Measure, lastYear.Version), cancellation);
        return new FormerYear(year, before.Plan, submission.Value.Read(before).Answers, grades) { Earlier = earlier };
    }
}

/// <summary>What there is to one sheet.</summary>
/// <param name="Running">Its cycle.</param>
/// <param name="Sheet">The sheet.</param>
/// <param name="Draft">What the next typing starts from.</param>
/// <param name="Saved">Who saved or handed in last.</param>
/// <param name="Versions">What was handed in, the first version first.</param>
/// <param name="Former">The year before.</param>
/// <param name="Extension">The latest request for more time.</param>
/// <param name="Comments">In the order of writing.</param>
public sealed record SheetFile(
    RunningCycle Running,
    Sheet Sheet,
    Draft Draft,
    LastSaved? Saved,
    ImmutableArray<Submission> Versions,
    FormerYear Former,
    ExtensionRequest? Extension,
    ImmutableArray<SheetComment> Comments)
{
    /// <summary>What was typed into fields that the form has no more, with the labels that they had; empty for none.</summary>
    public ImmutableArray<(string Label, string Text)> Kept { get; init; } = [];

    /// <summary>The cycle's id.</summary>
    public string CycleId => Running.Cycle.Id;

    /// <summary>The edition of the plan that holds for it.</summary>
    public Plan Plan => Running.Plan;

    /// <summary>What it is about.</summary>
    public Measure Measure => Plan.Measure(Sheet.Measure);

    /// <summary>The answers as they stand: what was handed in last, or the draft while the department is to act.</summary>
    public Answers Answers => !Sheet.AwaitsDepartment && Versions is [.., var last] ? last.Answers : Draft.Answers;
}

/// <summary>Who saved last.</summary>
/// <param name="By">As the audit log names them.</param>
/// <param name="At">When.</param>
public sealed record LastSaved(string By, DateTimeOffset At);

/// <summary>What is known of a measure's year before.</summary>
/// <param name="Year">The fiscal year before.</param>
/// <param name="Plan">The edition of the plan that it was answered by; null when it was not answered here.</param>
/// <param name="Answers">What was accepted.</param>
/// <param name="Grades">The grades of former years as they were published.</param>
public sealed record FormerYear(FiscalYear Year, Plan? Plan, Answers Answers, ImmutableSortedDictionary<FiscalYear, string> Grades)
{
    /// <summary>All that is known of the years before, this one included.</summary>
    public ImmutableSortedDictionary<FiscalYear, Answers> Earlier { get; init; } = ImmutableSortedDictionary<FiscalYear, Answers>.Empty;

    /// <summary>The answer to a field, with the field as it was asked; null when it was not asked in that way, or left blank.</summary>
    public (FormField Field, Answer Answer)? To(FormField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return Plan?.Form.FirstOrDefault(f => f.Id == field.Id && f.Kind == field.Kind) is { } asked
            && Answers.ByField.TryGetValue(field.Id, out var answer)
            ? (asked, answer)
            : null;
    }
}
