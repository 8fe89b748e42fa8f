using System.Collections.Immutable;
using GyoseiFlow.Review.Changes;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Plans;

/// <summary>Who hears of what a changed plan makes of a sheet.</summary>
internal static class AdoptionMail
{
    /// <summary>What for they are written to. An office that is no more hears nothing; nobody hears of a sheet that is asked for no more.</summary>
    public static IEnumerable<MailPurpose> Of(Plan after, AdoptedSheet sheet)
    {
        if (sheet.Kind == AdoptedSheetKind.Withdrawn)
        {
            yield break;
        }

        if (sheet.IsHandedOver)
        {
            yield return MailPurpose.Reassigned;
            if (after.Departments.Any(d => d.Id == sheet.Before.Departments[0] && d.Mail is not null))
            {
                yield return MailPurpose.HandedOver;
            }
        }
        else if (sheet.IsReassigned)
        {
            yield return MailPurpose.Task;
        }

        if (sheet.Due != sheet.Before.Due)
        {
            yield return MailPurpose.Extension;
        }
    }

    /// <summary>The departments that are written to, in the order of the plan.</summary>
    public static ImmutableArray<string> Recipients(PlanAdoption adoption)
    {
        var written = adoption.NewSheets.SelectMany(m => m.Departments)
            .Concat(adoption.Sheets.SelectMany(s => Of(adoption.After, s).SelectMany(purpose =>
                purpose == MailPurpose.HandedOver ? s.Before.Departments.Take(1) : s.Departments)))
            .ToHashSet(StringComparer.Ordinal);
        return [.. adoption.After.Departments.Where(d => d.Mail is not null && written.Contains(d.Id)).Select(d => d.Id)];
    }
}
