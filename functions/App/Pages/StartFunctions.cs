using GyoseiFlow.App.Access;
using GyoseiFlow.App.Pages.Shell;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages;

/// <summary>The start, and the page for addresses that lead nowhere.</summary>
public sealed class StartFunctions(FrontDesk desk)
{
    /// <summary>
    /// Leads each visitor to their own work, and says of every other address that no function answers that there is nothing. One function
    /// for both: the Functions host has no route for the bare start ("/" stops its worker, "" becomes the function's name).
    /// </summary>
    [Function("StartPage")]
    public Task<IResult> Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "{*path}")] HttpRequest request, CancellationToken cancellation) =>
        request.Path.Value is null or "" or "/"
            ? desk.ShowAsync(request, visit => Task.FromResult<IResult>(new SeeOther(PlaceOf(visit.Visitor))), cancellation)
            : desk.ShowAnyoneAsync(request, visit => visit.MissingAsync(), cancellation);

    private static string PlaceOf(Visitor visitor) =>
        visitor.IsAny(Role.Secretariat) ? PagePaths.Secretariat
        : visitor.IsAny(Role.Department) ? PagePaths.Tasks
        : PagePaths.Committee;
}
