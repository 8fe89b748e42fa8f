using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Review.Indicators;

/// <summary>What a measure is measured by (指標, 目標), as its plan says.</summary>
/// <param name="Name">As printed, e.g. 出前講座開催回数.</param>
/// <param name="Unit">件, %, 千円 …; null where values are states or sentences.</param>
/// <param name="Direction">Which way is better.</param>
/// <param name="Initial">The value that the plan starts from, or null.</param>
/// <param name="InitialYear">The fiscal year of the initial value, or null.</param>
/// <param name="Targets">The value to reach, or the state planned, in some years.</param>
/// <param name="Parts">The names of split values ((男性), (女性)); empty where a value is one.</param>
public sealed record Indicator(
    string Name,
    string? Unit,
    Direction Direction,
    IndicatorValue? Initial,
    FiscalYear? InitialYear,
    ImmutableSortedDictionary<FiscalYear, IndicatorValue> Targets,
    ImmutableArray<string> Parts)
{
    /// <summary>The names of what is typed: its parts, or "" where a value is one.</summary>
    public ImmutableArray<string> PartNames => Parts.IsEmpty ? [""] : Parts;

    /// <summary>A value from what is printed, by the part's name; null where all of it is blank.</summary>
    public IndicatorValue? Read(IReadOnlyDictionary<string, string> printed)
    {
        ArgumentNullException.ThrowIfNull(printed);
        ImmutableArray<ValuePart> parts =
            [.. PartNames.Select(name => printed.TryGetValue(name, out var text) ? ValuePart.Read(name, text, Unit) : null).OfType<ValuePart>()];
        return parts.IsEmpty ? null : new IndicatorValue(parts);
    }
}

/// <summary>Which way an indicator is better.</summary>
public enum Direction
{
    /// <summary>More is better, as with most.</summary>
    Up,

    /// <summary>Less is better: overtime hours.</summary>
    Down,

    /// <summary>The nearer to the target the better: the number of staff.</summary>
    Keep,
}
