using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;

namespace GyoseiFlow.Azure.Tests;

/// <summary>
/// host.json is read by the published Durable Functions extension, which overlooks what it doesn't know: every name in it is an option there.
/// </summary>
public class HostJsonTests
{
    private const string Options = "Microsoft.Azure.WebJobs.Extensions.DurableTask.";

    private static readonly Assembly Extension = Load();

    private static readonly JsonElement Durable = JsonDocument.Parse(File.ReadAllText(Path.Combine(BuiltApp.Folder, "host.json")))
        .RootElement.GetProperty("extensions").GetProperty("durableTask");

    [Theory]
    [InlineData("", "DurableTaskOptions", "")]
    [InlineData("tracing", "TraceOptions", "")]
    [InlineData("storageProvider", "AzureStorageOptions", "type")]
    public void Names_All_AreOptionsOfTheExtension(string section, string type, string others)
    {
        var options = Extension.GetType(Options + type, throwOnError: true)!.GetProperties().Select(p => p.Name).Append(others);
        var names = (section.Length == 0 ? Durable : Durable.GetProperty(section)).EnumerateObject().Select(p => p.Name).ToList();

        Assert.NotEmpty(names);
        Assert.Empty(names.Except(options, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void Values_ThatAreNotToChange_Stand()
    {
        Assert.Equal("%TaskHubName%", Durable.GetProperty("hubName").GetString());
        Assert.False(Durable.GetProperty("extendedSessionsEnabled").GetBoolean());
        Assert.Equal("CurrentOrOlder", Durable.GetProperty("versionMatchStrategy").GetString());
        Assert.Equal("Reject", Durable.GetProperty("versionFailureStrategy").GetString());
        // Versions are compared by their parts only when they have at least two.
        Assert.True(Version.TryParse(Durable.GetProperty("defaultVersion").GetString(), out _));
        Assert.False(Durable.GetProperty("tracing").GetProperty("traceInputsAndOutputs").GetBoolean());
    }

    // Apart from the app's own assemblies: the extension belongs to the host's process.
    private static Assembly Load()
    {
        var folder = Path.Combine(BuiltApp.Folder, ".azurefunctions");
        var context = new AssemblyLoadContext("Extension");
        context.Resolving += (loading, name) =>
            Path.Combine(folder, name.Name + ".dll") is var path && File.Exists(path) ? loading.LoadFromAssemblyPath(path) : null;
        return context.LoadFromAssemblyPath(Path.Combine(folder, "Microsoft.Azure.WebJobs.Extensions.DurableTask.dll"));
    }
}
