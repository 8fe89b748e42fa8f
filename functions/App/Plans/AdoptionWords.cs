using System.Globalization;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Changes;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Plans;

/// <summary>What a changed plan would do to a running year, in the words of the office: the page and the command say the same.</summary>
public static class AdoptionWords
{
    /// <summary>The sheets that are new, gone, handed over or due on another day, in the order of the plan.</summary>
    public static IEnumerable<string> Sheets(PlanAdoption adoption)
    {
        ArgumentNullException.ThrowIfNull(adoption);
        var codes = adoption.Codes;
        string[] lines =
        [
            .. adoption.NewSheets.Select(m => (m.Code, Line: $"{Label(m)}：個票を新しく作ります（担当：{Names(adoption.After, m.Departments)}）。"))
                .Concat(adoption.Sheets.Select(s => (Code: s.Before.Measure, Line: Line(adoption, s))))
                .OrderBy(sheet => codes.IndexOf(sheet.Code)).Select(sheet => sheet.Line),
        ];
        return lines is [] ? ["個票の増減、担当部署や期限の変更はありません。"] : lines;
    }

    /// <summary>What becomes of what was typed: nothing is lost.</summary>
    public static IEnumerable<string> Typed(PlanAdoption adoption)
    {
        ArgumentNullException.ThrowIfNull(adoption);
        yield return "提出された版は、提出されたときのまま残ります。下書きも残ります。";
        foreach (var field in adoption.Unfitting.GroupBy(u => (u.Field.Id, u.Field.Label)))
        {
            var measures = string.Join("、", field.Select(u => $"No.{u.Measure}"));
            yield return $"欄「{field.Key.Label}」は新しい様式にないか、種類が変わります。入力済みの内容（{measures}）は消さずに、個票の画面に「いまの様式にない回答」として残します。";
        }

        foreach (var (field, sheets) in adoption.LackingFields)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"必須の欄「{field}」が、提出済み・受理の個票{sheets}件では空白のままです。提出済みの個票で必要なときは、差し戻して記入を求めてください。");
        }

        foreach (var sheet in adoption.Regraded)
        {
            yield return $"No.{sheet.Measure}：点数は同じで、総合評価が{sheet.Before}から{sheet.After}に変わります。";
        }
    }

    /// <summary>Who gets mail.</summary>
    public static string Mail(PlanAdoption adoption)
    {
        ArgumentNullException.ThrowIfNull(adoption);
        return AdoptionMail.Recipients(adoption) is { IsEmpty: false } departments
            ? $"次の部署に、個票の依頼・引継ぎ・期限変更・取下げのお知らせをメールで送ります（新しい個票の依頼は5分以内、そのほかは17時か翌朝9時に、部署ごとに1通）：{Names(adoption.After, departments)}。様式・名称・評価の基準の変更については、メールを送りません。"
            : "メールは送りません。";
    }

    private static string Line(PlanAdoption adoption, AdoptedSheet sheet)
    {
        var label = adoption.After.Measures.FirstOrDefault(m => m.Code == sheet.Before.Measure) is { } measure ? Label(measure) : $"No.{sheet.Before.Measure}";
        if (sheet.Kind == AdoptedSheetKind.Withdrawn)
        {
            return $"{label}：個票を取り下げます。入力・提出された内容は記録に残ります。";
        }

        var handed = sheet.IsReassigned
            ? $"担当部署が{Names(adoption.Before, sheet.Before.Departments)}から{Names(adoption.After, sheet.Departments)}に変わります。入力の途中の内容も引き継ぎます。"
            : "";
        var due = sheet.Due != sheet.Before.Due
            ? $"期限が{Wareki.FormatWithWeekday(sheet.Before.Due)}から{Wareki.FormatWithWeekday(sheet.Due)}に{(sheet.Due > sheet.Before.Due ? "延びます" : "早まります")}。"
            : "";
        return $"{label}：{handed}{due}";
    }

    private static string Label(Measure measure) => $"No.{measure.Code} {measure.Name}";

    private static string Names(Plan plan, IEnumerable<string> departments) =>
        string.Join("、", departments.Select(id => plan.FindDepartment(id)?.Name ?? id));
}
