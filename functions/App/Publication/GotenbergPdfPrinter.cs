using System.Net.Http.Headers;
using GyoseiFlow.App.Ports;

namespace GyoseiFlow.App.Publication;

/// <summary>Prints with Gotenberg, a container around Chromium (POST /forms/chromium/convert/html).</summary>
/// <param name="http">Its base address is the container's; its timeout must allow for a document of hundreds of pages.</param>
public sealed class GotenbergPdfPrinter(HttpClient http) : IPdfPrinter
{
    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> PrintAsync(ReadOnlyMemory<byte> html, CancellationToken cancellation)
    {
        // Gotenberg wants the entry page under this very name.
        using var page = new ReadOnlyMemoryContent(html);
        page.Headers.ContentType = new MediaTypeHeaderValue("text/html");
        using var form = new MultipartFormDataContent
        {
            { page, "files", "index.html" },
            { new StringContent("true"), "preferCssPageSize" },
            { new StringContent("true"), "printBackground" },
            { new StringContent("true"), "generateDocumentOutline" },
            { new StringContent("true"), "generateTaggedPdf" },
        };
        try
        {
            using var response = await http.PostAsync(new Uri("forms/chromium/convert/html", UriKind.Relative), form, cancellation);
            return response.IsSuccessStatusCode
                ? await response.Content.ReadAsByteArrayAsync(cancellation)
                : throw new PdfNotPrintedException($"The printer answered {(int)response.StatusCode}.");
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException
            || (unreachable is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new PdfNotPrintedException("The printer could not be reached.", unreachable);
        }
    }
}
