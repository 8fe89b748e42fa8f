using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Pages.Sheets;

/// <summary>The form of a sheet as it is to be shown.</summary>
/// <param name="Answers">What stands in it.</param>
/// <param name="Start">What it is read from, as the form carries it.</param>
/// <param name="Focus">The table to go on with, after a row was added or taken out.</param>
/// <param name="Problems">What to show beside the fields.</param>
public sealed record TypedSheet(
    Answers Answers, string Start, string? Focus = null, ImmutableArray<AnswerProblem> Problems = default)
{
    /// <summary>What both changed differently, and is to be chosen from.</summary>
    public ImmutableArray<Contest> Contests { get; init; } = [];

    /// <summary>What was saved elsewhere in the meantime; null when nothing is to be chosen.</summary>
    public Draft? Theirs { get; init; }

    /// <summary>What to show beside the fields; empty for nothing.</summary>
    public ImmutableArray<AnswerProblem> AllProblems => Problems.IsDefault ? [] : Problems;

    /// <summary>What is to be chosen at a control, or null.</summary>
    public Contest? At(string name) => Contests.FirstOrDefault(c => c.Name == name);

    /// <summary>What is to be chosen of a table.</summary>
    public IEnumerable<Contest> Of(FormField table) => Contests.Where(c => c.Field.Id == table.Id);

    /// <summary>The sheet as it was saved.</summary>
    public static TypedSheet Of(Plan plan, Draft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return new(draft.Answers, FormStart.Of(plan, draft.Answers).ToString());
    }

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
        var numbers = TypedAnswers.RowNumbers(table, form);
        if (command is ["add", _])
        {
            rows = rows.Add(TableEditor.Blank);
        }
        else if (int.TryParse(command[^1], CultureInfo.InvariantCulture, out var number) && numbers.IndexOf(number) is >= 0 and var index)
        {
            rows = rows.RemoveAt(index);
            numbers = numbers.RemoveAt(index);
        }

        return new(typed.With(table.Id, new TableAnswer(rows)), form[FormStart.Field], Focus: table.Id)
        {
            Contests = [.. Contest.In(plan, form).Select(c => InPlace(c, c.Field.Id == table.Id ? numbers : TypedAnswers.RowNumbers(c.Field, form))).OfType<Contest>()],
        };
    }

    // Rows are numbered anew; with its row a cell's contest goes too.
    private static Contest? InPlace(Contest contest, ImmutableArray<int> numbers) => contest.Row is not { } row ? contest
        : numbers.IndexOf(row) is >= 0 and var place ? contest.InRow(place)
        : null;
}
