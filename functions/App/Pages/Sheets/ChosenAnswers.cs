using System.Collections.Immutable;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Pages.Sheets;

/// <summary>What a form says once its choices between two texts are followed.</summary>
/// <param name="Answers">What stands in the form then.</param>
/// <param name="Start">What it was read from, as far as that is still of use.</param>
/// <param name="Open">What no choice was made of.</param>
internal sealed record ChosenAnswers(Answers Answers, FormStart? Start, ImmutableArray<Contest> Open)
{
    /// <summary>Reads a form, while these are the answers saved last.</summary>
    public static ChosenAnswers Read(Plan plan, PostedForm form, Answers saved)
    {
        var fields = TypedAnswers.FieldsOf(form);
        var start = FormStart.Read(form);
        var now = FormStart.Of(plan, saved);
        var open = ImmutableArray.CreateBuilder<Contest>();
        var tables = new List<(FormField Field, Answer? Answer)>();
        foreach (var contest in Contest.In(plan, form))
        {
            if (contest.Row is not null && !fields.ContainsKey(contest.Name))
            {
                // Its row was taken out of the form: that is a choice too.
                continue;
            }

            if (start?.IsSameIn(now, contest.Unit) != true)
            {
                // Saved anew since it was shown: what was chosen from is no more, so it is asked again.
                start = start?.Without(contest.Unit);
                continue;
            }

            switch (form[contest.TakeName])
            {
                case "mine":
                    break;
                case "theirs" when contest.IsWholeTable:
                    tables.Add((contest.Field, contest.TheirTable()));
                    break;
                case "theirs":
                    fields[contest.Name] = contest.Theirs;
                    break;
                case "both" when contest.CanTakeBoth:
                    fields[contest.Name] = $"{contest.Theirs}\n{fields.GetValueOrDefault(contest.Name, "")}".Trim('\n');
                    break;
                default:
                    open.Add(contest);
                    break;
            }
        }

        var typed = tables.Aggregate(TypedAnswers.Read(plan, fields), (answers, table) => table.Answer is { } answer
            ? answers.With(table.Field.Id, answer)
            : new Answers(answers.ByField.Remove(table.Field.Id)));
        // An open cell is found by its row's place, which blank rows would change.
        return open.Count == 0
            ? new(TypedAnswers.WithoutBlankRows(typed), start, [])
            : new(typed, start, [.. open.Select(contest => InPlace(contest, form))]);
    }

    // The form's rows are numbered anew when it is shown again.
    private static Contest InPlace(Contest contest, PostedForm form) =>
        contest.Row is { } row ? contest.InRow(TypedAnswers.RowNumbers(contest.Field, form).IndexOf(row)) : contest;
}
