using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
#if AZURE_PACKAGES
using GyoseiFlow.App.Azure.Telemetry;
using Microsoft.Extensions.Hosting;
#endif

namespace GyoseiFlow.App.Azure;

/// <summary>The function app, put together as a city deploys it.</summary>
public static class FunctionApp
{
    private const BindingFlags Methods = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>Adds the app, its adapters and its telemetry. Whatever is missing shows when it is built, not at the first request.</summary>
    /// <exception cref="SettingsException">A setting can't be used; the message says which.</exception>
    public static FunctionsApplicationBuilder AddGyoseiFlow(this FunctionsApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ConfigureContainer(new DefaultServiceProviderFactory(
            new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
        var settings = FunctionAppSettings.Read(builder.Configuration);
        builder.Services.AddGyoseiFlow().AddAzureAdapters(settings);
        // The worker would make them without; registered, the container checks what they need.
        foreach (var type in FunctionClasses())
        {
            builder.Services.TryAddScoped(type);
        }

#if AZURE_PACKAGES
        builder.Services.AddTelemetry(builder.Configuration, settings.Storage.Credential);
#endif
        return builder;
    }

    /// <summary>The classes of the functions that need an instance.</summary>
    internal static IEnumerable<Type> FunctionClasses() => typeof(FunctionApp).Assembly.GetTypes()
        .Where(type => type.GetMethods(Methods).Any(method => method.IsDefined(typeof(FunctionAttribute))));
}
