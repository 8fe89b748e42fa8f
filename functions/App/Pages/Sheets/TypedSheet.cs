using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Pages.Sheets;

/// <summary>The form of a sheet as it is to be shown.</summary>
/// <param name="Answers">What stands in it.</param>
/// <param name="ETag">What the typing started from.</param>
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

    /// <summary>The form after its button to add or take out a row: with what was typed, and nothing saved. Null for other buttons.</summary>
    public static TypedSheet? WithRowsChanged(Plan plan, PostedForm form)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(form);
        if (form["do"].Split(':') is not ["add" or "remove", var field, ..] command
            || plan.Form.FirstOrDefault(f => f.Id == field && f.Kind == FieldKind.Table) is not { } table)
        {
            return null;
        }

        var typed = TypedAnswers.Read(plan, form);
        var rows = typed.Of<TableAnswer>(table.Id)?.Rows ?? [];
        if (command is ["add", _])
        {
            rows = rows.Add(TableEditor.Blank);
        }
        else if (int.TryParse(command[^1], CultureInfo.InvariantCulture, out var number)
            && TypedAnswers.RowNumbers(table, form).IndexOf(number) is >= 0 and var index)
        {
            rows = rows.RemoveAt(index);
        }

        return new(typed.With(table.Id, new TableAnswer(rows)), form[TypedAnswers.ETagField], Focus: table.Id);
    }
}
