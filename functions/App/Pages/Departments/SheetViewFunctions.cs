using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Sheets;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages.Departments;

/// <summary>A sheet to print, and each version that was handed in.</summary>
public sealed class SheetViewFunctions(FrontDesk desk, SheetReader reader)
{
    /// <summary>The answers as they stand.</summary>
    [Function("SheetPrintPage")]
    public Task<IResult> Print(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "sheets/{cycleId}/{measure}/print")] HttpRequest request,
        string cycleId,
        string measure,
        CancellationToken cancellation) =>
        ShowAsync(request, cycleId, measure, _ => null, isMissing: _ => false, cancellation);

    /// <summary>A version that was handed in.</summary>
    [Function("SheetVersionPage")]
    public Task<IResult> Version(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "sheets/{cycleId}/{measure}/versions/{version}")] HttpRequest request,
        string cycleId,
        string measure,
        int version,
        CancellationToken cancellation) =>
        ShowAsync(
            request, cycleId, measure, file => file.Versions.FirstOrDefault(v => v.Version == version), isMissing: found => found is null, cancellation);

    private Task<IResult> ShowAsync(
        HttpRequest request,
        string cycleId,
        string measure,
        Func<SheetFile, Submission?> find,
        Func<Submission?, bool> isMissing,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, sheet, _) = await visit.SheetAsync(cycleId, measure, cancellation);
            var file = await reader.ReadAsync(running, sheet.Value, cancellation);
            var version = find(file);
            return isMissing(version)
                ? await visit.MissingAsync()
                : await visit.PageAsync<VersionPage>(new() { [nameof(VersionPage.File)] = file, [nameof(VersionPage.Version)] = version });
        }, cancellation);
}
