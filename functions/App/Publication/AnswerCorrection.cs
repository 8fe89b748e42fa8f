using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Publication;

/// <summary>Corrects one sheet: what the order doesn't name stays as it is, null takes away.</summary>
internal static class AnswerCorrection
{
    private const string Criterion = "評価項目";

    public static Answers Correct(Plan plan, Measure measure, Answers answers, CorrectionValue value)
    {
        foreach (var (id, corrected) in value.Entries("様式の項目"))
        {
            if (plan.Form.FirstOrDefault(f => f.Id == id) is not { } field)
            {
                corrected.Problem($"様式に「{id}」はありません。{Known(plan.Form.Select(f => f.Id))}から選んでください。");
            }
            else if (corrected.IsNull)
            {
                answers = new Answers(answers.ByField.Remove(id));
            }
            else if (Correct(plan, measure, field, answers.ByField.GetValueOrDefault(id), corrected) is { } answer)
            {
                answers = answers.With(id, answer);
            }
        }

        return answers;
    }

    private static Answer? Correct(Plan plan, Measure measure, FormField field, Answer? was, CorrectionValue value)
    {
        var asked = AnswerParts.Asked(plan, measure, field);
        return field.Kind switch
        {
            FieldKind.Scores => new ScoresAnswer(ByPart(Criterion, asked, (was as ScoresAnswer)?.ByCriterion, value, score => score.Whole())),
            FieldKind.TextPerCriterion =>
                new TextsAnswer(ByPart(Criterion, asked, (was as TextsAnswer)?.ByCriterion, value, text => text.Text())),
            FieldKind.Indicator => new IndicatorAnswer(ByPart("内訳", asked, (was as IndicatorAnswer)?.ByPart, value, text => text.Text())),
            FieldKind.Progress => new ProgressAnswer(ByPart("部分", asked, (was as ProgressAnswer)?.ByPart, value, step => step.Whole())),
            FieldKind.Grid => new GridAnswer(ByPart("行", asked, (was as GridAnswer)?.ByRow, value, text => text.Text())),
            FieldKind.Number => value.Number() is { } number ? new NumberAnswer(number) : null,
            FieldKind.Choice => value.Text() is { } choice ? new ChoiceAnswer(choice) : null,
            FieldKind.Table => new TableAnswer(Rows(field, (was as TableAnswer)?.Rows ?? [], value)),
            FieldKind.Month => Month(value),
            _ => value.Text() is { } text ? new TextAnswer(text) : null,
        };
    }

    private static ImmutableSortedDictionary<string, T> ByPart<T>(
        string kind,
        ImmutableArray<MeasurePart> asked,
        ImmutableSortedDictionary<string, T>? was,
        CorrectionValue value,
        Func<CorrectionValue, object?> read)
    {
        var corrected = was ?? ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);
        foreach (var (id, one) in value.Entries($"{kind}ごとの値"))
        {
            if (!asked.Any(part => part.Id == id))
            {
                one.Problem($"{kind}「{id}」はありません。{Known(asked.Select(part => part.Id.Length == 0 ? "\"\"" : part.Id))}から選んでください。");
            }
            else if (one.IsNull)
            {
                corrected = corrected.Remove(id);
            }
            else if (read(one) is T now)
            {
                corrected = corrected.SetItem(id, now);
            }
        }

        return corrected;
    }

    // A list is the whole table anew; numbers name rows, of which only the named cells change.
    private static ImmutableArray<ImmutableSortedDictionary<string, string>> Rows(
        FormField field, ImmutableArray<ImmutableSortedDictionary<string, string>> was, CorrectionValue value)
    {
        var blank = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        if (!value.IsObject)
        {
            return [.. value.Items("行の一覧か、行番号ごとの訂正").Select(row => Cells(field, blank, row))];
        }

        foreach (var (number, row) in value.Entries("行番号ごとの訂正"))
        {
            if (PlaceIn(number, was.Length) is { } place)
            {
                was = was.SetItem(place, Cells(field, was[place], row));
            }
            else
            {
                row.Problem($"「{field.Label}」は{was.Length}行です。1～{was.Length}の行番号か、表全体を一覧で書いてください。");
            }
        }

        return was;
    }

    private static ImmutableSortedDictionary<string, string> Cells(
        FormField field, ImmutableSortedDictionary<string, string> cells, CorrectionValue row)
    {
        foreach (var (id, cell) in row.Entries("列ごとの値"))
        {
            if (!field.Columns.Any(c => c.Id == id))
            {
                cell.Problem($"「{field.Label}」に列「{id}」はありません。{Known(field.Columns.Select(c => c.Id))}から選んでください。");
            }
            else if (cell.IsNull)
            {
                cells = cells.Remove(id);
            }
            else if (cell.Text() is { } text)
            {
                cells = text.Length == 0 ? cells.Remove(id) : cells.SetItem(id, text);
            }
        }

        return cells;
    }

    private static MonthAnswer? Month(CorrectionValue value)
    {
        if (value.Text() is not { } text)
        {
            return null;
        }

        if (MonthAnswer.Read(text) is { } month)
        {
            return month;
        }

        value.Problem($"「{text}」は年月として読めません。「2025-03」のように書いてください。");
        return null;
    }

    /// <summary>The index that a number from 1 names, or null when there is no such place.</summary>
    public static int? PlaceIn(string number, int count) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place >= 1 && place <= count ? place - 1 : null;

    private static string Known(IEnumerable<string> ids) => string.Join("、", ids);
}
