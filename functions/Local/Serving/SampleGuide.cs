using GyoseiFlow.App.Pages;
using GyoseiFlow.Local.Demo;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Local.Serving;

/// <summary>What can be tried in a sample, by whom and where.</summary>
internal static class SampleGuide
{
    /// <summary>The lines for a sample of a plan's latest year.</summary>
    public static IEnumerable<string> Lines(SampleStop stop, Plan plan, Uri open)
    {
        var cycle = Cycle.IdOf(plan.Id, plan.Cycles[^1].Year);
        yield return $"この見本（{stop.Name}、{stop.Label}）で試せること";
        foreach (var (who, what, path) in Tries(stop, plan, cycle))
        {
            yield return $"  {who}: {what}";
            yield return $"    {new Uri(open, path)}";
        }

        if (stop == SampleStop.Committee)
        {
            yield return "  評価のようすごとの委員";
            yield return $"    未着手         {CommitteeScript.Untouched(plan).Mail}";
            yield return $"    入力中         {CommitteeScript.Begun(plan).Mail}（始めたばかり）、{CommitteeScript.NearlyDone(plan).Mail}（あと少し）";
            yield return $"    提出済み       {CommitteeScript.HandedIn(plan).Mail}";
            yield return $"    提出後に変更   {CommitteeScript.Changed(plan).Mail}";
        }
    }

    private static (string Who, string What, string Path)[] Tries(SampleStop stop, Plan plan, string cycle) => stop.Name switch
    {
        "committee" =>
        [
            ("委員", "取組項目ごとに評点と意見を入れて提出する", PagePaths.Committee),
            ("事務局", "委員評価のようすと集計を見る。「委員評価」から、期限の延長、督促、締切をする", PagePaths.Board(cycle)),
        ],
        "opinions" =>
        [
            ("事務局", "集まった意見を整理し、意見書の文章を直し、会長へ送る", PagePaths.Opinions(cycle)),
            ("会長", $"事務局が送ったあと、意見書を確認して承認する（{plan.Committee.Chair.Mail}）", PagePaths.Approval(cycle)),
        ],
        "published" =>
        [
            ("だれでも", "公表した意見書とデータを見る（サインインは要りません）", PagePaths.Published),
            ("担当部署", "委員会の評価と意見を読む", PagePaths.Feedback(cycle)),
            ("事務局", "公表した内容を訂正する", PagePaths.Board(cycle)),
        ],
        _ =>
        [
            ("担当部署", "個票を入力して提出する", PagePaths.Tasks),
            ("事務局", "進み具合を見て、受理・差戻し・期限延長・督促をする", PagePaths.Board(cycle)),
        ],
    };
}
