using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Tests.Pages.Access;

/// <summary>One HTTP function and method, as the app's attributes say.</summary>
internal sealed record Route(string Function, string Method, string Template, bool NeedsKey)
{
    /// <summary>Every one of the app.</summary>
    public static IReadOnlyList<Route> All { get; } =
    [
        .. from type in typeof(ServiceRegistration).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           let trigger = method.GetParameters().Where(p => p.ParameterType == typeof(HttpRequest))
               .Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault()
           where trigger is not null
           from verb in trigger.Methods!
           orderby function.Name, verb
           select new Route(function.Name, verb.ToUpperInvariant(), trigger.Route!, trigger.AuthLevel != AuthorizationLevel.Anonymous),
    ];

    /// <summary>An address of it.</summary>
    /// <param name="value">Gives each part of the template its value, by name.</param>
    public string Address(Func<string, string> value) => "/" + string.Join('/', RoutePatternFactory.Parse(Template).PathSegments
        .Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart parameter => Uri.EscapeDataString(value(parameter.Name)),
            _ => "",
        }))));
}
