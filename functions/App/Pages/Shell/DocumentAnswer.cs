using GyoseiFlow.App.Publication;
using Microsoft.AspNetCore.Http;

namespace GyoseiFlow.App.Pages.Shell;

/// <summary>The opinion document as an answer; it carries its own style.</summary>
internal sealed class DocumentAnswer(ReadOnlyMemory<byte> page) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        SecurityHeaders.SetForDocument(httpContext.Response);
        httpContext.Response.ContentType = DocumentPreview.ContentType;
        httpContext.Response.ContentLength = page.Length;
        return httpContext.Response.Body.WriteAsync(page).AsTask();
    }
}
