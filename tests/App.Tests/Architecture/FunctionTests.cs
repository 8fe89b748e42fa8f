using System.Reflection;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.Local.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Tests.Architecture;

public class FunctionTests
{
    private static readonly (MethodInfo Method, string Name)[] Functions =
    [
        .. from type in typeof(ServiceRegistration).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           select (method, function.Name),
    ];

    [Fact]
    public void Functions_Names_AreUniqueWithoutRegardToCase() =>
        Assert.Equal(Functions.Length, Functions.Select(f => f.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());

    [Fact]
    public void Functions_All_CanBeServedOnOneMachine() =>
        Assert.Equal(Functions.Length, FunctionCatalog.Of(typeof(ServiceRegistration).Assembly).Functions.Count);

    [Fact]
    public void Orchestrators_All_AreStaticInStaticClassesWithoutState()
    {
        var orchestrators = Functions.Where(f => Has<OrchestrationTriggerAttribute>(f.Method)).ToList();

        Assert.Equal(["CommitteeBallot", "Publication", "ReviewCycle", "SecretariatMail", "SelfEvaluation"], orchestrators.Select(o => o.Name).Order(StringComparer.Ordinal));
        Assert.All(orchestrators, o =>
        {
            Assert.True(o.Method.IsStatic);
            Assert.True(o.Method.DeclaringType is { IsAbstract: true, IsSealed: true });
            Assert.DoesNotContain(
                o.Method.DeclaringType!.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic),
                field => !field.IsLiteral && !field.IsInitOnly);
            Assert.Single(o.Method.GetParameters());
        });
    }

    /// <summary>An orchestrator that could ask a store, a transport or a clock would ask it again at every replay.</summary>
    [Fact]
    public void Orchestrators_And_TheirHelpers_MentionNoPortAndNoService()
    {
        string[] files = ["Cycles/ReviewCycle", "Cycles/SecretariatMail", "SelfEvaluation/SelfEvaluationOrchestration", "Committee/CommitteeBallotOrchestration",
            "Publication/PublicationOrchestration", "Orchestration/TendingLoop", "Orchestration/ChangeSignal"];
        string[] outside = ["IRecordStore", "IMailTransport", "IPublicationStore", "TimeProvider", "IServiceProvider", "HttpClient", "Task.Run", "ConfigureAwait"];

        Assert.All(files, file => Assert.DoesNotContain(
            outside, word => Towns.Sources.Read($"functions/App/{file}.cs").Contains(word, StringComparison.Ordinal)));
    }

    [Fact]
    public void ActivityInputs_All_AreIdsNumbersAndMoments()
    {
        var inputs = Functions
            .SelectMany(f => f.Method.GetParameters())
            .Where(p => p.IsDefined(typeof(ActivityTriggerAttribute)))
            .Select(p => p.ParameterType)
            .Distinct()
            .ToList();

        Assert.NotEmpty(inputs);
        Assert.All(inputs, input => Assert.All(Leaves(input), leaf => Assert.Contains(leaf.Name, AllowedInput)));
    }

    private static readonly string[] AllowedInput = [nameof(Tending.CycleId), nameof(Tending.Id), nameof(Tending.Now), "Version"];

    private static IEnumerable<PropertyInfo> Leaves(Type record) => record
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .SelectMany(p => p.PropertyType.Namespace!.StartsWith("GyoseiFlow", StringComparison.Ordinal) ? Leaves(p.PropertyType) : [p]);

    private static bool Has<T>(MethodInfo method)
        where T : Attribute => method.GetParameters().Any(p => p.IsDefined(typeof(T)));
}
