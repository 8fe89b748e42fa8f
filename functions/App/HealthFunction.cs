using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App;

/// <summary>Whether the app can reach its store: GET api/health.</summary>
public sealed class HealthFunction(IRecordStore store)
{
    /// <summary>200 when the store answers.</summary>
    [Function("Health")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/health")] HttpRequest request, CancellationToken cancellation)
    {
        await store.FindAsync(RecordKeys.Cycles, "health", cancellation);
        return Results.Json(new { status = "ok" });
    }
}
