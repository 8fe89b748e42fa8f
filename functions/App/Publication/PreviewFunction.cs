using System.Net.Mime;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Documents;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Publication;

/// <summary>The opinion document as it stands, at any time of the cycle; nothing is published by looking.</summary>
public sealed class PreviewFunction(IRecordStore store, ReviewedYearReader years, TimeProvider clock)
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
                $"年度サイクル「{cycleId}」はありません。IDは「計画ID-西暦年度」です。", statusCode: StatusCodes.Status404NotFound);
        }

        var year = await years.ReadAsync(cycleId, cycle.Value.Version + 1, JapanTime.DateOf(clock.GetUtcNow()), cancellation);
        var page = await OpinionDocument.RenderPreviewAsync(year);
        return Results.Bytes(page.ToArray(), $"{MediaTypeNames.Text.Html}; charset=utf-8");
    }
}
