using System.Diagnostics;
using GyoseiFlow.App.Azure;
using GyoseiFlow.App.Ports;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GyoseiFlow.Azure.Tests;

/// <summary>The app starts as far as it can without the Functions host: put together by the published worker, everything resolved.</summary>
public class StartTests
{
    [Fact]
    public async Task Start_EveryFunction_CanBeMadeByTheWorkersContainer()
    {
        using var host = Build();
        await using var scope = host.Services.CreateAsyncScope();

        Assert.NotEmpty(FunctionApp.FunctionClasses());
        Assert.All(FunctionApp.FunctionClasses(), type => Assert.NotNull(scope.ServiceProvider.GetRequiredService(type)));
        Assert.NotNull(scope.ServiceProvider.GetRequiredService<IRecordStore>());
        Assert.NotNull(scope.ServiceProvider.GetRequiredService<IMailTransport>());
        Assert.NotNull(scope.ServiceProvider.GetRequiredService<IPublicationStore>());
    }

    /// <summary>The worker makes a route of each HTTP function; one that it can't read would stop all of them.</summary>
    [Fact]
    public async Task Start_EveryHttpFunction_HasARouteInTheWorker()
    {
        using var host = Build();
        var indexed = await host.Services.GetRequiredService<IFunctionMetadataProvider>().GetFunctionMetadataAsync(BuiltApp.Folder);
        Environment.SetEnvironmentVariable("FUNCTIONS_APPLICATION_DIRECTORY", BuiltApp.Folder);
        var routes = (EndpointDataSource)host.Services.GetRequiredService(
            typeof(FunctionsApplicationBuilderAspNetCoreExtensions).Assembly.GetTypes().Single(type => type.Name == "FunctionsEndpointDataSource"));

        var addresses = routes.Endpoints.Cast<RouteEndpoint>().Select(e => e.RoutePattern.RawText!.TrimStart('/')).ToList();

        Assert.Equal(
            indexed.Count(function => function.RawBindings!.Any(b => b.Contains("\"httpTrigger\"", StringComparison.OrdinalIgnoreCase))),
            addresses.Count);
        Assert.Contains("sign-in", addresses);
        Assert.Contains("{*path}", addresses);
    }

    [Theory]
    [InlineData("TaskHubName", "1")]
    [InlineData("HeartbeatSchedule", "0 0 * * *")]
    [InlineData("Storage:tableServiceUri", "http://town.table.core.windows.net")]
    [InlineData("Storage:blobServiceUri", null)]
    [InlineData("Storage", "DefaultEndpointsProtocol=https;AccountName=town;AccountKey=c2VjcmV0")]
    [InlineData("SendGridApiKey", "@Microsoft.KeyVault(SecretUri=https://town.vault.azure.net/secrets/sendgrid)")]
    [InlineData("SignIn", "Password")]
    [InlineData("RequestsPerMinute", "many")]
    [InlineData("PurgeAfterDays", "0")]
    [InlineData("PdfPrinterUrl", "printer")]
    [InlineData("PublicAddress", "town")]
    [InlineData("MailAllowList", "town")]
    public void Start_SettingThatCantBeUsed_IsNamedAndNotRepeatedWhereItIsSecret(string name, string? value)
    {
        var settings = BuiltApp.Settings();
        settings[name] = value;

        var unusable = Assert.Throws<SettingsException>(() => Build(settings));

        Assert.Contains(unusable.Wrong, wrong => wrong.Contains(name.Replace(":", "__", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.DoesNotContain("c2VjcmV0", unusable.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_EverythingMissing_IsSaidAtOnce()
    {
        var unusable = Assert.Throws<SettingsException>(() => Build([]));

        Assert.All(
            ["TaskHubName", "HeartbeatSchedule", "Storage__tableServiceUri", "Storage__blobServiceUri"],
            name => Assert.Contains(name, unusable.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Process_NoSettings_EndsWithTheirNamesAndWithoutAStackTrace()
    {
        using var app = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(BuiltApp.Folder, "GyoseiFlow.App.dll")])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = BuiltApp.Folder,
        })!;
        var output = app.StandardOutput.ReadToEndAsync();
        var errors = await app.StandardError.ReadToEndAsync();
        await output;
        await app.WaitForExitAsync();

        Assert.Equal(1, app.ExitCode);
        Assert.Contains("TaskHubName", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    private static IHost Build() => Build(BuiltApp.Settings());

    private static IHost Build(Dictionary<string, string?> settings)
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.ConfigureFunctionsWebApplication();
        return builder.AddGyoseiFlow().Build();
    }
}
