using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using GyoseiFlow.App.Tests.Towns;

namespace GyoseiFlow.App.Tests.Pages;

/// <summary>
/// One person's browser, without scripts: keeps cookies (Secure ones too, though the test's server speaks HTTP), follows nothing by itself.
/// </summary>
internal sealed class PageClient(Town town) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = town.Host.Address };
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Cookies => _cookies;

    public void Dispose() => _http.Dispose();

    /// <summary>Signs in as the people do: address, mail, code.</summary>
    public static async Task<PageClient> SignedInAsync(Town town, string address)
    {
        var client = new PageClient(town);
        await client.SignInAsync(address);
        return client;
    }

    public async Task SignInAsync(string address)
    {
        var form = await GetAsync("/sign-in");
        await SubmitAsync(form, "form[action='/sign-in']", ("address", address));
        var code = await town.SignInCodeAsync(address);
        var page = await GetAsync("/sign-in/code");
        var done = await SubmitAsync(page, "form[action='/sign-in/code']", ("code", code));
        Assert.Equal(HttpStatusCode.SeeOther, done.Status);
    }

    public Task<PageAnswer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Submits a form of a page with its hidden and filled-in fields, some of them changed.</summary>
    public Task<PageAnswer> SubmitAsync(PageAnswer page, string selector, params (string Name, string Value)[] typed)
    {
        var form = page.Document.QuerySelector(selector) as IHtmlFormElement
            ?? throw new InvalidOperationException($"No form {selector} on {page.Path}: {page.Text}");
        return PostAsync(form.GetAttribute("action") ?? page.Path, [.. Fields(form, typed)]);
    }

    public Task<PageAnswer> PostAsync(string path, params (string Name, string Value)[] fields) => SendAsync(new HttpRequestMessage(HttpMethod.Post, path)
    {
        Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
    });

    /// <summary>A file, as it comes.</summary>
    public async Task<byte[]> DownloadAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
        using var response = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Sends a form with a file.</summary>
    public async Task<PageAnswer> UploadAsync(PageAnswer page, string selector, string field, string name, byte[] file)
    {
        var form = (IHtmlFormElement)page.Document.QuerySelector(selector)!;
        using var content = new MultipartFormDataContent();
        foreach (var (key, value) in Fields(form, []).Where(f => f.Name != field))
        {
            content.Add(new StringContent(value), key);
        }

        content.Add(new ByteArrayContent(file), field, name);
        return await SendAsync(new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action")) { Content = content });
    }

    public async Task<PageAnswer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            if (_cookies.Count > 0)
            {
                request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
            }

            using var response = await _http.SendAsync(request);
            Keep(response);
            return await PageAnswer.ReadAsync(request.RequestUri!.ToString(), response);
        }
    }

    /// <summary>What a browser would send: every successful control, with some values replaced. A value for a check box or button is added.</summary>
    private static IEnumerable<(string Name, string Value)> Fields(IHtmlFormElement form, (string Name, string Value)[] typed)
    {
        foreach (var element in form.QuerySelectorAll("input, textarea, select"))
        {
            var name = element.GetAttribute("name");
            if (name is null || element.HasAttribute("disabled") || typed.Any(t => t.Name == name))
            {
                continue;
            }

            switch (element)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } or IHtmlInputElement { Type: "submit" or "button" }:
                    break;
                case IHtmlInputElement input:
                    yield return (name, input.Value);
                    break;
                case IHtmlTextAreaElement area:
                    yield return (name, area.Value);
                    break;
                case IHtmlSelectElement select:
                    yield return (name, select.Value ?? "");
                    break;
                default:
                    break;
            }
        }

        foreach (var field in typed)
        {
            yield return field;
        }
    }

    private void Keep(HttpResponseMessage response)
    {
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var (name, value) = cookie.Split(';')[0].Split('=', 2) is [var n, var v] ? (n, v) : ("", "");
            if (value.Length == 0)
            {
                _cookies.Remove(name);
            }
            else
            {
                _cookies[name] = value;
            }
        }
    }
}

/// <summary>What came back: status, where to go next, and the page as a document.</summary>
internal sealed record PageAnswer(string Path, HttpStatusCode Status, string? Location, string Body, HttpResponseMessageHeaders Headers)
{
    private IHtmlDocument? _document;

    public IHtmlDocument Document => _document ??= new HtmlParser().ParseDocument(Body);

    /// <summary>What the page says, without its tags.</summary>
    public string Text => Document.QuerySelector("main")?.TextContent ?? Body;

    public string Title => Document.QuerySelector("h1")?.TextContent ?? "";

    public static async Task<PageAnswer> ReadAsync(string path, HttpResponseMessage response) => new(
        path,
        response.StatusCode,
        response.Headers.Location?.ToString(),
        await response.Content.ReadAsStringAsync(),
        new HttpResponseMessageHeaders(response.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase)));
}

/// <summary>The headers by name.</summary>
internal sealed record HttpResponseMessageHeaders(IReadOnlyDictionary<string, string> ByName)
{
    public string? this[string name] => ByName.GetValueOrDefault(name);
}
