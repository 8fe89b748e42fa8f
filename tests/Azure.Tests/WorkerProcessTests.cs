using System.Net;
using System.Text.Json.Nodes;
using GyoseiFlow.App;
using GyoseiFlow.Local.Hosting;

namespace GyoseiFlow.Azure.Tests;

/// <summary>The built app as the worker process that it is on Azure: it says what functions it has, and answers a request.</summary>
public class WorkerProcessTests
{
    [Fact]
    public async Task Worker_StartedByAHost_NamesEveryFunctionAndServesAPage()
    {
        await using var host = await HostSide.StartAsync(BuiltApp.Settings().Where(s => s.Key != "Functions:Worker:HostEndpoint"));
        var folder = JsonValue.Create(BuiltApp.Folder).ToJsonString();

        var started = await host.AskAsync(
            "workerInitRequest", $$"""{ "hostVersion": "4.0.0", "functionAppDirectory": {{folder}}, "workerDirectory": {{folder}} }""", "workerInitResponse");
        Assert.Equal("Success", (string?)started["result"]?["status"]);
        var index = await host.AskAsync("functionsMetadataRequest", $$"""{ "functionAppDirectory": {{folder}} }""", "functionMetadataResponse");
        var functions = index["functionMetadataResults"]!.AsArray().ToDictionary(f => (string)f!["name"]!, f => f!, StringComparer.Ordinal);
        Assert.Equal(
            FunctionCatalog.Of(typeof(ServiceRegistration).Assembly).Functions.Select(f => f.Name).Order(StringComparer.Ordinal),
            functions.Keys.Order(StringComparer.Ordinal));

        var page = await GetAsync(host, new Uri((string)started["capabilities"]!["HttpUri"]!), functions["SignInPage"], "/sign-in");
        Assert.Contains("サインイン", page, StringComparison.Ordinal);
    }

    // As the host does it: the worker hears of the call by the channel, and of the request by HTTP.
    private static async Task<string> GetAsync(HostSide host, Uri worker, JsonNode function, string path)
    {
        var loaded = await host.AskAsync(
            "functionLoadRequest", $$"""{ "functionId": "page", "metadata": {{function.ToJsonString()}} }""", "functionLoadResponse");
        Assert.Equal("Success", (string?)loaded["result"]?["status"]);
        using var http = new HttpClient { BaseAddress = worker, Timeout = TimeSpan.FromMinutes(1) };
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "x-ms-invocation-id", "call-1" } } };
        host.Send("invocationRequest", """
            {
              "invocationId": "call-1", "functionId": "page",
              "inputData": [{ "name": "request", "data": { "http": { "method": "GET", "url": "http://localhost/sign-in" } } }],
              "traceContext": { "traceParent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00" }, "retryContext": {}
            }
            """);
        using var answer = await http.SendAsync(request);

        var called = await host.ReadAsync("invocationResponse");
        Assert.True((string?)called["result"]?["status"] == "Success", called.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("default-src", string.Concat(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        return await answer.Content.ReadAsStringAsync();
    }
}
