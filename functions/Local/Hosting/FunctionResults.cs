using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace GyoseiFlow.Local.Hosting;

/// <summary>What functions return: nothing, a value, or a task of either.</summary>
internal static class FunctionResults
{
    /// <summary>Refuses at the start what could not be sent to anybody.</summary>
    public static void Check(MethodInfo method, FunctionKind kind)
    {
        var type = ValueType(method.ReturnType);
        var fits = kind switch
        {
            FunctionKind.Http => type == typeof(void) || type.IsAssignableTo(typeof(IActionResult)) || type.IsAssignableTo(typeof(IResult)),
            FunctionKind.Timer => type == typeof(void),
            _ => true,
        };
        if (!fits)
        {
            throw new FunctionUnusableException(method, $"a function of kind {kind} can't return {type.Name}.");
        }

        if (kind == FunctionKind.Orchestration && !method.IsStatic)
        {
            throw new FunctionUnusableException(method, "an orchestrator must be static: its only input is its context.");
        }
    }

    /// <summary>The value once it is there; null for none.</summary>
    public static async Task<object?> UnwrapAsync(object? returned)
    {
        switch (returned)
        {
            case Task task:
                await task;
                return ValueOf(task);
            case ValueTask task:
                await task;
                return null;
            case not null when IsValueTask(returned.GetType()):
                var asTask = (Task)returned.GetType().GetMethod(nameof(ValueTask<>.AsTask))!.Invoke(returned, null)!;
                await asTask;
                return ValueOf(asTask);
            default:
                return returned;
        }
    }

    private static Type ValueType(Type type) =>
        type == typeof(Task) || type == typeof(ValueTask) ? typeof(void)
        : IsValueTask(type) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>)) ? type.GetGenericArguments()[0]
        : type;

    private static bool IsValueTask(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>);

    // An async Task method returns a Task<VoidTaskResult> underneath; that is no value.
    private static object? ValueOf(Task task)
    {
        for (var type = task.GetType(); type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))
            {
                return type.GetGenericArguments()[0].Name == "VoidTaskResult" ? null : type.GetProperty(nameof(Task<>.Result))!.GetValue(task);
            }
        }

        return null;
    }
}
