using System.Net;
using System.Net.Sockets;
using System.Text;
using GyoseiFlow.Local.Serving;
using GyoseiFlow.Local.Tests.Hosting;

namespace GyoseiFlow.Local.Tests.Serving;

public sealed class PublicSiteTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestHost _host = new();

    private string Site => _folder["published"];

    public async Task InitializeAsync()
    {
        Write("index.html", "<h1>一覧</h1>");
        Write("city/2024/v1/index.html", "<h1>意見書</h1>");
        Write("city/2024/v1/opinion.docx", "docx");
        Write("city/2024/v1/data/scores.csv", "評点");
        Write("city/2024/v1/data/data.json", "{}");
        Write("city/2024/v1/data/licence.txt", "利用規約");
        Write("city/notes.exe", "no kind of file that is published");
        Write("feed.xml", "<feed/>");
        Write(".staging/half/index.html", "未完成");
        await File.WriteAllTextAsync(_folder["gyoseiflow.db"], "secret");
        await _host.StartAsync(options => options with { Web = web => PublicSite.Serve(web, Site) });
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("/published/", "text/html; charset=utf-8")]
    [InlineData("/published/city/2024/v1/", "text/html; charset=utf-8")]
    [InlineData("/published/city/2024/v1/data/scores.csv", "text/csv; charset=utf-8")]
    [InlineData("/published/city/2024/v1/data/data.json", "application/json")]
    [InlineData("/published/city/2024/v1/data/licence.txt", "text/plain; charset=utf-8")]
    [InlineData("/published/feed.xml", "application/atom+xml; charset=utf-8")]
    [InlineData("/published/city/2024/v1/opinion.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    public async Task File_IsServed_WithItsTypeAndWithoutCookies(string path, string type)
    {
        var answer = await _host.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["same-origin"], answer.Headers.GetValues("Referrer-Policy"));
        Assert.Equal(path.EndsWith('/'), answer.Headers.TryGetValues("Content-Security-Policy", out var policy));
        Assert.All(policy ?? [], p => Assert.Equal("default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", p));
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task File_IsNotSentAgain_UntilItChanges()
    {
        var tag = (await _host.Http.GetAsync("/published/")).Headers.ETag!;

        Assert.Equal(HttpStatusCode.NotModified, await StatusWithTagAsync());
        Write("index.html", "<h1>新しい一覧</h1>");
        Assert.Equal(HttpStatusCode.OK, await StatusWithTagAsync());

        async Task<HttpStatusCode> StatusWithTagAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/published/");
            request.Headers.IfNoneMatch.Add(tag);
            return (await _host.Http.SendAsync(request)).StatusCode;
        }
    }

    [Theory]
    [InlineData("/published/nosuch.html")]
    [InlineData("/published/city/")]
    [InlineData("/published/city/2024/v1/data/")]
    [InlineData("/published/city/notes.exe")]
    [InlineData("/published/.staging/half/index.html")]
    public async Task WhatIsNotPublished_IsNotFound_InJapanese(string path)
    {
        var answer = await _host.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Contains("ページがありません", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
    }

    [Fact]
    public async Task NothingPublished_SaysSo()
    {
        File.Delete(Path.Combine(Site, "index.html"));
        var answer = await _host.Http.GetAsync("/published/");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("公表している文書は、まだありません", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    // As bytes: HttpClient would tidy the addresses up before it sends them.
    [Theory]
    [InlineData("/published/../gyoseiflow.db")]
    [InlineData("/published/%2e%2e/gyoseiflow.db")]
    [InlineData("/published/..%2fgyoseiflow.db")]
    [InlineData("/published/%2e%2e%2fgyoseiflow.db")]
    [InlineData("/published/..%5cgyoseiflow.db")]
    [InlineData("/published/%252e%252e%252fgyoseiflow.db")]
    [InlineData("/published/city/../../gyoseiflow.db")]
    [InlineData("/published//../gyoseiflow.db")]
    [InlineData("/published/....//gyoseiflow.db")]
    [InlineData("/published/%c0%ae%c0%ae/gyoseiflow.db")]
    [InlineData("/published/gyoseiflow.db%00.html")]
    [InlineData("/published//etc/passwd")]
    public async Task Path_OutOfTheSite_LeadsNowhere(string path)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_host.Host.Address!.Host, _host.Host.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync();

        Assert.Matches("^HTTP/1.1 (400|404) ", answer);
        Assert.DoesNotContain("secret", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Posting_IsRefused()
    {
        var answer = await _host.Http.PostAsync("/published/", null);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task FolderWithoutSlash_IsRedirected()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = _host.Host.Address };

        var answer = await http.GetAsync("/published/city/2024/v1");

        Assert.Equal(new Uri(_host.Host.Address!, "/published/city/2024/v1/"), answer.Headers.Location);
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(Site, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
