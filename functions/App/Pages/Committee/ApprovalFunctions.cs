using System.Globalization;
using GyoseiFlow.App.Access;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Opinions;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.App.Publication;
using GyoseiFlow.Review.Cycles;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Pages.Committee;

/// <summary>The chair reads the document, and approves it or sends it back.</summary>
public sealed class ApprovalFunctions(FrontDesk desk, OpinionDesk opinions, DocumentPreview preview)
{
    /// <summary>The most characters of a comment.</summary>
    public const int MostComment = 2000;

    private const string Route = "committee/{cycleId}/approval";

    /// <summary>What the chair is asked.</summary>
    [Function("ApprovalPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit => await PageAsync(visit, (await AsChairAsync(visit, cycleId, cancellation)).Running), cancellation);

    /// <summary>The document as it will be published.</summary>
    [Function("ApprovalDocument")]
    public Task<IResult> ShowDocument(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route + "/document")] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, _) = await AsChairAsync(visit, cycleId, cancellation);
            return running.Cycle.Stage < CycleStage.Approval
                ? await visit.MessageAsync(StatusCodes.Status404NotFound, "意見書はまだできていません", "事務局が意見書をとりまとめ、会長に送るとここで読めます。")
                : new DocumentAnswer(await preview.RenderAsPublishedAsync(running, cancellation));
        }, cancellation);

    /// <summary>Approves, or sends back with a comment.</summary>
    [Function("DecideApproval")]
    public Task<IResult> Decide(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        string cycleId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var (running, grant) = await AsChairAsync(visit, cycleId, cancellation);
            var isSendingBack = form["decision"] == "send-back";
            if (ProblemOf(running, form, isSendingBack) is var (field, message))
            {
                return await PageAsync(visit, running, form["comment"], (field, message));
            }

            var act = visit.Act(form, grant);
            await (isSendingBack
                ? opinions.SendBackAsync(cycleId, form["comment"].Trim(), act, client, cancellation)
                : opinions.ApproveAsync(cycleId, act, client, cancellation));
            return new SeeOther($"{PagePaths.Approval(cycleId)}?done={(isSendingBack ? "sent-back" : "approved")}");
        }, cancellation);

    /// <summary>What the form carries to say which document was read.</summary>
    public static string RevisionOf(Cycle cycle)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        return cycle.Revision.ToString(CultureInfo.InvariantCulture);
    }

    private static async Task<(RunningCycle Running, Grant Grant)> AsChairAsync(Visit visit, string cycleId, CancellationToken cancellation)
    {
        var (running, grant) = await visit.AsMemberAsync(cycleId, cancellation);
        return grant.Id == running.Plan.Committee.Chair.Id ? (running, grant) : throw new AccessDeniedException();
    }

    private static (string Field, string Message)? ProblemOf(RunningCycle running, PostedForm form, bool isSendingBack)
    {
        var length = form["comment"].EnumerateRunes().Count();
        return running.Cycle.Stage == CycleStage.Approval && form["revision"] != RevisionOf(running.Cycle)
                ? ("document", "この画面を開いた後に、意見書が更新されました。もう一度意見書を読んでから、承認するか事務局に戻すかを選んでください。")
            : form["decision"] is not ("approve" or "send-back") ? ("decision-approve", "「承認する」か「事務局に戻す」を選んでください。")
            : isSendingBack && string.IsNullOrWhiteSpace(form["comment"]) ? ("comment", "事務局に戻すには、直してほしい点をコメントに入力してください。")
            : length > MostComment ? ("comment", $"コメントは{MostComment}文字までです（いま{length}文字）。短くしてください。")
            : null;
    }

    private static Task<IResult> PageAsync(
        Visit visit, RunningCycle running, string comment = "", (string Field, string Message)? problem = null) =>
        visit.PageAsync<ApprovalPage>(
            new()
            {
                [nameof(ApprovalPage.Running)] = running,
                [nameof(ApprovalPage.Comment)] = comment,
                [nameof(ApprovalPage.Problem)] = problem,
            },
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
}
