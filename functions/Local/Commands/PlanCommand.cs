using System.CommandLine;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Local.Commands;

/// <summary>plan check: whether a plan file can be used, and if not, everything that is wrong with it.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "計画ファイル（YAML）" };
        var check = new Command("check", "計画ファイルに誤りがないか調べ、誤りをすべて行番号つきで表示します。誤りがあれば終了コードは1です。") { file };
        check.SetAction((parsed, cancellation) => CheckAsync(
            parsed.GetValue(file)!, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancellation));
        return new Command("plan", "計画ファイルに誤りがないか調べます。") { check };
    }

    private static async Task<int> CheckAsync(string path, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        var reading = await PlanFile.ReadAsync(path, cancellation);
        foreach (var problem in reading.Problems)
        {
            await CommandLine.WriteAsync(errors, PlanFile.Line(path, problem));
        }

        if (reading.Plan is not { } plan)
        {
            return 1;
        }

        var verdict = reading.Problems.IsEmpty ? "問題ありません" : $"使えますが、注意が{reading.Problems.Length}件あります";
        await CommandLine.WriteAsync(output, $"{verdict}（{Counts(plan)}）。");
        return 0;
    }

    // 各担当部署 and the like have no address: they are no departments, only a word for several.
    private static string Counts(Plan plan) =>
        $"取組項目{plan.Items.Length}、実践項目{plan.Measures.Count()}、テーマ{plan.Themes.Length}、部署{plan.Departments.Count(d => d.Mail is not null)}、"
        + $"委員{plan.Committee.Members.Length}";
}
