using GyoseiFlow.App.Access;
using GyoseiFlow.App.Pages.Shell;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages;

/// <summary>The start, and the page for addresses that lead nowhere.</summary>
public sealed class StartFunctions(FrontDesk desk)
{
    /// <summary>Leads each visitor to their own work.</summary>
    [Function("StartPage")]
    public Task<IResult> Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "/")] HttpRequest request, CancellationToken cancellation) =>
        desk.ShowAsync(request, visit => Task.FromResult<IResult>(new SeeOther(PlaceOf(visit.Visitor))), cancellation);

    /// <summary>Everything that no other function answers.</summary>
    [Function("MissingPage")]
    public Task<IResult> Missing(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "{*path}")] HttpRequest request,
        string? path,
        CancellationToken cancellation) =>
        desk.ShowAnyoneAsync(request, visit => visit.MissingAsync(), cancellation);

    private static string PlaceOf(Visitor visitor) =>
        visitor.IsAny(Role.Secretariat) ? PagePaths.Secretariat
        : visitor.IsAny(Role.Department) ? PagePaths.Tasks
        : PagePaths.Committee;
}
