using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace GyoseiFlow.Benchmarks.Pages;

/// <summary>One person's browser, as far as the clock is concerned: one connection, cookies carried by hand (Secure ones over HTTP too).</summary>
internal sealed partial class Browser(Uri address, string mailFolder) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    public void Dispose() => _http.Dispose();

    /// <summary>Signs in by the code that arrives in the mail folder.</summary>
    /// <returns>How long the two answers took that a person waits for.</returns>
    public async Task<double> SignInAsync(string mail)
    {
        var form = await GetAsync("/sign-in");
        var before = Mails();
        var asked = await PostAsync("/sign-in", form, ("to", ""), ("address", mail));
        var page = await GetAsync("/sign-in/code");
        var done = await PostAsync("/sign-in/code", page, ("to", ""), ("code", await CodeForAsync(mail, before)));
        done.Expect(HttpStatusCode.SeeOther);
        return asked.Milliseconds + done.Milliseconds;
    }

    public Task<Answer> GetAsync(string path, string? etag = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (etag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        }

        return SendAsync(request);
    }

    /// <summary>Posts a form of a page that was shown: with its token, and as a click of its own.</summary>
    public Task<Answer> PostAsync(string path, Answer page, params IEnumerable<(string Name, string Value)> fields) => SendAsync(
        new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(
            [
                KeyValuePair.Create("token", page.Hidden("token")),
                KeyValuePair.Create("request", Guid.NewGuid().ToString("N")),
                .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)),
            ]),
        });

    // From the request to the last byte of the answer; what is made of it is not counted.
    private async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            if (_cookies.Count > 0)
            {
                request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
            }

            var start = Stopwatch.GetTimestamp();
            using var response = await _http.SendAsync(request);
            var body = await response.Content.ReadAsByteArrayAsync();
            var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            Keep(response);
            return new Answer(request.RequestUri!.ToString(), response.StatusCode, response.Headers.ETag?.ToString(), body, took);
        }
    }

    private void Keep(HttpResponseMessage response)
    {
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var pair = cookie.Split(';')[0].Split('=', 2);
            if (pair[1].Length == 0)
            {
                _cookies.Remove(pair[0]);
            }
            else
            {
                _cookies[pair[0]] = pair[1];
            }
        }
    }

    // The mail leaves while the page is answered; the first one waits until every town's plan has been read.
    private async Task<string> CodeForAsync(string mail, HashSet<string> before)
    {
        for (var patience = 3_000; patience > 0; patience--)
        {
            if (await FindCodeAsync(mail, before) is { } code)
            {
                return code;
            }

            await Task.Delay(20);
        }

        throw new InvalidOperationException($"No mail to {mail} arrived.");
    }

    // What begins with a dot is being written.
    private HashSet<string> Mails() => [.. Directory.GetFiles(mailFolder, "*.eml").Where(file => !Path.GetFileName(file).StartsWith('.'))];

    private async Task<string?> FindCodeAsync(string mail, HashSet<string> before)
    {
        foreach (var file in Mails().Except(before))
        {
            var text = (await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n");
            if (text.Contains($"\nTo: {mail}\n", StringComparison.Ordinal) && EightDigits().Match(text) is { Success: true } code)
            {
                return code.Value.Trim();
            }
        }

        return null;
    }

    [GeneratedRegex(@"^\d{8}\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EightDigits();
}

/// <summary>What came back.</summary>
/// <param name="Path">From where.</param>
/// <param name="Status">HTTP's status.</param>
/// <param name="ETag">Its header.</param>
/// <param name="Body">The content.</param>
/// <param name="Milliseconds">How long it took.</param>
internal sealed record Answer(string Path, HttpStatusCode Status, string? ETag, byte[] Body, double Milliseconds)
{
    private string? _text;

    public string Text => _text ??= Encoding.UTF8.GetString(Body);

    /// <summary>A measurement of something else is none.</summary>
    public Answer Expect(params ReadOnlySpan<HttpStatusCode> expected) =>
        expected.Contains(Status) ? this : throw new InvalidOperationException($"{Path} answered {Status}: {Text}");

    /// <summary>The value of a hidden field.</summary>
    public string Hidden(string name)
    {
        var start = $"<input type=\"hidden\" name=\"{name}\" value=\"";
        var at = Text.IndexOf(start, StringComparison.Ordinal);
        return at < 0
            ? throw new InvalidOperationException($"{Path} has no field {name}: {Text}")
            : Text[(at + start.Length)..Text.IndexOf('"', at + start.Length)];
    }
}
