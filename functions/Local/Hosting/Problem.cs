using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using GyoseiFlow.App.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.Local.Hosting;

/// <summary>What went wrong with a request, as RFC 9457 says it, in Japanese and without anything from inside.</summary>
internal static class Problem
{
    private static readonly JsonSerializerOptions s_readable = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>Answers with a problem.</summary>
    public static async Task WriteAsync(HttpContext http, int status, string title, string detail)
    {
        http.Response.Clear();
        AnswerHeaders.Set(http.Response);
        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(
            new { type = "about:blank", title, status, detail, number = http.TraceIdentifier }, s_readable, "application/problem+json; charset=utf-8");
    }

    /// <summary>Calls what follows, and turns what it throws into a problem and a line in the log.</summary>
    public static async Task CatchAsync(HttpContext http, RequestDelegate next, ILogger log)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be told.
        }
        catch (RouteValueException) when (!http.Response.HasStarted)
        {
            await WriteAsync(http, StatusCodes.Status404NotFound, "ページがありません", "アドレスを確かめてください。");
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            await WriteAsync(http, e.StatusCode, "送られた内容を読めません", "もう一度お試しください。");
        }
        catch (StoreUnavailableException e) when (!http.Response.HasStarted)
        {
            log.LogError(e, "{Method} {Path} did not reach the store ({Number}).", http.Request.Method, http.Request.Path, http.TraceIdentifier);
            await WriteAsync(http, StatusCodes.Status503ServiceUnavailable, "保存先につながりません", "少し待ってから、もう一度お試しください。");
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            log.LogError(e, "{Method} {Path} failed ({Number}).", http.Request.Method, http.Request.Path, http.TraceIdentifier);
            await WriteAsync(
                http,
                StatusCodes.Status500InternalServerError,
                "処理の途中で問題が起きました",
                $"時間をおいて、もう一度お試しください。続くときは、番号 {http.TraceIdentifier} を事務局に伝えてください。");
        }
    }
}
