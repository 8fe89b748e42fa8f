using System.Text.Json.Nodes;

namespace GyoseiFlow.Infra.Tests;

/// <summary>infra/ compiled once, in a copy, for all tests.</summary>
public sealed class CompiledInfra : IAsyncLifetime, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gyoseiflow-infra-").FullName;

    /// <summary>What the compiler said of the template.</summary>
    internal (int ExitCode, string Said) Template { get; private set; }

    /// <summary>What it said of the parameter files.</summary>
    internal (int ExitCode, string Said) Parameters { get; private set; }

    /// <summary>What the linter said of every file by itself.</summary>
    internal (int ExitCode, string Said) Lint { get; private set; }

    /// <summary>The compiled main.bicep.</summary>
    internal JsonNode Arm { get; private set; } = null!;

    /// <summary>Every template, the main one and the modules, in it.</summary>
    internal IReadOnlyList<JsonNode> Templates { get; private set; } = [];

    /// <summary>Every resource that is made, of all templates.</summary>
    internal IReadOnlyList<JsonNode> Resources { get; private set; } = [];

    public async Task InitializeAsync()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.Infra, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder, Path.GetRelativePath(Repository.Infra, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Template = await Bicep.RunAsync(_folder, "build", "main.bicep", "--no-restore", "--outfile", "template.json");
        Parameters = await Bicep.RunAsync(_folder, "build-params", "--pattern", "*.bicepparam", "--no-restore");
        Lint = await Bicep.RunAsync(_folder, "lint", "--pattern", "**/*.bicep", "--no-restore");
        Arm = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "template.json")))!;
        Templates = [.. TemplatesOf(Arm)];
        Resources = [.. Templates.SelectMany(ResourcesOf).Where(r => r["existing"]?.GetValue<bool>() != true)];
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The parameters of a stage, as values.</summary>
    internal JsonNode ParametersOf(string stage) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, $"main.{stage}.json")))!["parameters"]!;

    /// <summary>The resources of a type.</summary>
    internal IEnumerable<JsonNode> OfType(string type) => Resources.Where(r => TypeOf(r) == type);

    internal static string TypeOf(JsonNode resource) => resource["type"]!.GetValue<string>();

    private static IEnumerable<JsonNode> TemplatesOf(JsonNode template)
    {
        yield return template;
        foreach (var nested in ResourcesOf(template).Where(r => TypeOf(r) == "Microsoft.Resources/deployments"))
        {
            foreach (var inner in TemplatesOf(nested["properties"]!["template"]!))
            {
                yield return inner;
            }
        }
    }

    // With symbolic names the resources are an object, without an array.
    private static IEnumerable<JsonNode> ResourcesOf(JsonNode template) => template["resources"] is JsonObject named
        ? named.Select(r => r.Value!)
        : template["resources"]!.AsArray().Select(r => r!);
}
