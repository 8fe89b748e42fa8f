using System.Text.Json;
using GyoseiFlow.App;
using GyoseiFlow.Local.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.Azure.Tests;

/// <summary>What the build wrote for the Functions host is what one machine serves: every function, with the trigger that it has there.</summary>
public class FunctionIndexTests
{
    private static readonly FunctionCatalog Catalog = FunctionCatalog.Of(typeof(ServiceRegistration).Assembly);

    private static readonly Dictionary<string, JsonElement> Index = Read("functions.metadata").EnumerateArray()
        .ToDictionary(function => function.GetProperty("name").GetString()!, StringComparer.Ordinal);

    [Fact]
    public void Index_Functions_AreThoseOfTheCatalogue()
    {
        Assert.NotEmpty(Index);
        Assert.Equal(
            Catalog.Functions.Select(f => f.Name).Order(StringComparer.Ordinal),
            Index.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Index_Triggers_AreThoseOfTheCatalogue() => Assert.All(Catalog.Functions, function =>
    {
        var trigger = Trigger(function.Name);
        Assert.Equal(
            function.Kind switch
            {
                FunctionKind.Http => "httpTrigger",
                FunctionKind.Timer => "timerTrigger",
                FunctionKind.Orchestration => "orchestrationTrigger",
                _ => "activityTrigger",
            },
            trigger.GetProperty("type").GetString());
        switch (function.Trigger)
        {
            case HttpTriggerAttribute http:
                Assert.Equal(http.Route, trigger.GetProperty("route").GetString());
                Assert.Equal(http.AuthLevel.ToString(), trigger.GetProperty("authLevel").GetString());
                Assert.Equal(http.Methods, trigger.GetProperty("methods").EnumerateArray().Select(m => m.GetString()));
                break;
            case TimerTriggerAttribute timer:
                Assert.Equal(timer.Schedule, trigger.GetProperty("schedule").GetString());
                break;
            default:
                break;
        }
    });

    [Fact]
    public void Index_HasAtLeastOneOfEachKind_WithATimerBySetting()
    {
        Assert.All(Enum.GetValues<FunctionKind>(), kind => Assert.NotEmpty(Catalog.Of(kind)));
        Assert.Equal("%HeartbeatSchedule%", Trigger("Heartbeat").GetProperty("schedule").GetString());
    }

    [Fact]
    public void Build_WorkerAndExtensions_AreThere()
    {
        var worker = Read("worker.config.json").GetProperty("description");
        Assert.Equal("dotnet-isolated", worker.GetProperty("language").GetString());
        Assert.True(File.Exists(Path.Combine(BuiltApp.Folder, worker.GetProperty("defaultWorkerPath").GetString()!)));
        Assert.Contains(
            Read("extensions.json").GetProperty("extensions").EnumerateArray(),
            e => e.GetProperty("name").GetString()!.Contains("DurableTask", StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(BuiltApp.Folder, ".azurefunctions", "Microsoft.Azure.WebJobs.Extensions.DurableTask.dll")));
        Assert.True(File.Exists(Path.Combine(BuiltApp.Folder, "host.json")));
    }

    private static JsonElement Trigger(string function) => Index[function].GetProperty("bindings").EnumerateArray()
        .Single(binding => binding.GetProperty("type").GetString()!.EndsWith("Trigger", StringComparison.Ordinal));

    private static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(BuiltApp.Folder, file))).RootElement;
}
