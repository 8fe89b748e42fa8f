using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;

namespace GyoseiFlow.Azure.Tests;

/// <summary>
/// host.json is read by the published Durable Functions extension, which overlooks what it doesn't know: every name in it is an option there.
/// </summary>
public class HostJsonTests
{
    private static readonly JsonElement Durable = JsonDocument.Parse(File.ReadAllText(Path.Combine(BuiltApp.Folder, "host.json")))
        .RootElement.GetProperty("extensions").GetProperty("durableTask");

    [Theory]
    [InlineData("", "DurableTaskOptions", "")]
    [InlineData("tracing", "TraceOptions", "")]
    [InlineData("storageProvider", "AzureStorageOptions", "type")]
    public void Names_All_AreOptionsOfTheExtension(string section, string type, string others)
    {
        var names = (section.Length == 0 ? Durable : Durable.GetProperty(section)).EnumerateObject().Select(p => p.Name).ToList();

        Assert.NotEmpty(names);
        Assert.Empty(names.Except(Options(type).Append(others), StringComparer.OrdinalIgnoreCase));
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

    // Read as a file: the extension belongs to the host's process, and so does what it needs to be loaded.
    private static List<string> Options(string type)
    {
        using var file = new PEReader(File.OpenRead(
            Path.Combine(BuiltApp.Folder, ".azurefunctions", "Microsoft.Azure.WebJobs.Extensions.DurableTask.dll")));
        var metadata = file.GetMetadataReader();
        return
        [
            .. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
                .Single(definition => metadata.StringComparer.Equals(definition.Name, type))
                .GetProperties()
                .Select(property => metadata.GetString(metadata.GetPropertyDefinition(property).Name)),
        ];
    }
}
