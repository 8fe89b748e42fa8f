using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace GyoseiFlow.Local.Hosting;

/// <summary>What starts a function.</summary>
internal enum FunctionKind
{
    Http,
    Timer,
    Orchestration,
    Activity,
}

/// <summary>One function of an assembly, checked and ready to be served.</summary>
/// <param name="Name">As its attribute says.</param>
/// <param name="Kind">What starts it.</param>
/// <param name="Method">What is called.</param>
/// <param name="Trigger">The attribute of its trigger.</param>
/// <param name="Parameters">In the method's order.</param>
internal sealed record FunctionEntry(
    string Name, FunctionKind Kind, MethodInfo Method, TriggerBindingAttribute Trigger, IReadOnlyList<FunctionParameter> Parameters)
{
    /// <summary>What its trigger gives, e.g. an activity's input.</summary>
    public Type TriggerType => Parameters.Single(p => p.Source == ParameterSource.Trigger).Type;
}

/// <summary>A parameter and where its argument comes from.</summary>
internal sealed record FunctionParameter(string Name, Type Type, ParameterSource Source);

/// <summary>Where an argument comes from.</summary>
internal enum ParameterSource
{
    Trigger,
    DurableClient,
    Cancellation,
    Route,
}

/// <summary>A function that can't be served as it is written. The host doesn't start with one.</summary>
internal sealed class FunctionUnusableException(MethodInfo method, string reason)
    : Exception($"{method.DeclaringType?.FullName}.{method.Name}: {reason}");
