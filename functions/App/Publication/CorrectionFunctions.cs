using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Corrections;
using GyoseiFlow.Review.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Publication;

/// <summary>Corrections over HTTP; they need the function key. Looking has an address of its own, so that no slip of it publishes.</summary>
public sealed class CorrectionFunctions(IRecordStore store, CorrectionOrderDesk desk)
{
    private const int LargestBody = 1024 * 1024;
    private const int LongestKey = 100;
    private const string KeyHeader = "Idempotency-Key";

    // code and clientId are the function key's.
    private static readonly string[] KnownQuery = ["previewed", "code", "clientId"];

    /// <summary>What a correction would change: POST api/cycles/{cycleId}/corrections/preview. Nothing is written.</summary>
    [Function(nameof(PreviewCorrection))]
    public Task<IResult> PreviewCorrection(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/cycles/{cycleId}/corrections/preview")] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        AnswerAsync(
            cycleId,
            async () =>
            {
                var order = CorrectionOrderReader.Parse(await BodyAsync(request, cancellation));
                var preview = await desk.PreviewAsync(cycleId, order, cancellation);
                return Results.Json(new { preview.Version, Changes = Lines(preview.Changes), preview.Tag }, RecordJson.Options);
            },
            cancellation);

    /// <summary>
    /// Corrects, and publishes the next version: POST api/cycles/{cycleId}/corrections. The header Idempotency-Key names the request:
    /// the same again is the same as once. With ?previewed=TAG it is refused when it would change anything else than the preview said.
    /// </summary>
    [Function(nameof(PublishCorrection))]
    public Task<IResult> PublishCorrection(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/cycles/{cycleId}/corrections")] HttpRequest request,
        string cycleId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) =>
        AnswerAsync(
            cycleId,
            async () =>
            {
                RefuseUnknownQuery(request);
                var act = new Act(KeyOf(request), "secretariat");
                var previewed = request.Query["previewed"].FirstOrDefault();
                var order = CorrectionOrderReader.Parse(await BodyAsync(request, cancellation));
                var receipt = await desk.PublishAsync(cycleId, order, previewed, act, client, cancellation);
                return Results.Json(
                    new { receipt.Version, receipt.Reason, Changes = Lines(receipt.Changes) },
                    RecordJson.Options,
                    statusCode: StatusCodes.Status202Accepted);
            },
            cancellation);

    private async Task<IResult> AnswerAsync(string cycleId, Func<Task<IResult>> answer, CancellationToken cancellation)
    {
        if (await store.FindAsync(cycleId, RecordKeys.Cycle, cancellation) is null)
        {
            return Results.Problem(
                $"年度の評価「{cycleId}」はありません。IDは「計画ID-西暦年度」です。", statusCode: StatusCodes.Status404NotFound);
        }

        try
        {
            return await answer();
        }
        catch (CorrectionUnreadableException wrong)
        {
            return Results.Problem(
                wrong.Message,
                statusCode: StatusCodes.Status400BadRequest,
                extensions: new Dictionary<string, object?> { ["problems"] = wrong.Problems });
        }
        catch (RuleBrokenException refused)
        {
            return Results.Problem(refused.Rule.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }

    // Somebody who meant to look must not publish by a slip.
    private static void RefuseUnknownQuery(HttpRequest request)
    {
        if (request.Query.Keys.FirstOrDefault(k => !KnownQuery.Contains(k)) is { } unknown)
        {
            throw Wrong(unknown, "アドレスのこの指定は使えません。変更点の確認だけのときは、…/corrections/preview に送ってください。");
        }
    }

    private static string KeyOf(HttpRequest request)
    {
        var key = request.Headers[KeyHeader].ToString();
        return key.Length is > 0 and <= LongestKey && key.All(c => c is > ' ' and <= '~')
            ? key
            : throw Wrong(KeyHeader, $"依頼ごとに違う番号を、空白のない{LongestKey}字以内の英数字・記号で付けてください。同じ番号で送り直しても、訂正は1回だけです。");
    }

    private static async Task<ReadOnlyMemory<byte>> BodyAsync(HttpRequest request, CancellationToken cancellation) =>
        await RequestBody.ReadAsync(request, LargestBody, cancellation)
        ?? throw Wrong("", "内容が大きすぎます（1MBまで）。分けて訂正してください。");

    private static IEnumerable<object> Lines(IEnumerable<FigureChange> changes) => changes.Select(change => new
    {
        Of = change.Of.Label(),
        change.Subject.Code,
        change.Subject.Name,
        What = ChangeWords.What(change),
        change.Before,
        change.After,
    });

    private static CorrectionUnreadableException Wrong(string field, string message) => new([new CorrectionProblem(field, message)]);
}
