using System.Collections.Immutable;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Sheets;

/// <summary>What an act would do to one sheet.</summary>
/// <param name="Before">The sheet as it is.</param>
/// <param name="After">As it would be; null when a rule forbids the act.</param>
/// <param name="Refusal">The rule that forbids it, or null.</param>
/// <param name="WrittenTo">The ids of the departments that get the mail, the leading one first; empty for none.</param>
public sealed record TouchedSheet(Sheet Before, Sheet? After, BrokenRule? Refusal, ImmutableArray<string> WrittenTo);

/// <summary>Looks at an act on several sheets before it is done.</summary>
public static class WhomItTouches
{
    /// <summary>Each sheet with what happens to it, or why nothing does.</summary>
    /// <param name="plan">The plan, for who has an address.</param>
    /// <param name="sheets">The sheets.</param>
    /// <param name="writes">Whether the departments get a mail.</param>
    /// <param name="act">The act.</param>
    public static ImmutableArray<TouchedSheet> Of(Plan plan, IEnumerable<Sheet> sheets, bool writes, Func<Sheet, Sheet> act) =>
        [.. sheets.Select(sheet => Of(plan, sheet, writes, act))];

    private static TouchedSheet Of(Plan plan, Sheet sheet, bool writes, Func<Sheet, Sheet> act)
    {
        try
        {
            var after = act(sheet);
            return new TouchedSheet(
                sheet, after, null, writes ? [.. after.Departments.Where(id => plan.Department(id).Mail is not null)] : []);
        }
        catch (RuleBrokenException refused)
        {
            return new TouchedSheet(sheet, null, refused.Rule, []);
        }
    }
}
