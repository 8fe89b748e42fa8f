using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.Local.Hosting;

/// <summary>Serves HTTP functions at the addresses that the Functions host gives them.</summary>
internal static class HttpFunctions
{
    /// <param name="endpoints">Where to add them.</param>
    /// <param name="catalog">The functions.</param>
    /// <param name="invoker">Calls them.</param>
    /// <param name="keys">Opens those that aren't anonymous.</param>
    /// <param name="prefix">host.json's routePrefix.</param>
    public static void MapFunctions(
        this IEndpointRouteBuilder endpoints, FunctionCatalog catalog, FunctionInvoker invoker, FunctionKeys keys, string prefix)
    {
        foreach (var function in catalog.Of(FunctionKind.Http))
        {
            var trigger = (HttpTriggerAttribute)function.Trigger;
            var address = string.Join('/', new[] { prefix.Trim('/'), (trigger.Route ?? function.Name).Trim('/') }.Where(part => part.Length > 0));
            Task Answer(HttpContext http) => AnswerAsync(http, function, trigger.AuthLevel, invoker, keys);
            var endpoint = trigger.Methods is { Length: > 0 } methods
                ? endpoints.MapMethods(address, methods.Select(m => m.ToUpperInvariant()), Answer)
                : endpoints.Map(address, Answer);
            endpoint.WithDisplayName(function.Name);
        }
    }

    private static async Task AnswerAsync(
        HttpContext http, FunctionEntry function, AuthorizationLevel level, FunctionInvoker invoker, FunctionKeys keys)
    {
        if (!keys.Opens(level, http.Request))
        {
            await Problem.WriteAsync(
                http, StatusCodes.Status401Unauthorized, "キーが必要です", "x-functions-key ヘッダーに正しいキーを付けてください。");
            return;
        }

        switch (await invoker.InvokeAsync(function, http.Request, http.Request.RouteValues, http.RequestAborted))
        {
            case IActionResult result:
                await result.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()));
                break;
            case IResult result:
                await result.ExecuteAsync(http);
                break;
            default:
                // Nothing returned: the function wrote its answer itself.
                break;
        }
    }
}
