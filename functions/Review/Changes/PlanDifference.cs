using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Review.Changes;

/// <summary>What is otherwise in one plan than in another, in the order of the plan.</summary>
public static class PlanDifference
{
    /// <summary>Everything that differs; of two plans as of one year, what that year's review would take over.</summary>
    /// <param name="before">As it was.</param>
    /// <param name="after">As it is.</param>
    public static ImmutableArray<PlanChange> Between(Plan before, Plan after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return
        [
            .. Items(before, after), .. Measures(before, after), .. Departments(before, after), .. Form(before, after),
            .. Scoring(before, after), .. Calendars(before, after), .. Committee(before, after), .. Texts(before, after),
        ];
    }

    private static IEnumerable<PlanChange> Items(Plan before, Plan after)
    {
        if (before.Name != after.Name)
        {
            yield return new PlanChange(PlanChangeKind.Text, "計画", "名称", before.Name, after.Name);
        }

        foreach (var (was, item) in Pairs(before.Items, after.Items, i => i.Number))
        {
            var subject = $"取組項目{NumberOf((item ?? was)!)} {(item ?? was)!.Name}";
            foreach (var change in Aspects(
                PlanChangeKind.Item, subject, was, item, ("名称", i => i.Name), ("取組内容", i => i.Content), ("テーマ", i => string.Join("、", i.Themes))))
            {
                yield return change;
            }
        }
    }

    private static IEnumerable<PlanChange> Measures(Plan before, Plan after)
    {
        foreach (var (was, measure) in Pairs(before.Measures, after.Measures, m => m.Code))
        {
            var subject = Label((measure ?? was)!);
            if (was is null || measure is null)
            {
                var (plan, only) = was is null ? (after, measure!) : (before, was);
                var facts = $"取組項目{NumberOf(plan.ItemOf(only.Code))}、{Names(plan, only)}";
                yield return new PlanChange(PlanChangeKind.Measure, subject, was is null ? "追加" : "削除", was is null ? null : facts, was is null ? facts : null);
                continue;
            }

            (string Aspect, Func<(Plan Plan, Measure Measure), string?> Value)[] aspects =
            [
                ("名称", m => m.Measure.Name),
                ("取組項目", m => NumberOf(m.Plan.ItemOf(m.Measure.Code))),
                ("担当部署", m => Names(m.Plan, m.Measure)),
                ("改訂", m => m.Measure.RevisionTag),
                ("加わった年度", m => m.Measure.Started.ToString()),
                ("取組終了", m => EndOf(m.Measure)),
                ("指標", m => IndicatorOf(m.Measure)),
                ("部分", m => string.Join("、", m.Measure.Parts.Select(p => p.Name))),
                ("印", m => string.Join("、", m.Measure.Flags)),
                .. after.Profile.SelectMany(f => Profile(f, was, measure)),
            ];
            // An office that was renamed is one change, not one for each of its measures.
            var isSameOffices = was.Departments.SequenceEqual(measure.Departments);
            foreach (var change in Aspects(PlanChangeKind.Measure, subject, (before, was), (after, measure), aspects)
                .Where(c => !isSameOffices || c.Aspect != "担当部署"))
            {
                yield return change;
            }
        }
    }

    // Of a grid the rows that changed, not all of it: each under its own name.
    private static IEnumerable<(string Aspect, Func<(Plan Plan, Measure Measure), string?> Value)> Profile(
        ProfileField field, Measure before, Measure after)
    {
        if (field.Kind != ProfileKind.Grid)
        {
            return [(field.Label, m => ProfileOf(m.Measure.Profile.GetValueOrDefault(field.Id)))];
        }

        return Rows(after).Concat(Rows(before)).DistinctBy(row => row.Id, StringComparer.Ordinal).Select(
            (Func<GridRow, (string, Func<(Plan, Measure), string?>)>)(row =>
                ($"{field.Label}　{row.Group}　{row.Name}", m => RowOf(Rows(m.Item2).FirstOrDefault(r => r.Id == row.Id)))));

        ImmutableArray<GridRow> Rows(Measure measure) => measure.Profile.GetValueOrDefault(field.Id) is ProfileGrid grid ? grid.Rows : [];
    }

    private static IEnumerable<PlanChange> Departments(Plan before, Plan after)
    {
        foreach (var (was, department) in Pairs(before.Departments, after.Departments, d => d.Id))
        {
            var subject = (department ?? was)!.Name;
            foreach (var change in Aspects(PlanChangeKind.Department, subject, was, department, ("名称", d => d.Name)))
            {
                yield return change;
            }

            if (was is null || department is null)
            {
                continue;
            }

            foreach (var change in Aspects(
                PlanChangeKind.Department, subject, was, department,
                ("最初の年度", d => d.From?.ToString()),
                ("最後の年度", d => d.Until?.ToString()),
                ("引き継ぐ部署", d => string.Join("、", d.Became.Select(id => (after.FindDepartment(id) ?? before.FindDepartment(id))?.Name ?? id)))))
            {
                yield return change;
            }

            foreach (var change in Aspects(
                PlanChangeKind.Address, subject, was, department, ("依頼の宛先", d => d.Mail), ("所属長の宛先", d => d.HeadMail)))
            {
                yield return change;
            }
        }
    }

