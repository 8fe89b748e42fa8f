using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Review.Indicators;

/// <summary>How far an indicator's actual value, or a part of a split one, has come to its target.</summary>
/// <param name="Part">The part's name; "" where the indicator is not split.</param>
/// <param name="TargetYear">The year whose target was taken.</param>
/// <param name="Target">That target.</param>
/// <param name="Rate">達成率: 1 is all of it; null where it can't be reckoned.</param>
/// <param name="Verdict">Whether the target is reached.</param>
/// <remarks>
/// Read off Ebetsu's paper (取組状況, 令和3年度): some indicators have a target in the last year only (出前講座 97回 → 110回), some one
/// from the first year on (12日以上, 増加, 縮減), and overtime is to fall. What the paper doesn't settle stays undecided: no rate is
/// reckoned from a state, and no state is guessed from a number.
/// </remarks>
public sealed record Attainment(string Part, FiscalYear TargetYear, ValuePart Target, decimal? Rate, AttainmentVerdict Verdict)
{
    private const string Considered = "検討";
    private const string ConsideredAndDone = "検討・実施";
    private const string Done = "実施";

    /// <summary>Each part that has both an actual value and a target, in the indicator's order.</summary>
    /// <param name="indicator">The indicator.</param>
    /// <param name="year">The actual value's year.</param>
    /// <param name="actual">The actual value.</param>
    /// <param name="previous">The year before's, where known: 増加 and 縮減 look at it where the plan has no initial value.</param>
    public static ImmutableArray<Attainment> Of(Indicator indicator, FiscalYear year, IndicatorValue actual, IndicatorValue? previous)
    {
        ArgumentNullException.ThrowIfNull(indicator);
        ArgumentNullException.ThrowIfNull(actual);
        return [.. indicator.PartNames.Select(part => Of(indicator, year, part, actual.Of(part), previous?.Of(part))).OfType<Attainment>()];
    }

    private static Attainment? Of(Indicator indicator, FiscalYear year, string part, ValuePart? actual, ValuePart? previous)
    {
        if (actual is null || TargetOf(indicator, year, part) is not var (targetYear, target))
        {
            return null;
        }

        var initial = indicator.Initial?.Of(part);
        var verdict = target.Number is { } goal
            ? ByNumber(indicator.Direction, actual, goal, target.Bound)
            : ByState(actual, target.Printed, initial ?? previous);
        return new Attainment(part, targetYear, target, RateOf(indicator.Direction, actual, target, initial), verdict);
    }

    // The year's own; else the next one to come, on the way to which the year is; else the last one set, which still holds.
    private static (FiscalYear Year, ValuePart Target)? TargetOf(Indicator indicator, FiscalYear year, string part)
    {
        (FiscalYear Year, ValuePart Target)[] targets =
            [.. indicator.Targets.Where(t => t.Value.Of(part) is not null).Select(t => (t.Key, t.Value.Of(part)!))];
        return targets.Length == 0 ? null
            : targets[^1].Year >= year ? targets.First(t => t.Year >= year)
            : targets[^1];
    }

    private static AttainmentVerdict ByNumber(Direction direction, ValuePart actual, decimal goal, Bound bound)
    {
        if (actual.Number is not { } number)
        {
            return AttainmentVerdict.Undecided;
        }

        var (atLeast, atMost) = bound switch
        {
            Bound.AtLeast => (true, false),
            Bound.AtMost => (false, true),
            _ => (direction != Direction.Down, direction != Direction.Up),
        };
        var reached = (!atLeast || number >= goal) && (!atMost || number <= goal);

        // An actual of 13%以上 may be more: that decides only where more can change nothing.
        var decided = actual.Bound switch
        {
            Bound.AtLeast => atMost ? number > goal : reached,
            Bound.AtMost => atLeast ? number < goal : reached,
            _ => true,
        };
        return !decided ? AttainmentVerdict.Undecided : reached ? AttainmentVerdict.Reached : AttainmentVerdict.NotReached;
    }

    private static AttainmentVerdict ByState(ValuePart actual, string target, ValuePart? start) => target switch
    {
        "増加" or "増" => ByChange(actual, start, 1),
        "縮減" or "減少" or "減" or "低減" => ByChange(actual, start, -1),
        _ when actual.Printed == target => AttainmentVerdict.Reached,
        Considered when actual.Printed is ConsideredAndDone or Done => AttainmentVerdict.Reached,
        ConsideredAndDone when actual.Printed is Done => AttainmentVerdict.Reached,
        ConsideredAndDone or Done when actual.Printed is Considered => AttainmentVerdict.NotReached,
        _ => AttainmentVerdict.Undecided,
    };

    private static AttainmentVerdict ByChange(ValuePart actual, ValuePart? start, int sign) =>
        actual is { Number: { } number, Bound: Bound.Exactly } && start is { Number: { } from, Bound: Bound.Exactly }
            ? number.CompareTo(from) == sign ? AttainmentVerdict.Reached : AttainmentVerdict.NotReached
            : AttainmentVerdict.Undecided;

    private static decimal? RateOf(Direction direction, ValuePart actual, ValuePart target, ValuePart? initial) =>
        actual is not { Number: { } number, Bound: Bound.Exactly } || target.Number is not { } goal ? null
        : direction switch
        {
            Direction.Up when goal > 0 && number >= 0 && target.Bound != Bound.AtMost => number / goal,
            // What was taken off, of what was to be taken off.
            Direction.Down when initial is { Number: { } from, Bound: Bound.Exactly } && from > goal && target.Bound != Bound.AtLeast =>
                (from - number) / (from - goal),
            _ => null,
        };
}

/// <summary>Whether a target is reached.</summary>
public enum AttainmentVerdict
{
    /// <summary>The values don't settle it.</summary>
    Undecided,

    /// <summary>達成.</summary>
    Reached,

    /// <summary>未達成.</summary>
    NotReached,
}
