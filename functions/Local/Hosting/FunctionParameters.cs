using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.Local.Hosting;

/// <summary>Decides where each parameter of a function gets its argument from.</summary>
internal static class FunctionParameters
{
    public static FunctionParameter Read(
        MethodInfo method, FunctionKind kind, TriggerBindingAttribute attribute, ParameterInfo trigger, ParameterInfo parameter)
    {
        var name = parameter.Name ?? throw new FunctionUnusableException(method, "a parameter has no name.");
        // By place: reflection may give the same parameter as another object.
        if (parameter.Position == trigger.Position)
        {
            RefuseWrongTrigger(method, kind, parameter);
            return new FunctionParameter(name, parameter.ParameterType, ParameterSource.Trigger);
        }

        return new FunctionParameter(name, parameter.ParameterType, SourceOf(method, kind, attribute, parameter));
    }

    private static void RefuseWrongTrigger(MethodInfo method, FunctionKind kind, ParameterInfo parameter)
    {
        var wanted = kind switch
        {
            FunctionKind.Http => typeof(HttpRequest),
            FunctionKind.Timer => typeof(TimerInfo),
            FunctionKind.Orchestration => typeof(TaskOrchestrationContext),
            _ => parameter.ParameterType,
        };
        if (parameter.ParameterType != wanted)
        {
            throw new FunctionUnusableException(method, $"the trigger's parameter {parameter.Name} must be of type {wanted.Name}.");
        }
    }

    private static ParameterSource SourceOf(MethodInfo method, FunctionKind kind, TriggerBindingAttribute attribute, ParameterInfo parameter)
    {
        // An orchestrator that is given anything but its context isn't deterministic.
        if (kind != FunctionKind.Orchestration)
        {
            if (parameter.IsDefined(typeof(DurableClientAttribute)) && parameter.ParameterType == typeof(DurableTaskClient))
            {
                return ParameterSource.DurableClient;
            }

            if (parameter.ParameterType == typeof(CancellationToken))
            {
                return ParameterSource.Cancellation;
            }
        }

        if (attribute is HttpTriggerAttribute http && IsInRoute(http, parameter) && RouteValue.CanBe(parameter.ParameterType))
        {
            return ParameterSource.Route;
        }

        throw new FunctionUnusableException(method, $"nothing gives the parameter {parameter.Name} ({parameter.ParameterType.Name}) a value.");
    }

    private static bool IsInRoute(HttpTriggerAttribute http, ParameterInfo parameter) =>
        http.Route is not null && RoutePatternFactory.Parse(http.Route).GetParameter(parameter.Name!) is not null;
}