    private static IEnumerable<PlanChange> Form(Plan before, Plan after) =>
        Pairs(before.Form, after.Form, f => f.Id).SelectMany(pair => Aspects(
            PlanChangeKind.Form,
            $"欄「{(pair.After ?? pair.Before)!.Label}」",
            pair.Before,
            pair.After,
            ("見出し", f => f.Label),
            ("種類", f => KindOf(f)),
            ("必須", f => f.Required ? "必須" : "任意"),
            ("前年度からの引継ぎ", f => f.Carried ? "引き継ぐ" : f.CarriedFrom is { } from ? $"「{from}」から" : "引き継がない"),
            ("文字数", f => f.MaxLength == 0 ? null : Number(f.MaxLength)),
            ("説明", f => f.Support)));

    private static IEnumerable<PlanChange> Scoring(Plan before, Plan after) => Aspects(
        PlanChangeKind.Scoring, "評価", before, after,
        ("評価項目", p => string.Join("、", p.Scoring.Criteria.Select(c => $"{c.Name}（{Number(c.Min)}～{Number(c.Max)}）"))),
        ("実践項目の総合評価", p => Grades(p.Scoring, p.Scoring.MeasureGrades)),
        ("平均値の総合評価", p => Grades(p.Scoring, p.Scoring.MeanGrades)),
        ("平均値の丸め", p => p.IsScored ? RoundingOf(p.Scoring.MeanRounding) : null));

    private static IEnumerable<PlanChange> Calendars(Plan before, Plan after) =>
        Pairs(before.Cycles, after.Cycles, c => c.Year).SelectMany(pair => Calendar(pair.Before, pair.After));

    /// <summary>What is otherwise in a year's calendar.</summary>
    internal static IEnumerable<PlanChange> Calendar(CyclePlan? before, CyclePlan? after) => Aspects(
        PlanChangeKind.Calendar, (after ?? before)!.Year.Label, before, after,
        ("開始", c => Wareki.FormatWithWeekday(c.Opens)),
        ("個票の期限", c => Wareki.FormatWithWeekday(c.SelfEvaluation.Due)),
        ("督促の日（期限から数えた営業日）", c => Days(c.SelfEvaluation)),
        ("所属長への連絡（期限から数えた営業日）", c => Number(c.EscalateAfter)),
        ("委員評価の開始", c => c.Committee is { } stage ? Wareki.FormatWithWeekday(stage.Opens) : null),
        ("委員評価の期限", c => c.Committee is { } stage ? Wareki.FormatWithWeekday(stage.Due) : null),
        ("委員への督促の日（期限から数えた営業日）", c => c.Committee is { } stage ? Days(stage) : null),
        ("公表", c => Wareki.FormatWithWeekday(c.Publication)));

    private static IEnumerable<PlanChange> Committee(Plan before, Plan after) => Aspects(
        PlanChangeKind.Committee, "委員会", before, after,
        ("名称", p => p.Committee.Name),
        ("委員", p => string.Join("、", p.Committee.Members.Select(m => $"{m.Role}（{m.Id}）"))),
        ("グループ", p => string.Join("、", p.Committee.Groups.Select(g => $"{g.Name}（{string.Join("・", g.Members)}）"))),
        ("評点", p => p.Committee.Exists ? $"{Number(p.Committee.Min)}～{Number(p.Committee.Max)}" : null),
        ("平均値の丸め", p => p.Committee.Exists ? RoundingOf(p.Committee.MeanRounding) : null))
        .Concat(Aspects(
            PlanChangeKind.Address, "委員会", before, after,
            ("委員の宛先", p => string.Join("、", p.Committee.Members.Select(m => $"{m.Id}：{m.Mail}")))));

    private static IEnumerable<PlanChange> Texts(Plan before, Plan after)
    {
        (string Aspect, Func<DocumentTexts, string> Value)[] texts =
        [
            ("文書の題名", d => d.Title), ("はじめに", d => d.Introduction.Text), ("評価の流れ", d => d.Flow.Text), ("評価方法", d => d.Method.Text),
            ("取組項目別の講評", d => d.ItemRemarks.Text), ("テーマ別の講評", d => d.ThemeRemarks.Text), ("総評", d => d.GeneralReview.Text),
        ];
        foreach (var (aspect, value) in texts)
        {
            foreach (var change in Aspects(PlanChangeKind.Text, "文書", before.Document, after.Document, (aspect, d => value(d))))
            {
                yield return change;
            }
        }

        foreach (var (purpose, template) in after.Mail.Templates.OrderBy(t => t.Key))
        {
            if (before.Mail.Templates.GetValueOrDefault(purpose) is { } was && was != template)
            {
                yield return new PlanChange(
                    PlanChangeKind.Text, "メール", template.Subject.Text, $"{was.Subject.Text}\n{was.Body.Text}", $"{template.Subject.Text}\n{template.Body.Text}");
            }
        }

        foreach (var change in Aspects(
            PlanChangeKind.Address, "事務局", before.Mail, after.Mail,
            ("差出人", m => m.From), ("事務局の宛先", m => m.SecretariatMail), ("電話", m => m.SecretariatPhone)))
        {
            yield return change;
        }
    }

