using System.Collections.Immutable;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App;

/// <summary>Whether the app can reach its store and read its plans: GET api/health.</summary>
public sealed class HealthFunction(IRecordStore store, PlanLibrary plans)
{
    /// <summary>200 when the store answers, 503 when it doesn't; the plans that can't be read are named, with the places of what is wrong in them.</summary>
    [Function("Health")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/health")] HttpRequest request, CancellationToken cancellation)
    {
        ImmutableArray<UnreadablePlan> unreadable;
        try
        {
            await store.FindAsync(RecordKeys.Cycles, "health", cancellation);
            unreadable = await plans.UnreadableAsync(cancellation);
        }
        catch (StoreUnavailableException)
        {
            return Results.Json(new { status = "unavailable" }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        // Anyone may ask: where it is wrong, but not what is written there.
        return unreadable.IsEmpty
            ? Results.Json(new { status = "ok" })
            : Results.Json(new { status = "degraded", plans = unreadable.Select(p => new { p.Id, p.Edition, Problems = p.Places }) }, RecordJson.Options);
    }
}
