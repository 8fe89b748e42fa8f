using System.Collections.Immutable;
using GyoseiFlow.App.Mail;
using GyoseiFlow.Review.Changes;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Plans;

/// <summary>Who hears of what a changed plan makes of a sheet.</summary>
internal static class AdoptionMail
{
    /// <summary>What for they are written to. An office that is no more hears nothing.</summary>
    public static IEnumerable<MailPurpose> Of(Plan after, AdoptedSheet sheet)
    {
        if (sheet.Kind == AdoptedSheetKind.Withdrawn)
        {
            if (after.FindDepartment(sheet.Departments[0])?.Mail is not null)
            {
                yield return MailPurpose.Withdrawn;
            }

            yield break;
        }

        if (sheet.IsReassigned)
        {
            yield return sheet.IsHandedOver ? MailPurpose.Reassigned : MailPurpose.Task;
            if (!SheetNotice.Relieved(after, sheet.Before.Departments, sheet.Departments).IsEmpty)
            {
                yield return MailPurpose.HandedOver;
            }
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
                purpose == MailPurpose.HandedOver ? SheetNotice.Relieved(adoption.After, s.Before.Departments, s.Departments) : s.Departments)))
            .ToHashSet(StringComparer.Ordinal);
        return [.. adoption.After.Departments.Where(d => d.Mail is not null && written.Contains(d.Id)).Select(d => d.Id)];
    }
}
