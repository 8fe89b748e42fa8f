using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Review.Rules;

/// <summary>
/// What comes in after the publication is in no document. A cycle that is late anyway still needs deadlines: then any day within a year will do.
/// </summary>
/// <param name="Due">The deadline asked for.</param>
/// <param name="Publication">The day of publication by the plan.</param>
/// <param name="Latest">The last day that will do.</param>
public sealed record DeadlineMustBeBeforePublication(DateOnly Due, DateOnly Publication, DateOnly Latest)
    : BrokenRule(Latest < Publication
        ? $"期限{Wareki.FormatWithWeekday(Due)}は、公表の日（{Wareki.FormatWithWeekday(Publication)}）に間に合いません。{Wareki.FormatWithWeekday(Latest)}までの日を指定してください。"
        : $"期限{Wareki.FormatWithWeekday(Due)}は先の日すぎます。{Wareki.FormatWithWeekday(Latest)}までの日を指定してください。")
{
    /// <summary>Whether a deadline will do.</summary>
    public static bool Allows(CyclePlan cycle, DateOnly due, DateOnly today) => due <= LatestOf(cycle, today);

    /// <summary>Refuses a deadline that makes no sense.</summary>
    /// <exception cref="RuleBrokenException">It is after the last day that will do.</exception>
    public static void Check(CyclePlan cycle, DateOnly due, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        RuleBrokenException.Unless(
            Allows(cycle, due, today), new DeadlineMustBeBeforePublication(due, cycle.Publication, LatestOf(cycle, today)));
    }

    private static DateOnly LatestOf(CyclePlan cycle, DateOnly today) =>
        today < cycle.Publication ? cycle.Publication.AddDays(-1) : today.AddYears(1);
}
