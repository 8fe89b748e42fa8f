using System.Text.RegularExpressions;
using GyoseiFlow.App.Tests.Towns;

namespace GyoseiFlow.App.Tests.Architecture;

/// <summary>Nobody is shown the engine's own endpoints, and pages don't ask the engine how things are: they read the store.</summary>
public partial class ManagementEndpointTests
{
    private static readonly string[] Files = [.. Sources.Code("functions").Where(p => p.StartsWith("functions/App/", StringComparison.Ordinal))];

    [Fact]
    public void App_AllOfIt_MakesNoManagementAddress() =>
        Assert.DoesNotContain(Files, path => ManagementAddress().IsMatch(Sources.Read(path)));

    [Fact]
    public void Engine_IsAskedHowThingsAre_OnlyByWhatDrivesCycles()
    {
        var asking = Files.Where(path => StatusQuery().IsMatch(Sources.Read(path))).ToList();

        Assert.NotEmpty(asking);
        Assert.All(asking, path => Assert.Matches("^functions/App/(Cycles/|Publication/PublicationDriver)", path));
    }

    [GeneratedRegex("CheckStatusResponse|HttpManagementPayload|/runtime/webhooks", RegexOptions.None, 1000)]
    private static partial Regex ManagementAddress();

    [GeneratedRegex(@"\.(GetInstances?|GetAllInstances|ListInstanceIds|WaitForInstance\w*)Async\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StatusQuery();
}
