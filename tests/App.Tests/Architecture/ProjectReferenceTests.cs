using System.Xml.Linq;
using GyoseiFlow.App.Tests.Towns;

namespace GyoseiFlow.App.Tests.Architecture;

/// <summary>Arrows point one way: Local → App → Documents → Review; Local → Durable (design.md, "Rooms").</summary>
public class ProjectReferenceTests
{
    [Theory]
    [InlineData("Review", "")]
    [InlineData("Documents", "Review")]
    [InlineData("App", "Documents,Review,Standins")]
    [InlineData("Durable", "Standins")]
    [InlineData("Local", "App,Durable")]
    [InlineData("Standins", "")]
    public void Project_References_PointOnlyAsDesigned(string project, string allowed)
    {
        var references = References(project).Select(r => Path.GetFileNameWithoutExtension(r.Include)).Order(StringComparer.Ordinal);

        Assert.Equal(allowed.Split(',', StringSplitOptions.RemoveEmptyEntries), references);
    }

    [Fact]
    public void Rooms_AllOfThem_AreInTheTableAbove() => Assert.Equal(
        ["App", "Documents", "Durable", "Local", "Review", "Standins"],
        Directory.EnumerateFiles(Path.Combine(Sources.Root, "functions"), "*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("App")]
    [InlineData("Durable")]
    public void Standins_AreLeftOutWhereThePublishedPackagesAre(string project)
    {
        var standins = References(project).Single(r => r.Include.Contains("Standins", StringComparison.Ordinal));

        Assert.Equal("'$(AzurePackages)' != 'true'", standins.Condition);
    }

    [Fact]
    public void Review_Packages_AreYamlAndNothingElse() => Assert.Equal(
        ["YamlDotNet"],
        Load("Review").Descendants("PackageReference").Select(p => p.Attribute("Include")!.Value));

    [Fact]
    public void Review_Assembly_KnowsNoWebNoCloudNoDatabaseNoNetwork()
    {
        string[] outside = ["Microsoft.", "Azure", "SendGrid", "Dapper", "SQLite", "System.Net", "System.Data", "System.IO.FileSystem", "System.IO.Pipes"];

        var references = typeof(Review.Plans.Plan).Assembly.GetReferencedAssemblies().Select(a => a.Name!).ToList();

        Assert.NotEmpty(references);
        Assert.DoesNotContain(references, name => outside.Any(o => name.StartsWith(o, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void Review_Sources_TouchNoFileNoNetworkNoEnvironment()
    {
        string[] outside = ["File.", "Directory.", "HttpClient", "Environment.", "Console.", "Process."];

        Assert.DoesNotContain(
            Sources.Code("functions/Review").SelectMany(path => Sources.Read(path).Split('\n')).Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal)),
            line => outside.Any(o => line.Contains($" {o}", StringComparison.Ordinal) || line.Contains($"({o}", StringComparison.Ordinal)));
    }

    private static IEnumerable<(string Include, string? Condition)> References(string project) => Load(project)
        .Descendants("ProjectReference")
        .Select(r => (r.Attribute("Include")!.Value, (r.Parent!.Attribute("Condition") ?? r.Attribute("Condition"))?.Value));

    private static XDocument Load(string project) => XDocument.Parse(Sources.Read($"functions/{project}/{project}.csproj"));
}
