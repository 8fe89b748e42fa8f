using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Changes;

/// <summary>Why a running cycle can't go on by a changed plan: what the cycle has done already would come apart from it.</summary>
internal static class AdoptionRefusals
{
    public static IEnumerable<string> Of(
        Cycle cycle, Plan before, Plan after, ImmutableArray<Measure> fresh, IReadOnlyCollection<TypedSheetAnswers> sheets, DateOnly today)
    {
        if (cycle.Stage >= CycleStage.Approval)
        {
            return
            [
                cycle.Stage == CycleStage.Approval
                    ? "会長の承認を待っているため、取り込めません。会長から戻してもらうと取り込めます。"
                    : $"この年度は「{cycle.Stage.Label()}」です。承認・公表した年度は、その時の計画のまま残ります。新しい版は、次に始まる年度から使われます。",
            ];
        }

        return after.CycleOf(cycle.Year) is not { } calendar
            ? [$"新しい版に{cycle.Year.Label}の日程（cycles）がありません。計画ファイルに書き足してください。"]
            : [
                .. Structure(cycle, before, after, sheets),
                .. Stage(cycle, before, after, fresh),
                .. Scores(before, after, sheets),
                .. Days(cycle, before.CycleOf(cycle.Year)!, calendar, before.HasBallots(before.CycleOf(cycle.Year)!), today),
            ];
    }

    // What has been answered stays in the plan: an end is written as an end.
    private static IEnumerable<string> Structure(Cycle cycle, Plan before, Plan after, IReadOnlyCollection<TypedSheetAnswers> sheets)
    {
        foreach (var code in sheets.Select(s => s.Sheet.Measure).Where(code => after.Measures.All(m => m.Code != code)))
        {
            yield return $"No.{code}の個票がすでにありますが、新しい版にはこの実践項目がありません。やめるときは、消さずに ended（取組終了）を書いてください。";
        }

        if (cycle.Stage > CycleStage.SelfEvaluation)
        {
            foreach (var item in before.Items.Where(was => after.Items.FirstOrDefault(i => i.Number == was.Number) is not { } now
                || !now.Measures.Select(m => m.Code).Order(StringComparer.Ordinal).SequenceEqual(was.Measures.Select(m => m.Code).Order(StringComparer.Ordinal))))
            {
                yield return $"取組項目{item.Label ?? item.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)}の番号や実践項目の組み方が変わっています。委員評価が始まった後は変えられません。次の年度から使ってください。";
            }
        }
    }

    private static IEnumerable<string> Stage(Cycle cycle, Plan before, Plan after, ImmutableArray<Measure> fresh)
    {
        var isOver = cycle.Stage > CycleStage.SelfEvaluation || cycle.SelfEvaluationClosing is not null;
        if (isOver && !fresh.IsEmpty)
        {
            yield return $"担当部署の段階が終わっているため、{string.Join("、", fresh.Select(PlanDifference.Label))}の個票を新しく作れません。次の年度から使ってください。";
        }

        if (cycle.Stage == CycleStage.SelfEvaluation)
        {
            yield break;
        }

        if (before.HasBallots(before.CycleOf(cycle.Year)!) != after.HasBallots(after.CycleOf(cycle.Year)!))
        {
            yield return "委員評価の段階の有無が変わっています。担当部署の段階が終わった後は変えられません。";
        }

        if (!before.Committee.Members.Select(m => m.Id).Order(StringComparer.Ordinal).SequenceEqual(after.Committee.Members.Select(m => m.Id).Order(StringComparer.Ordinal))
            || before.Committee.Min != after.Committee.Min || before.Committee.Max != after.Committee.Max)
        {
            yield return "委員または評点の幅が変わっています。委員評価が始まった後は変えられません。委員が交代したときは、委員のidを変えずに宛先だけを直してください。";
        }
    }

    private static IEnumerable<string> Scores(Plan before, Plan after, IReadOnlyCollection<TypedSheetAnswers> sheets)
    {
        var isScored = sheets.Any(s => s.Sheet.Version > 0 || s.Answers.Scores is { Count: > 0 });
        if (isScored && !before.Scoring.Criteria.Select(c => (c.Id, c.Min, c.Max)).SequenceEqual(after.Scoring.Criteria.Select(c => (c.Id, c.Min, c.Max))))
        {
            yield return "評価項目（追加・削除・点数の幅）が変わっていますが、すでに点数が入力されています。評価項目は次の年度から変えてください。評価の区切り（thresholds）は取り込めます。";
        }

        var isHandedIn = sheets.Any(s => s.Sheet.State is SheetState.Submitted or SheetState.Accepted);
        if (isHandedIn && before.IsScored && before.Form.Any(f => f.Kind == FieldKind.Scores)
            && !after.Form.Any(f => f.Kind == FieldKind.Scores && before.Form.Any(was => was.Id == f.Id && was.Kind == f.Kind)))
        {
            yield return "点数の欄が新しい様式にありませんが、すでに提出されています。点数の欄は次の年度から変えてください。";
        }
    }

    private static IEnumerable<string> Days(Cycle cycle, CyclePlan before, CyclePlan after, bool hasBallots, DateOnly today)
    {
        (string What, DateOnly? Was, DateOnly? Now, bool IsOver)[] days =
        [
            ("個票の期限", before.SelfEvaluation.Due, after.SelfEvaluation.Due, cycle.Stage > CycleStage.SelfEvaluation),
            ("委員評価の開始", before.Committee?.Opens, after.Committee?.Opens, cycle.Stage > CycleStage.SelfEvaluation),
            ("委員評価の期限", before.Committee?.Due, after.Committee?.Due, hasBallots && cycle.Stage >= CycleStage.Committee),
            ("公表の日", before.Publication, after.Publication, false),
        ];
        foreach (var (what, was, now, isOver) in days.Where(d => d.Was != d.Now && d.Now is not null))
        {
            if (isOver)
            {
                yield return $"{what}が{Wareki.FormatWithWeekday(now!.Value)}に変わっていますが、その段階はもう始まっているか、終わっています。委員や部署の期限は、期限延長で変えてください。";
            }
            else if (now < today)
            {
                yield return $"{what}（{Wareki.FormatWithWeekday(now!.Value)}）はすでに過ぎています。今日以降の日に直してください。";
            }
            else if (now < was && now == today)
            {
                // The mail about it leaves at five in the afternoon, or on the next morning.
                yield return $"{what}を今日（{Wareki.FormatWithWeekday(now!.Value)}）に早めることはできません。お知らせが届いてから間に合うように、明日以降の日に直してください。";
            }
        }
    }
}
