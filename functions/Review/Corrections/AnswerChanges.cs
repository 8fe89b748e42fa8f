using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Corrections;

/// <summary>What changed in a sheet's texts. Its scores are figures and compared as such.</summary>
internal static class AnswerChanges
{
    public static void Add(ChangeList changes, Plan plan, Measure measure, Answers before, Answers after)
    {
        foreach (var field in plan.Form)
        {
            var (was, now) = (before.ByField.GetValueOrDefault(field.Id), after.ByField.GetValueOrDefault(field.Id));
            switch (field.Kind)
            {
                case FieldKind.Scores:
                    break;
                case FieldKind.TextPerCriterion:
                    AddTexts(changes, plan, field, was as TextsAnswer, now as TextsAnswer);
                    break;
                case FieldKind.Indicator or FieldKind.Progress or FieldKind.Grid:
                    AddParts(changes, field, AnswerParts.Of(plan, measure, field, was), AnswerParts.Of(plan, measure, field, now));
                    break;
                case FieldKind.Table:
                    AddRows(changes, field, was as TableAnswer, now as TableAnswer);
                    break;
                default:
                    changes.Add(ChangedFigure.Answer, new Labelled(field.Id, field.Label), Text(field, was), Text(field, now));
                    break;
            }
        }
    }

    private static void AddTexts(ChangeList changes, Plan plan, FormField field, TextsAnswer? before, TextsAnswer? after)
    {
        foreach (var criterion in plan.Scoring.Criteria)
        {
            changes.Add(
                ChangedFigure.Answer,
                new Labelled($"{field.Id}.{criterion.Id}", $"{field.Label}（{criterion.Name}）"),
                before?.ByCriterion.GetValueOrDefault(criterion.Id),
                after?.ByCriterion.GetValueOrDefault(criterion.Id));
        }
    }

    private static void AddParts(
        ChangeList changes, FormField field, ImmutableArray<AnswerPart> before, ImmutableArray<AnswerPart> after)
    {
        foreach (var part in after.Concat(before).DistinctBy(p => p.Id))
        {
            changes.Add(
                ChangedFigure.Answer,
                part.Id.Length == 0 ? new Labelled(field.Id, field.Label) : new Labelled($"{field.Id}.{part.Id}", $"{field.Label}（{part.Label}）"),
                before.FirstOrDefault(p => p.Id == part.Id)?.Text,
                after.FirstOrDefault(p => p.Id == part.Id)?.Text);
        }
    }

    private static void AddRows(ChangeList changes, FormField field, TableAnswer? before, TableAnswer? after)
    {
        foreach (var (place, text, corrected) in TextChanges.Between(Rows(field, before), Rows(field, after)))
        {
            var row = place.ToString(CultureInfo.InvariantCulture);
            changes.Add(ChangedFigure.Answer, new Labelled($"{field.Id}.{row}", $"{field.Label}（{row}行目）"), text, corrected);
        }
    }

    private static string[] Rows(FormField field, TableAnswer? table) => table is null
        ? []
        : [.. table.Rows.Select(row => string.Join(
            '、', field.Columns.Where(c => row.ContainsKey(c.Id)).Select(c => $"{c.Label}：{c.InWords(row[c.Id])}")))];

    private static string? Text(FormField field, Answer? answer) => answer switch
    {
        ChoiceAnswer choice => choice.Choice,
        NumberAnswer number => AnswerParts.NumberText(field, number.Number),
        TextAnswer text => text.Text,
        MonthAnswer month => month.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        _ => null,
    };
}
