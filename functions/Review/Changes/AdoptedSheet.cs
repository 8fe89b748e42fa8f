using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Changes;

/// <summary>What a changed plan does to a sheet that is there.</summary>
/// <param name="Before">The sheet as it is.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Departments">Who answers for it then, the first leads.</param>
/// <param name="Due">Its deadline then.</param>
public sealed record AdoptedSheet(Sheet Before, AdoptedSheetKind Kind, ImmutableArray<string> Departments, DateOnly Due)
{
    /// <summary>Whether another department leads.</summary>
    public bool IsHandedOver => Departments[0] != Before.Departments[0];

    /// <summary>Whether other departments answer.</summary>
    public bool IsReassigned => !Departments.SequenceEqual(Before.Departments);

    /// <summary>
    /// What happens to a sheet, or null where nothing does. A settled sheet stays as it is. A sheet that was handed to others by hand
    /// stays with them, or with whoever took over from them; a deadline of its own stays. The calendar's new deadline holds whether it
    /// is later or earlier, but never once it is past.
    /// </summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="before">The plan so far, as of its year.</param>
    /// <param name="after">The plan from now on, as of its year.</param>
    /// <param name="year">The fiscal year under review.</param>
    /// <param name="offices">The fiscal year whose departments answer from now on.</param>
    /// <param name="today">Today.</param>
    public static AdoptedSheet? Of(Sheet sheet, Plan before, Plan after, FiscalYear year, FiscalYear offices, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (sheet.IsSettled)
        {
            return null;
        }

        if (after.MeasuresAskedIn(year).FirstOrDefault(m => m.Code == sheet.Measure) is not { } measure)
        {
            return new AdoptedSheet(sheet, AdoptedSheetKind.Withdrawn, sheet.Departments, sheet.Due);
        }

        var departments = DepartmentsOf(sheet, before, after, measure, offices);
        var due = DueOf(sheet, before.CycleOf(year), after.CycleOf(year), today);
        return departments.SequenceEqual(sheet.Departments) && due == sheet.Due
            ? null
            : new AdoptedSheet(sheet, AdoptedSheetKind.Changed, departments, due);
    }

    /// <summary>The sheet as it is then.</summary>
    /// <param name="at">Now.</param>
    /// <exception cref="Rules.RuleBrokenException">The sheet can't be changed any more.</exception>
    public Sheet After(DateTimeOffset at)
    {
        if (Kind == AdoptedSheetKind.Withdrawn)
        {
            return Before.Withdrawn();
        }

        var sheet = IsReassigned ? Before.Reassigned(Departments) : Before;
        return Due == Before.Due ? sheet : sheet.DueMoved(Due, at);
    }

    private static ImmutableArray<string> DepartmentsOf(Sheet sheet, Plan before, Plan after, Measure measure, FiscalYear offices)
    {
        if (before.Measures.FirstOrDefault(m => m.Code == measure.Code) is { } was && was.Departments.SequenceEqual(sheet.Departments))
        {
            return measure.Departments;
        }

        var succession = Succession.Of(after);
        ImmutableArray<string> followed =
            [.. sheet.Departments.SelectMany(id => succession.Followed(id, offices)).Distinct(StringComparer.Ordinal).Take(Sheet.MostDepartments)];
        return followed is [var lead, ..] && after.FindDepartment(lead)?.Mail is not null ? followed : measure.Departments;
    }

    private static DateOnly DueOf(Sheet sheet, CyclePlan? before, CyclePlan? after, DateOnly today) =>
        sheet.AwaitsDepartment && sheet.Due == before?.SelfEvaluation.Due && after?.SelfEvaluation.Due is { } due && due >= today
            ? due
            : sheet.Due;
}

/// <summary>What happens to a sheet.</summary>
public enum AdoptedSheetKind
{
    /// <summary>担当部署・期限の変更.</summary>
    Changed,

    /// <summary>取下げ: the plan asks for it no more.</summary>
    Withdrawn,
}
