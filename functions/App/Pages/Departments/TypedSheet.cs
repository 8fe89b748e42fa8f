using System.Collections.Immutable;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Pages.Departments;

/// <summary>The form of a sheet as it is to be shown.</summary>
/// <param name="Answers">What stands in it.</param>
/// <param name="ETag">The draft that the typing started from.</param>
/// <param name="Theirs">What somebody else saved in the meantime; null when nobody did.</param>
/// <param name="Focus">The table to go on with, after a row was added or taken out.</param>
/// <param name="Problems">What to show beside the fields.</param>
public sealed record TypedSheet(
    Answers Answers, string ETag, Draft? Theirs = null, string? Focus = null, ImmutableArray<AnswerProblem> Problems = default)
{
    /// <summary>What to show beside the fields; empty for nothing.</summary>
    public ImmutableArray<AnswerProblem> AllProblems => Problems.IsDefault ? [] : Problems;

    /// <summary>Whether somebody else's answer to the field is another one.</summary>
    public bool IsContested(FormField field) => Theirs is not null && !TypedAnswers.AreSame(field, Answers, Theirs.Answers);
}
