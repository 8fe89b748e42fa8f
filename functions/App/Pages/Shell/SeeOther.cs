using Microsoft.AspNetCore.Http;

namespace GyoseiFlow.App.Pages.Shell;

/// <summary>After a form: the browser gets the next page with GET, so that going back or reloading sends nothing twice.</summary>
public sealed class SeeOther(string path) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = path;
        return Task.CompletedTask;
    }
}
