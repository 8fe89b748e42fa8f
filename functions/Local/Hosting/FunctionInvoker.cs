using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.Local.Hosting;

/// <summary>Calls functions, each call in a scope of its own.</summary>
internal sealed class FunctionInvoker(IServiceScopeFactory scopes)
{
    /// <summary>Calls a function and waits for what it returns.</summary>
    /// <param name="function">The function.</param>
    /// <param name="trigger">The trigger's argument.</param>
    /// <param name="route">The parts of the address, for HTTP.</param>
    /// <param name="cancellation">Passed on to the function.</param>
    public async Task<object?> InvokeAsync(FunctionEntry function, object? trigger, RouteValueDictionary? route, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var arguments = function.Parameters
            .Select(parameter => parameter.Source switch
            {
                ParameterSource.Trigger => trigger,
                ParameterSource.DurableClient => services.GetRequiredService<DurableTaskClient>(),
                ParameterSource.Cancellation => cancellation,
                _ => RouteValue.Parse(parameter.Name, route?[parameter.Name], parameter.Type),
            })
            .ToArray();
        var instance = function.Method.IsStatic ? null : services.GetRequiredService(function.Method.DeclaringType!);
        return await CallAsync(function, instance, arguments);
    }

    /// <summary>Calls a static function that needs nothing but its trigger: an orchestrator, on the engine's own thread.</summary>
    public static Task<object?> InvokeStaticAsync(FunctionEntry function, object trigger) => CallAsync(function, null, [trigger]);

    private static Task<object?> CallAsync(FunctionEntry function, object? instance, object?[] arguments) => FunctionResults.UnwrapAsync(
        function.Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, CultureInfo.InvariantCulture));
}