    // What is new or gone is one change, whatever it says.
    private static IEnumerable<PlanChange> Aspects<T>(
        PlanChangeKind kind, string subject, T? before, T? after, params (string Aspect, Func<T, string?> Value)[] aspects)
    {
        if (before is null || after is null)
        {
            yield return new PlanChange(
                kind, subject, before is null ? "追加" : "削除",
                before is null ? null : aspects[0].Value(before),
                after is null ? null : aspects[0].Value(after));
            yield break;
        }

        foreach (var (aspect, value) in aspects)
        {
            var (was, now) = (Blank(value(before)), Blank(value(after)));
            if (was != now)
            {
                yield return new PlanChange(kind, subject, aspect, was, now);
            }
        }
    }

    /// <summary>The codes of the measures of both plans, in the order of the plan.</summary>
    internal static IEnumerable<string> Codes(Plan before, Plan after) =>
        Pairs(before.Measures, after.Measures, m => m.Code).Select(pair => (pair.After ?? pair.Before)!.Code);

    // In the order of what is; what is gone stands behind what it stood behind.
    private static IEnumerable<(T? Before, T? After)> Pairs<T, TKey>(IEnumerable<T> before, IEnumerable<T> after, Func<T, TKey> key)
        where T : class
        where TKey : notnull
    {
        var (was, now) = (before.ToDictionary(key), after.Select(key).ToHashSet());
        var first = new List<(T? Before, T? After)>();
        var (behind, place) = (new Dictionary<TKey, List<(T? Before, T? After)>>(), first);
        foreach (var one in before)
        {
            if (now.Contains(key(one)))
            {
                behind[key(one)] = place = [];
            }
            else
            {
                place.Add((one, null));
            }
        }

        return first.Concat(after.SelectMany(one =>
            behind.GetValueOrDefault(key(one), []).Prepend((was.GetValueOrDefault(key(one)), one))));
    }

    /// <summary>No.3 橋の点検.</summary>
    internal static string Label(Measure measure) => $"No.{measure.Code} {measure.Name}";

    internal static string Names(Plan plan, Measure measure) =>
        string.Join("、", measure.Departments.Select(id => plan.FindDepartment(id)?.Name ?? id));

    private static string NumberOf(Item item) => item.Label ?? Number(item.Number);

    private static string? EndOf(Measure measure) => measure.Ended is not { } end ? null
        : end.Month is { } month ? Wareki.FormatMonth(month) : end.Year.Label;

    private static string? IndicatorOf(Measure measure) => measure.Indicator is not { } indicator ? null
        : $"{indicator.Name}（{indicator.Unit}）{string.Join("、", indicator.Parts)} 目標 "
            + string.Join("、", indicator.Targets.Select(t => $"{t.Key} {string.Join("／", t.Value.Parts.Select(p => p.Printed))}"));

    private static string? ProfileOf(ProfileValue? value) => value switch
    {
        ProfileText text => text.Text,
        ProfileLines lines => string.Join('\n', lines.Lines),
        _ => null,
    };

    private static string? RowOf(GridRow? row) => row is null ? null
        : string.Join('\n', row.Cells.Select(c => $"{(c.From == c.To ? c.From.Label : $"{c.From.Label}～{c.To.Label}")}：{c.Text.Trim()}"));

    private static string KindOf(FormField field) => string.Join(
        '／',
        new[] { field.Kind.ToString() }
            .Concat(field.Columns.Select(c => $"{c.Id}:{c.Kind}:{string.Join('・', c.Choices)}"))
            .Concat(field.Choices)
            .Concat(field.Scale?.Labels.Select(l => $"{Number(l.Key)} {l.Value}") ?? [])
            .Append(field.Unit ?? "")
            .Where(part => part.Length > 0));

    private static string Grades(ScoringRules rules, GradeScale scale) => string.Join("、", scale.Thresholds
        .Select(t => $"{t.Grade} {t.From.ToString(CultureInfo.InvariantCulture)}以上")
        .Concat(scale.Caps.Select(c =>
            $"{rules.FindCriterion(c.Criterion)?.Name ?? c.Criterion}が{c.AtMost.ToString(CultureInfo.InvariantCulture)}以下は{c.Grade}まで")));

    private static string RoundingOf(Rounding rounding) => $"小数第{Number(rounding.Decimals)}位まで（" + rounding.Mode switch
    {
        RoundingMode.HalfEven => "偶数への丸め",
        RoundingMode.Down => "切捨て",
        _ => "四捨五入",
    } + "）";

    private static string Days(StagePlan stage) => string.Join("、", stage.RemindAt.Select(Number));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Blank(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
