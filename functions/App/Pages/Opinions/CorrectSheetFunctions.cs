using System.Globalization;
using GyoseiFlow.App.Access;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Pages.Sheets;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages.Opinions;

/// <summary>Corrects a sheet that was published.</summary>
public sealed class CorrectSheetFunctions(FrontDesk desk, CorrectionDesk corrections, IRecordStore store)
{
    private const string Route = "secretariat/cycles/{cycleId}/corrections/sheets/{measure}";

    /// <summary>The sheet as it stands.</summary>
    [Function("CorrectSheetPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string cycleId,
        string measure,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, _, sheet, answers) = await OpenAsync(visit, cycleId, measure, cancellation);
            return await PageAsync(visit, new(running, sheet, new(answers, Start: ""), VersionOf(sheet)));
        }, cancellation);

    /// <summary>Keeps the corrected sheet beside the published one.</summary>
    [Function("CorrectSheet")]
    public Task<IResult> Correct(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        string cycleId,
        string measure,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var (running, grant, sheet, latest) = await OpenAsync(visit, cycleId, measure, cancellation);
            if (TypedSheet.WithRowsChanged(running.Plan, form) is { } changed)
            {
                return await PageAsync(visit, new(running, sheet, changed, form[TypedAnswers.ETagField]));
            }

            var answers = TypedAnswers.WithoutBlankRows(TypedAnswers.Read(running.Plan, form));
            var typed = new TypedSheet(answers, Start: "") { Problems = AnswerCheck.Check(running.Plan, running.Plan.Measure(measure), answers) };
            if (typed.AllProblems.Length > 0)
            {
                return await PageAsync(visit, new(running, sheet, typed, form[TypedAnswers.ETagField]));
            }

            try
            {
                await corrections.CorrectSheetAsync(cycleId, measure, answers, BaseOf(form, sheet), visit.Act(form, grant), cancellation);
                return new SeeOther(OpinionPaths.Corrections(cycleId) + "?done=corrected");
            }
            catch (RuleBrokenException broken) when (broken.Rule is CorrectionMustStartFromLatest)
            {
                return await PageAsync(visit, new(running, sheet, typed, VersionOf(sheet)) { Theirs = latest });
            }
        }, cancellation);

    private async Task<(RunningCycle Running, Grant Grant, Sheet Sheet, Answers Answers)> OpenAsync(
        Visit visit, string cycleId, string measure, CancellationToken cancellation)
    {
        var (running, grant) = await visit.AsSecretariatAsync(cycleId, cancellation);
        var sheet = (await store.GetAsync<Sheet>(cycleId, RecordKeys.Sheet(measure), cancellation)).Value;
        RuleBrokenException.Unless(
            running.Cycle.Stage == CycleStage.Published, new StageMustBe(CycleStage.Published.Label(), running.StageLabel));
        RuleBrokenException.Unless(sheet.State == SheetState.Accepted, new OnlyAcceptedSheetsCanBeCorrected(sheet.State));
        var submission = await store.GetAsync<SubmissionRecord>(cycleId, RecordKeys.Submission(measure, sheet.Version), cancellation);
        return (running, grant, sheet, submission.Value.Read(running).Answers);
    }

    private static int BaseOf(PostedForm form, Sheet sheet) =>
        int.TryParse(form[TypedAnswers.ETagField], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : sheet.Version;

    private static string VersionOf(Sheet sheet) => sheet.Version.ToString(CultureInfo.InvariantCulture);

    private static Task<IResult> PageAsync(Visit visit, CorrectedSheet sheet) => visit.PageAsync<CorrectSheetPage>(
        new() { [nameof(CorrectSheetPage.Sheet)] = sheet },
        sheet.Theirs is not null ? StatusCodes.Status409Conflict
        : sheet.Typed.AllProblems.Length == 0 ? StatusCodes.Status200OK
        : StatusCodes.Status422UnprocessableEntity);
}

/// <summary>A sheet on the correction page.</summary>
/// <param name="Running">The cycle.</param>
/// <param name="Sheet">The sheet.</param>
/// <param name="Typed">Its form.</param>
/// <param name="Version">The version that the typing started from.</param>
public sealed record CorrectedSheet(RunningCycle Running, Sheet Sheet, TypedSheet Typed, string Version)
{
    /// <summary>What somebody else made of it meanwhile, or null.</summary>
    public Answers? Theirs { get; init; }
}
