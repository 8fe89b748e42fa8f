using GyoseiFlow.Durable;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GyoseiFlow.Local.Hosting;

/// <summary>Puts a catalogue's functions where they are called from: the container and the engine's registry.</summary>
internal static class FunctionServices
{
    /// <summary>
    /// Registers the classes of the functions, one instance a call. They are services, rather than made on the spot, so that the container
    /// finds at the start that one of them needs something it doesn't have.
    /// </summary>
    public static IServiceCollection AddFunctions(this IServiceCollection services, FunctionCatalog catalog)
    {
        foreach (var type in catalog.Functions.Where(f => !f.Method.IsStatic).Select(f => f.Method.DeclaringType!).Distinct())
        {
            services.TryAddScoped(type);
        }

        services.AddSingleton(catalog);
        services.AddSingleton<FunctionInvoker>();
        services.AddSingleton(provider => Registry(catalog, provider.GetRequiredService<FunctionInvoker>()));
        services.AddSingleton<DurableTaskClient>(provider => provider.GetRequiredService<DurableEngine>().Client);
        return services;
    }

    private static TaskRegistry Registry(FunctionCatalog catalog, FunctionInvoker invoker)
    {
        var registry = new TaskRegistry();
        foreach (var function in catalog.Of(FunctionKind.Orchestration))
        {
            registry.AddOrchestrator(function.Name, context => FunctionInvoker.InvokeStaticAsync(function, context));
        }

        foreach (var function in catalog.Of(FunctionKind.Activity))
        {
            registry.AddActivity(
                function.Name,
                call => invoker.InvokeAsync(function, call.GetInput(function.TriggerType), null, call.CancellationToken));
        }

        return registry;
    }
}
