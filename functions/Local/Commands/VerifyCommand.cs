using System.CommandLine;
using GyoseiFlow.Documents.Verification;
using GyoseiFlow.Local.Commands.Verification;

namespace GyoseiFlow.Local.Commands;

/// <summary>verify: whether what was published agrees with its own open data.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "公表したフォルダー。1つの版（…/2024/v1）か、サイト全体" };
        var verify = new Command(
            "verify",
            "公表した文書とデータを確かめます。CSVだけから平均・合計・総合評価をすべて計算し直し、文書とdata.jsonの数値、"
            + "マニフェストのSHA-256と比べます。合わないものがあれば、場所と値を示し、終了コードは1です。")
        {
            folder,
        };
        verify.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(folder)!, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancellation));
        return verify;
    }

    private static async Task<int> RunAsync(string folder, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        var versions = PublishedFolder.Versions(folder);
        var (failed, recomputed) = (0, 0);
        foreach (var version in versions)
        {
            var files = await PublishedFolder.ReadAsync(version, cancellation);
            var report = PublishedVersion.Verify(files, PageFigures.Read(files));
            await ShowAsync(version, report, output, errors);
            failed += report.Holds ? 0 : 1;
            recomputed += report.Recomputed;
        }

        await CommandLine.WriteAsync(output, failed == 0
            ? $"問題はありません（{versions.Count}版）。{Agreed(recomputed)}"
            : $"{versions.Count}版のうち{failed}版に、合わないものがあります。");
        return failed == 0 ? 0 : 1;
    }

    private static string Agreed(int recomputed) => recomputed > 0
        ? "公表した数値は、公表したデータから計算し直した値とすべて一致しました。"
        : "計算し直せる数値（評点・達成率・平均値など）のない文書です。確かめたのは、ファイルが公表したときのままであることと、CSVとJSONの値が同じことです。";

    private static string Verdict(CheckedPart part) => (part.Findings.Length, part.Count, part.IsOfFigures) switch
    {
        (0, 0, true) => "計算し直せる数値はありません",
        (0, _, _) => $"{part.Count}{part.Unit}を確認、一致",
        _ => $"{part.Count}{part.Unit}を確認、合わないもの{part.Findings.Length}件",
    };

    private static async Task ShowAsync(string version, VerificationReport report, TextWriter output, TextWriter errors)
    {
        await CommandLine.WriteAsync(output, report.Title.Length == 0 ? version : $"{report.Title}（{version}）");
        foreach (var part in report.Parts)
        {
            await CommandLine.WriteAsync(output, $"  {part.Name}: {Verdict(part)}");
        }

        string[] findings = [.. report.Parts.SelectMany(p => p.Findings).Distinct().Select(f => $"{Path.Join(version, f.File)}: {f.Message}")];
        if (findings.Length > 0)
        {
            await CommandLine.WriteAsync(errors, FileProblems.Text(findings));
        }
    }
}
