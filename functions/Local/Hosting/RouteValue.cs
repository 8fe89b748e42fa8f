using System.Globalization;
using System.Reflection;

namespace GyoseiFlow.Local.Hosting;

/// <summary>A part of an address as an argument: text, or any type that reads itself from text.</summary>
internal static class RouteValue
{
    /// <summary>Whether an address's part can become this type.</summary>
    public static bool CanBe(Type type) => Plain(type) is var plain && (plain == typeof(string) || plain.IsEnum || IsParsable(plain));

    /// <summary>The argument, or null for a part that was left out.</summary>
    /// <exception cref="RouteValueException">The text isn't one of these.</exception>
    public static object? Parse(string name, object? value, Type type)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture);
        if (string.IsNullOrEmpty(text))
        {
            return type.IsValueType ? Activator.CreateInstance(type) : null;
        }

        var plain = Plain(type);
        if (plain == typeof(string))
        {
            return text;
        }

        try
        {
            return plain.IsEnum
                ? Enum.Parse(plain, text, ignoreCase: true)
                : s_parse.MakeGenericMethod(plain).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [text], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            throw new RouteValueException(name, e);
        }
    }

    private static readonly MethodInfo s_parse =
        typeof(RouteValue).GetMethod(nameof(ParseAs), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static object ParseAs<T>(string text)
        where T : IParsable<T> => T.Parse(text, CultureInfo.InvariantCulture);

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static bool IsParsable(Type type) => Array.Exists(
        type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IParsable<>) && i.GenericTypeArguments[0] == type);
}

/// <summary>An address with a part that isn't what the function takes: nothing is there.</summary>
internal sealed class RouteValueException(string name, Exception inner) : Exception($"The address's part {name} can't be read.", inner);
