using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Cycles;

/// <summary>Cycles over HTTP, for scripts and monitoring; they need the function key.</summary>
public sealed class CycleFunctions(CycleDesk desk, CycleStatusReader statuses, PlanLibrary plans)
{
    /// <summary>How a cycle stands: GET api/cycles/{cycleId}.</summary>
    [Function(nameof(GetCycle))]
    public async Task<IResult> GetCycle(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/cycles/{cycleId}")] HttpRequest request,
        string cycleId,
        CancellationToken cancellation)
    {
        var status = await statuses.FindAsync(cycleId, cancellation);
        return status is null
            ? Problem(StatusCodes.Status404NotFound, $"年度の評価「{cycleId}」はありません。IDは「計画ID-西暦年度」です。")
            : Results.Json(status, RecordJson.Options);
    }

    /// <summary>Opens a cycle ahead of its day: POST api/plans/{planId}/cycles/{year}. Twice is the same as once.</summary>
    [Function(nameof(OpenCycle))]
    public async Task<IResult> OpenCycle(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/plans/{planId}/cycles/{year}")] HttpRequest request,
        string planId,
        string year,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        var plan = (await plans.LatestAsync(cancellation)).FirstOrDefault(p => p.Id == planId);
        if (plan is null)
        {
            return Problem(StatusCodes.Status404NotFound, $"計画「{planId}」は登録されていません。");
        }

        if (!FiscalYear.TryParse(year, out var fiscalYear) || plan.CycleOf(fiscalYear) is null)
        {
            return Problem(StatusCodes.Status400BadRequest, $"計画「{planId}」に{year}の評価はありません。計画ファイルのcyclesを確認してください。");
        }

        var cycleId = Cycle.IdOf(planId, fiscalYear);
        var opened = await desk.OpenAsync(plan, fiscalYear, new Act($"open-{cycleId}", "secretariat"), client, cancellation);
        return Results.Json(await statuses.FindAsync(cycleId, cancellation), RecordJson.Options, statusCode: opened
            ? StatusCodes.Status201Created
            : StatusCodes.Status200OK);
    }

    private static IResult Problem(int status, string detail) => Results.Problem(detail, statusCode: status);
}
