using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using AuthorizationLevel = Microsoft.Azure.Functions.Worker.AuthorizationLevel;

namespace GyoseiFlow.Local.Tests.Hosting;

/// <summary>What the test functions saw.</summary>
public sealed class Seen
{
    public ConcurrentQueue<string> Entries { get; } = new();

    public ConcurrentQueue<TimerInfo> Timers { get; } = new();

    public SemaphoreSlim Gate { get; } = new(0);

    public bool Hold { get; set; }

    public Exception? Trouble { get; set; }
}

/// <summary>A service of one call, to see that calls have scopes of their own.</summary>
public sealed class PerCall : IDisposable
{
    public Guid Id { get; } = Guid.NewGuid();

    public bool Disposed { get; private set; }

    public void Dispose() => Disposed = true;
}

public sealed class TestHttpFunctions(PerCall perCall)
{
    [Function("Open")]
    public static IActionResult Open([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        new OkObjectResult(new { name = "苫小牧", query = request.Query["q"].ToString() });

    [Function("Guarded")]
    public static IActionResult Guarded([HttpTrigger(AuthorizationLevel.Function, "get", "post")] HttpRequest request) =>
        new ContentResult { Content = request.Method, ContentType = "text/plain; charset=utf-8" };

    [Function("Administered")]
    public static Task<IResult> Administered([HttpTrigger(AuthorizationLevel.Admin, "get")] HttpRequest request) =>
        Task.FromResult(Results.Text(request.Path));

    [Function("Routed")]
    public static IResult Routed(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "cycles/{cycle}/sheets/{number:int}/{id?}")] HttpRequest request,
        string cycle,
        int number,
        Guid? id,
        CancellationToken cancellation) =>
        Results.Text($"{cycle}|{number}|{id}|{cancellation == request.HttpContext.RequestAborted}");

    [Function("Level")]
    public static IResult Level(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "levels/{level}/{id}")] HttpRequest request,
        AuthorizationLevel level,
        Guid id) => Results.Text($"{request.Method}{level}{id:N}");

    [Function("Throwing")]
    public static async Task<IActionResult> Throwing([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        await Task.Yield();
        throw new InvalidOperationException("secret of " + request.Path);
    }

    [Function("Scoped")]
    public async Task<IResult> ScopedAsync([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
    {
        await Task.Yield();
        return Results.Text($"{perCall.Id}{perCall.Disposed}{request.Query["x"]}");
    }

    [Function("Written")]
    public static Task Written([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        request.HttpContext.Response.WriteAsync("by itself");

    [Function("Start")]
    public static async Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "start/{name}")] HttpRequest request,
        string name,
        [DurableClient] DurableTaskClient client)
    {
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Greet", name, request.HttpContext.RequestAborted);
        var done = await client.WaitForInstanceCompletionAsync(id, true, request.HttpContext.RequestAborted);
        return Results.Text(done.ReadOutputAs<string>());
    }
}

public sealed class TestTaskFunctions(PerCall perCall, Seen seen)
{
    [Function("Greet")]
    public static async Task<string> GreetAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("Nothing", new Greeting(context.GetInput<string>()!, 1));
        await context.CallActivityAsync("NothingLater");
        var count = await context.CallActivityAsync<int>("Count", new Greeting("数", 20));
        return await context.CallActivityAsync<string>("Hello", new Greeting(context.GetInput<string>()!, count));
    }

    [Function("Hello")]
    public async Task<string> HelloAsync([ActivityTrigger] Greeting greeting, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        await Task.Delay(1, cancellation);
        return $"{greeting.Name}さん{greeting.Times}{(perCall.Disposed ? "disposed" : client.Name)}";
    }

    [Function("Count")]
    public static int Count([ActivityTrigger] Greeting greeting) => greeting.Times + 1;

    [Function("Nothing")]
    public void Nothing([ActivityTrigger] Greeting greeting) => seen.Entries.Enqueue(greeting.Name);

    [Function("NothingLater")]
    public static async ValueTask NothingLaterAsync([ActivityTrigger] string? nothing)
    {
        await Task.Yield();
        Assert.Null(nothing);
    }

    public sealed record Greeting(string Name, int Times);
}

public sealed class TestTimerFunctions(Seen seen, TimeProvider clock)
{
    [Function("Daily")]
    public async Task DailyAsync([TimerTrigger("0 30 0 * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        seen.Entries.Enqueue($"daily {clock.GetUtcNow():MM-dd HH:mm}");
        seen.Timers.Enqueue(timer);
        if (seen.Hold)
        {
            await seen.Gate.WaitAsync(cancellation);
        }

        if (seen.Trouble is { } trouble)
        {
            throw trouble;
        }
    }

    [Function("Hourly")]
    public void Hourly([TimerTrigger("%HourlySchedule%", UseMonitor = false)] TimerInfo timer)
    {
        seen.Entries.Enqueue($"hourly {clock.GetUtcNow():MM-dd HH:mm}");
        Assert.NotNull(timer);
        throw new InvalidOperationException("A timer that fails goes on.");
    }
}
