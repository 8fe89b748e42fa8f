using System.Reflection;
using System.Runtime.Loader;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.Azure.Tests;

/// <summary>Whatever Standins declares is published so: the same types, and members with the same signatures, defaults and accessibility.</summary>
public class StandinsTests
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Assembly Standins = new AssemblyLoadContext("Standins")
        .LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "GyoseiFlow.Standins.dll"));

    private static readonly Assembly[] Published =
    [
        typeof(TaskOrchestrationContext).Assembly,
        typeof(DurableTaskClient).Assembly,
        typeof(FunctionAttribute).Assembly,
        typeof(FunctionsApplication).Assembly,
        typeof(FunctionsApplicationBuilderAspNetCoreExtensions).Assembly,
        typeof(HttpTriggerAttribute).Assembly,
        typeof(TimerTriggerAttribute).Assembly,
        typeof(OrchestrationTriggerAttribute).Assembly,
        typeof(Microsoft.Azure.Functions.Worker.Extensions.Abstractions.BindingAttribute).Assembly,
        typeof(DurableTask.Core.FailureDetails).Assembly,
    ];

    public static TheoryData<string> Declared => [.. Standins.GetExportedTypes().Select(type => type.FullName!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Declared))]
    public void Standin_EveryMember_IsPublishedWithTheSameSignature(string name)
    {
        var standin = Standins.GetType(name)!;
        var published = Published.Select(assembly => assembly.GetType(name)).FirstOrDefault(type => type is not null);

        Assert.NotNull(published);
        Assert.Equal(Kind(standin), Kind(published));
        Assert.Equal(standin.BaseType is null ? null : Name(standin.BaseType), published.BaseType is null ? null : Name(published.BaseType));
        Assert.Empty(Members(standin).Except(Members(published), StringComparer.Ordinal));
    }

    /// <summary>An engine implements them all, so one that Standins lacks would only show in the other build.</summary>
    [Theory]
    [InlineData(typeof(TaskOrchestrationContext))]
    [InlineData(typeof(DurableTaskClient))]
    [InlineData(typeof(DataConverter))]
    [InlineData(typeof(AsyncPageable<>))]
    public void Published_EveryAbstractMember_IsInStandins(Type published) => Assert.Empty(
        AbstractMethods(published).Except(AbstractMethods(Standins.GetType(published.FullName!)!), StringComparer.Ordinal));

    private static IEnumerable<string> AbstractMethods(Type type) => type.GetMethods(All).Where(m => m.IsAbstract).Select(Signature);

    private static string Kind(Type type) =>
        type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct"
        : $"{(type.IsAbstract ? "abstract " : "")}{(type.IsSealed ? "sealed " : "")}class";

    // Nobody can call an abstract class's constructor, public or not.
    private static IEnumerable<string> Members(Type type) =>
        Methods(type)
            .Concat(type.GetConstructors(All).Where(IsVisible).Select(c => $"{(type.IsAbstract ? "" : Access(c))} new({Parameters(c)})"))
            .Concat(type.GetFields(All).Where(f => f.IsPublic || f.IsFamily).Select(f =>
                $"field {Name(f.FieldType)} {f.Name}{(f.IsLiteral ? " = " + f.GetRawConstantValue() : "")}"))
            .Concat(type.GetInterfaces().Where(i => i.IsPublic).Select(i => $"is {Name(i)}"));

    // What the compiler makes of a record by itself is no declaration of ours.
    private static IEnumerable<string> Methods(Type type) => type.GetMethods(All)
        .Where(m => IsVisible(m) && !m.Name.Contains('<', StringComparison.Ordinal) && m.Name != "PrintMembers")
        .Select(Signature);

    private static bool IsVisible(MethodBase member) => member.IsPublic || member.IsFamily || member.IsFamilyOrAssembly;

    private static string Access(MethodBase member) => member.IsPublic ? "public" : "protected";

    private static string Signature(MethodInfo method) =>
        $"{Access(method)} {(method.IsStatic ? "static " : "")}{(method.IsAbstract ? "abstract " : "")}{Name(method.ReturnType)} "
        + $"{method.Name}`{method.GetGenericArguments().Length}({Parameters(method)})";

    private static string Parameters(MethodBase member) => string.Join(", ", member.GetParameters().Select(p =>
        $"{Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? $" = {p.RawDefaultValue ?? "default"}" : "")}"));

    // By name: the same type is another one in each assembly.
    private static string Name(Type type) =>
        type.IsGenericParameter ? type.Name
        : type.HasElementType ? Name(type.GetElementType()!) + (type.IsArray ? "[]" : "&")
        : !type.IsGenericType ? type.FullName!
        : $"{type.GetGenericTypeDefinition().FullName}<{string.Join(',', type.GetGenericArguments().Select(Name))}>";
}
