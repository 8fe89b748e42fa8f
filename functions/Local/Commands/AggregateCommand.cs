using System.CommandLine;
using GyoseiFlow.Local.Commands.Scores;

namespace GyoseiFlow.Local.Commands;

/// <summary>aggregate: what the scores that are in so far add up to.</summary>
internal static class AggregateCommand
{
    public static Command Create()
    {
        var plan = new Option<string>("--plan") { Description = "計画ファイル（YAML）", HelpName = "FILE", Required = true };
        var scores = new Option<string>("--scores")
        {
            Description = "評点のCSV。列は 実践項目,年度,評価項目,評点（measure,year,criterion,score）で、順番は自由です。対象外は「-」、未入力は空欄にします。文字コードはUTF-8です",
            HelpName = "FILE.csv",
            Required = true,
        };
        var aggregate = new Command(
            "aggregate",
            "評点のCSVを集計し、実践項目・取組項目・テーマごとの平均と総合評価をJSONで表示します。"
            + "評価項目の一部だけ評点がある実践項目は、平均に含めずに知らせます。")
        {
            plan,
            scores,
        };
        aggregate.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(plan)!,
            parsed.GetValue(scores)!,
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            cancellation));
        return aggregate;
    }

    private static async Task<int> RunAsync(
        string planPath, string scoresPath, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        var plan = await PlanFile.ReadPlanAsync(planPath, cancellation);
        var text = await TextFile.ReadAsync(
            scoresPath, "評点のCSV", "Excelでは「CSV UTF-8（コンマ区切り）」を選んで保存し直してください。", cancellation);
        var table = ScoreTable.Read(plan, text);
        if (table.Problems.Count > 0)
        {
            throw new CommandFailure(table.Problems.Text(scoresPath, ""));
        }

        var years = table.Years.Select(year => AggregatedYear.Of(plan, year)).ToArray();
        var warnings = years.SelectMany(year => year.Warnings).ToArray();
        if (table.Notices.Count > 0)
        {
            await CommandLine.WriteAsync(errors, table.Notices.Text(scoresPath, "注意: "));
        }

        if (years.Length == 0)
        {
            await CommandLine.WriteAsync(errors, $"注意: {scoresPath}: 評点が1つもないので、何も集計していません。ファイルを確かめてください。");
        }

        if (warnings.Length > 0)
        {
            await CommandLine.WriteAsync(errors, FileProblems.Text(warnings));
        }

        await CommandLine.WriteAsync(output, AggregateJson.Write(plan, years));
        return 0;
    }
}
