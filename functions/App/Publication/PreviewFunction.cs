using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Cycles;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Publication;

/// <summary>The opinion document as it stands, for scripts; people see the same on the secretariat's pages.</summary>
public sealed class PreviewFunction(IRecordStore store, DocumentPreview preview)
{
    /// <summary>The next version's page, dated today: GET api/cycles/{cycleId}/preview.</summary>
    [Function("PreviewDocument")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/cycles/{cycleId}/preview")] HttpRequest request,
        string cycleId,
        CancellationToken cancellation)
    {
        if (await store.FindAsync<Cycle>(cycleId, RecordKeys.Cycle, cancellation) is not { } cycle)
        {
            return Results.Problem(
                $"年度の評価「{cycleId}」はありません。IDは「計画ID-西暦年度」です。", statusCode: StatusCodes.Status404NotFound);
        }

        return Results.Bytes((await preview.RenderAsync(cycle.Value, cancellation)).ToArray(), DocumentPreview.ContentType);
    }
}
