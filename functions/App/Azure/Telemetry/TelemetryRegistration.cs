using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;

namespace GyoseiFlow.App.Azure.Telemetry;

/// <summary>What the app tells Application Insights; nothing where no address is set.</summary>
internal static class TelemetryRegistration
{
    private const string Address = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    // Of requests and dependencies; logs, which the alerts look for, are all sent.
    private const int TracesPerSecond = 5;

    /// <summary>Adds traces, metrics and logs, without personal data.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration, TokenCredential credential)
    {
        if (FunctionAppSettings.Text(configuration[Address]) is null)
        {
            return services;
        }

        services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithTracing(traces => traces.AddProcessor(new PersonalDataFilter()))
            .WithLogging(logs => logs.AddProcessor(new WordlessExceptions()))
            .UseAzureMonitorExporter(options =>
            {
                options.Credential = credential;
                options.TracesPerSecond = TracesPerSecond;
                options.EnableLiveMetrics = false;
            });
        return services;
    }
}
