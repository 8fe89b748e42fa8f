using System.Net;
using System.Text;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.Tests.Towns;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.App.Tests.Printing;

/// <summary>Against a real HTTP server that takes what Gotenberg's documentation says it takes.</summary>
public sealed class GotenbergPdfPrinterTests : IAsyncLifetime, IDisposable
{
    private static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.4");
    private WebApplication _server = null!;
    private HttpClient _http = null!;
    private IFormCollection? _form;
    private byte[] _page = [];
    private int _status = StatusCodes.Status200OK;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.MapPost("/forms/chromium/convert/html", async (HttpRequest request) =>
        {
            _form = await request.ReadFormAsync();
            using var page = new MemoryStream();
            await _form.Files[0].CopyToAsync(page);
            _page = page.ToArray();
            return _status == StatusCodes.Status200OK ? Results.Bytes(Pdf, "application/pdf") : Results.StatusCode(_status);
        });
        await _server.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_server.Urls.First()) };
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Print_Page_IsSentAsIndexHtmlAndThePdfComesBack()
    {
        var page = Encoding.UTF8.GetBytes("<!DOCTYPE html><title>意見書</title>");

        var pdf = await new GotenbergPdfPrinter(_http).PrintAsync(page, Town.None);

        Assert.Equal(Pdf, pdf!.Value.ToArray());
        var file = Assert.Single(_form!.Files);
        Assert.Equal(("files", "index.html", "text/html"), (file.Name, file.FileName, file.ContentType));
        Assert.Equal(page, _page);
        Assert.All(["preferCssPageSize", "generateTaggedPdf", "generateDocumentOutline"], name => Assert.Equal("true", _form[name].ToString()));
    }

    [Theory]
    [InlineData(StatusCodes.Status503ServiceUnavailable)]
    [InlineData(StatusCodes.Status400BadRequest)]
    public async Task Print_Refused_SaysSo(int status)
    {
        _status = status;

        await Assert.ThrowsAsync<PdfNotPrintedException>(() => new GotenbergPdfPrinter(_http).PrintAsync(new byte[] { 1 }, Town.None));
    }

    [Fact]
    public async Task Print_NobodyThere_SaysSo()
    {
        await _server.StopAsync();

        await Assert.ThrowsAsync<PdfNotPrintedException>(() => new GotenbergPdfPrinter(_http).PrintAsync(new byte[] { 1 }, Town.None));
    }
}
