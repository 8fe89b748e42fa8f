using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace GyoseiFlow.Local.Hosting;

/// <summary>
/// The functions of an assembly, found by their attributes as the Functions host finds them. Whatever can't be served is an error at
/// the start, not at the first call.
/// </summary>
internal sealed class FunctionCatalog
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private FunctionCatalog(IReadOnlyList<FunctionEntry> functions) => Functions = functions;

    /// <summary>By name.</summary>
    public IReadOnlyList<FunctionEntry> Functions { get; }

    /// <summary>Every function of an assembly.</summary>
    /// <exception cref="FunctionUnusableException">One of them can't be served; the message says which, and why.</exception>
    public static FunctionCatalog Of(Assembly assembly) => Of(assembly.GetTypes());

    /// <summary>Every function of these types.</summary>
    /// <exception cref="FunctionUnusableException">One of them can't be served; the message says which, and why.</exception>
    public static FunctionCatalog Of(IEnumerable<Type> types)
    {
        var functions = new SortedDictionary<string, FunctionEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var method in types.SelectMany(type => type.GetMethods(All)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { } function)
            {
                continue;
            }

            var entry = Entry(method, function.Name);
            if (!functions.TryAdd(entry.Name, entry))
            {
                var other = functions[entry.Name].Method;
                throw new FunctionUnusableException(
                    method, $"{other.DeclaringType?.FullName}.{other.Name} is a function named {entry.Name} too (names differ by more than case).");
            }
        }

        RefuseSameRoutes(functions.Values);
        return new FunctionCatalog([.. functions.Values]);
    }

    /// <summary>The functions of one kind.</summary>
    public IEnumerable<FunctionEntry> Of(FunctionKind kind) => Functions.Where(f => f.Kind == kind);

    private static FunctionEntry Entry(MethodInfo method, string name)
    {
        RefuseUncallable(method, name);
        var triggers = method.GetParameters()
            .Select(parameter => (parameter, attribute: parameter.GetCustomAttribute<TriggerBindingAttribute>()))
            .Where(found => found.attribute is not null)
            .ToArray();
        if (triggers is not [var (trigger, attribute)])
        {
            throw new FunctionUnusableException(method, triggers.Length == 0 ? "no parameter has a trigger." : "it has several triggers.");
        }

        var kind = attribute switch
        {
            HttpTriggerAttribute => FunctionKind.Http,
            TimerTriggerAttribute => FunctionKind.Timer,
            OrchestrationTriggerAttribute => FunctionKind.Orchestration,
            ActivityTriggerAttribute => FunctionKind.Activity,
            _ => throw new FunctionUnusableException(method, $"{attribute!.GetType().Name} can't be served on one machine."),
        };
        var parameters = method.GetParameters().Select(p => FunctionParameters.Read(method, kind, attribute!, trigger, p)).ToArray();
        FunctionResults.Check(method, kind);
        return new FunctionEntry(name, kind, method, attribute!, parameters);
    }

    private static void RefuseUncallable(MethodInfo method, string name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new FunctionUnusableException(method, "the function has no name.");
        }

        if (!method.IsPublic || method.IsAbstract || method.ContainsGenericParameters)
        {
            throw new FunctionUnusableException(method, "a function must be a public method, neither abstract nor generic.");
        }

        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)))
        {
            throw new FunctionUnusableException(method, "nobody can wait for async void; return a Task.");
        }
    }

    // Two functions of one address would only show at the first request to it.
    private static void RefuseSameRoutes(IEnumerable<FunctionEntry> functions)
    {
        var taken = new Dictionary<string, FunctionEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var function in functions.Where(f => f.Kind == FunctionKind.Http))
        {
            var trigger = (HttpTriggerAttribute)function.Trigger;
            foreach (var verb in trigger.Methods is { Length: > 0 } methods ? methods : ["*"])
            {
                var address = $"{verb} {(trigger.Route ?? function.Name).Trim('/')}";
                if (!taken.TryAdd(address, function))
                {
                    throw new FunctionUnusableException(function.Method, $"{taken[address].Name} answers {address} already.");
                }
            }
        }
    }
}
