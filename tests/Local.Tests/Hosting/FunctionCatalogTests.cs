using GyoseiFlow.Local.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.Local.Tests.Hosting;

public sealed class FunctionCatalogTests
{
    [Fact]
    public void Of_FindsEachKind()
    {
        var catalog = FunctionCatalog.Of([typeof(TestHttpFunctions), typeof(TestTaskFunctions), typeof(TestTimerFunctions)]);

        Assert.Equal(9, catalog.Of(FunctionKind.Http).Count());
        Assert.Equal(["Greet"], catalog.Of(FunctionKind.Orchestration).Select(f => f.Name));
        Assert.Equal(["Count", "Hello", "Nothing", "NothingLater"], catalog.Of(FunctionKind.Activity).Select(f => f.Name));
        Assert.Equal(["Daily", "Hourly"], catalog.Of(FunctionKind.Timer).Select(f => f.Name));
    }

    [Fact]
    public void Of_TheApp_CanBeServed() => Assert.NotEmpty(FunctionCatalog.Of(typeof(App.Ports.IRecordStore).Assembly).Functions);

    [Theory]
    [InlineData(typeof(NoTrigger), "no parameter has a trigger")]
    [InlineData(typeof(TwoTriggers), "several triggers")]
    [InlineData(typeof(SameNames), "is a function named same")]
    [InlineData(typeof(SameRoutes), "answers get same already")]
    [InlineData(typeof(UnknownParameter), "nothing gives the parameter client")]
    [InlineData(typeof(NotInRoute), "nothing gives the parameter id")]
    [InlineData(typeof(UnreadableRoute), "nothing gives the parameter id")]
    [InlineData(typeof(UnmarkedClient), "nothing gives the parameter client")]
    [InlineData(typeof(OrchestratorWithClient), "nothing gives the parameter client")]
    [InlineData(typeof(OrchestratorOfInstance), "must be static")]
    [InlineData(typeof(WrongTrigger), "must be of type HttpRequest")]
    [InlineData(typeof(WrongTimer), "must be of type TimerInfo")]
    [InlineData(typeof(WrongResult), "can't return String")]
    [InlineData(typeof(Hidden), "must be a public method")]
    [InlineData(typeof(Generic), "must be a public method")]
    [InlineData(typeof(AsyncVoid), "async void")]
    [InlineData(typeof(NoName), "no name")]
    public void Of_CantBeServed_SaysWhichAndWhy(Type type, string reason)
    {
        var unusable = Assert.Throws<FunctionUnusableException>(() => FunctionCatalog.Of([type]));

        Assert.Contains(type.Name, unusable.Message, StringComparison.Ordinal);
        Assert.Contains(reason, unusable.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_AFunctionNeedsWhatIsNotThere_DoesNotStart()
    {
        await using var host = new TestHost();

        var missing = await Assert.ThrowsAnyAsync<AggregateException>(
            () => host.CreateAsync(o => o with { Functions = FunctionCatalog.Of([typeof(NeedsMore)]) }));

        Assert.Contains(nameof(IServiceNobodyHas), missing.Message, StringComparison.Ordinal);
    }

    public interface IServiceNobodyHas;

    private sealed class NoTrigger
    {
        [Function("x")]
        public static void Run(string input) => Assert.NotNull(input);
    }

    private sealed class TwoTriggers
    {
        [Function("x")]
        public static void Run([ActivityTrigger] string one, [TimerTrigger("0 0 * * * *")] TimerInfo two) => Assert.NotSame(one, two);
    }

    private sealed class SameNames
    {
        [Function("Same")]
        public static void One([ActivityTrigger] string input) => Assert.NotNull(input);

        [Function("same")]
        public static void Other([ActivityTrigger] string input) => Assert.NotNull(input);
    }

    private sealed class SameRoutes
    {
        [Function("One")]
        public static void One([HttpTrigger("get", Route = "same")] HttpRequest request) => Assert.NotNull(request);

        [Function("Other")]
        public static void Other([HttpTrigger("get", "post", Route = "/same")] HttpRequest request) => Assert.NotNull(request);
    }

    private sealed class UnknownParameter
    {
        [Function("x")]
        public static void Run([ActivityTrigger] string input, HttpClient client) => Assert.NotNull(input + client);
    }

    private sealed class NotInRoute
    {
        [Function("x")]
        public static void Run([HttpTrigger("get", Route = "a/{other}")] HttpRequest request, string id) => Assert.NotNull(request + id);
    }

    private sealed class UnreadableRoute
    {
        [Function("x")]
        public static void Run([HttpTrigger("get", Route = "a/{id}")] HttpRequest request, Uri id) => Assert.NotNull($"{request}{id}");
    }

    private sealed class UnmarkedClient
    {
        [Function("x")]
        public static void Run([ActivityTrigger] string input, DurableTaskClient client) => Assert.NotNull(input + client);
    }

    private sealed class OrchestratorWithClient
    {
        [Function("x")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context, [DurableClient] DurableTaskClient client) =>
            Task.FromResult($"{context}{client}");
    }

    private sealed class OrchestratorOfInstance
    {
        private readonly string _x = "x";

        [Function("x")]
        public Task Run([OrchestrationTrigger] TaskOrchestrationContext context) => Task.FromResult($"{context}{_x}");
    }

    private sealed class WrongTrigger
    {
        [Function("x")]
        public static void Run([HttpTrigger("get")] HttpContext context) => Assert.NotNull(context);
    }

    private sealed class WrongTimer
    {
        [Function("x")]
        public static void Run([TimerTrigger("0 0 * * * *")] string timer) => Assert.NotNull(timer);
    }

    private sealed class WrongResult
    {
        [Function("x")]
        public static Task<string> Run([HttpTrigger("get")] HttpRequest request) => Task.FromResult(request.Path.ToString());
    }

    private sealed class Hidden
    {
        [Function("x")]
        internal static void Run([ActivityTrigger] string input) => Assert.NotNull(input);
    }

    private sealed class Generic
    {
        [Function("x")]
        public static void Run<T>([ActivityTrigger] T input) => Assert.NotNull(input);
    }

    private sealed class AsyncVoid
    {
        [Function("x")]
#pragma warning disable VSTHRD100, MA0155 // What the catalogue refuses.
        public static async void Run([ActivityTrigger] string input) => await Task.FromResult(input);
#pragma warning restore VSTHRD100, MA0155
    }

    private sealed class NoName
    {
        [Function(" ")]
        public static void Run([ActivityTrigger] string input) => Assert.NotNull(input);
    }

    private sealed class NeedsMore(IServiceNobodyHas service)
    {
        [Function("x")]
        public IActionResult Run([HttpTrigger("get")] HttpRequest request) => new OkObjectResult(request.Path + service);
    }
}
