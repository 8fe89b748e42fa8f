using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Pages.Sheets;

/// <summary>
/// Puts together what two people made of the same sheet. What only one of them touched is taken as it is; only what both changed, and
/// differently, is left to be asked.
/// </summary>
internal static class AnswerMerge
{
    /// <summary>Both together.</summary>
    /// <param name="plan">The plan with the form.</param>
    /// <param name="start">What both began with; null when that isn't known: then every difference is to be asked.</param>
    /// <param name="mine">What is typed here.</param>
    /// <param name="theirs">What was saved elsewhere.</param>
    public static MergedAnswers Of(Plan plan, FormStart? start, Answers mine, Answers theirs)
    {
        var merged = new Dictionary<string, string>(StringComparer.Ordinal);
        var contests = ImmutableArray.CreateBuilder<Contest>();
        var (here, there) = (TypedAnswers.Write(plan, mine), TypedAnswers.Write(plan, theirs));
        foreach (var field in plan.Form.Where(f => f.Kind != FieldKind.Table))
        {
            foreach (var name in TypedAnswers.NamesOf(plan, field))
            {
                var (my, their) = (here.GetValueOrDefault(name, ""), there.GetValueOrDefault(name, ""));
                merged[name] = start is not null && start[name] == FormStart.Mark(my) ? their : my;
                if (my != their && (start is null || (start[name] != FormStart.Mark(my) && start[name] != FormStart.Mark(their))))
                {
                    contests.Add(new Contest(field, name, their));
                }
            }
        }

        var answers = TypedAnswers.Read(plan, merged);
        foreach (var table in plan.Form.Where(f => f.Kind == FieldKind.Table))
        {
            answers = WithTable(answers, table, start, mine, theirs, contests);
        }

        return new(answers, contests.ToImmutable());
    }

    private static Answers WithTable(
        Answers answers, FormField table, FormStart? start, Answers mine, Answers theirs, ImmutableArray<Contest>.Builder contests)
    {
        if (start?.Knows(TypedAnswers.NameOf(table)) == true && TableMerge.Of(table, start.RowsOf(table), RowsOf(mine), RowsOf(theirs)) is { } merge)
        {
            contests.AddRange(merge.Cells.Select(cell => new Contest(
                table,
                TypedAnswers.NameOf(table, cell.Row.ToString(CultureInfo.InvariantCulture), table.Columns.First(c => c.Id == cell.Column)),
                cell.Theirs)));
            return merge.Rows.IsEmpty ? answers : answers.With(table.Id, new TableAnswer(merge.Rows));
        }

        if (!TypedAnswers.AreSame(table, mine, theirs))
        {
            contests.Add(Contest.OfTable(table, theirs));
        }

        return mine.ByField.TryGetValue(table.Id, out var own) ? answers.With(table.Id, own) : answers;

        ImmutableArray<ImmutableSortedDictionary<string, string>> RowsOf(Answers all) => all.Of<TableAnswer>(table.Id)?.Rows ?? [];
    }
}

/// <summary>Two people's answers put together.</summary>
/// <param name="Answers">The answers, with one's own where both changed something.</param>
/// <param name="Contests">What both changed differently, in the order of the form but tables last.</param>
internal sealed record MergedAnswers(Answers Answers, ImmutableArray<Contest> Contests);
