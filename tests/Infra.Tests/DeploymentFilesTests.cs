using YamlDotNet.RepresentationModel;

namespace GyoseiFlow.Infra.Tests;

/// <summary>azure.yaml and the workflow, read as YAML.</summary>
public sealed class DeploymentFilesTests
{
    [Fact]
    public void Azd_PointsAtTheTemplateAndTheApp()
    {
        var azd = Read("azure.yaml");

        Assert.True(File.Exists(Path.Combine(Repository.Root, azd["infra"]["path"].ToString(), azd["infra"]["module"] + ".bicep")));
        Assert.True(Directory.Exists(Path.Combine(Repository.Root, azd["services"]["app"]["project"].ToString())));
        Assert.Contains("'azd-service-name': 'app'", Repository.Read("infra/modules/functionapp.bicep"), StringComparison.Ordinal);
    }

    [Fact]
    public void Workflow_SignsInByOidc_AndKnowsNoSecret()
    {
        var workflow = Read(".github/workflows/deploy.yml");

        Assert.Equal("write", workflow["permissions"]["id-token"].ToString());
        Assert.DoesNotContain("secrets.", Repository.Read(".github/workflows/deploy.yml"), StringComparison.Ordinal);
        Assert.DoesNotContain("publish-profile", Repository.Read(".github/workflows/deploy.yml"), StringComparison.Ordinal);
        Assert.Equal("${{ inputs.stage }}", workflow["jobs"]["deploy"]["environment"].ToString());
    }

    private static YamlNode Read(string path)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Repository.Read(path)));
        return yaml.Documents[0].RootNode;
    }
}
