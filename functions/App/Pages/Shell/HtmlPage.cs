using System.Text;
using Microsoft.AspNetCore.Http;

namespace GyoseiFlow.App.Pages.Shell;

/// <summary>A rendered page; no cache keeps it, as it is made for one visitor.</summary>
public sealed class HtmlPage(string html, int status) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var bytes = Encoding.UTF8.GetBytes(html);
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        httpContext.Response.ContentLength = bytes.Length;
        return httpContext.Response.Body.WriteAsync(bytes).AsTask();
    }
}
