using System.Collections.Immutable;
using GyoseiFlow.App.Pages.Sheets;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Pages.Groups;

/// <summary>What a group changed of a sheet.</summary>
internal static class ChangedFields
{
    /// <summary>The fields that differ, in the order of the form.</summary>
    public static ImmutableArray<FormField> Between(Plan plan, Answers handedIn, Answers copy) =>
        [.. plan.Form.Where(field => !TypedAnswers.AreSame(field, handedIn, copy))];
}

/// <summary>How far a group is with one sheet.</summary>
/// <param name="Measure">What the sheet is about.</param>
/// <param name="IsIn">Whether the department handed it in.</param>
/// <param name="Changed">The fields that the group changed.</param>
public sealed record GroupLine(Measure Measure, bool IsIn, ImmutableArray<FormField> Changed);
