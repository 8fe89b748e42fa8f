using System.CommandLine;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Pages;
using GyoseiFlow.App.Plans;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Commands.Import;
using GyoseiFlow.Local.Planning;
using GyoseiFlow.Local.Serving;
using GyoseiFlow.Local.Storage;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Local.Commands;

/// <summary>
/// plan check: whether a plan file can be used, and if not, everything that is wrong with it. plan add: takes one into a data folder.
/// </summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "計画ファイル（YAML）" };
        var check = new Command("check", "計画ファイルに誤りがないか調べ、誤りをすべて行番号つきで表示します。誤りがあれば終了コードは1です。") { file };
        check.SetAction((parsed, cancellation) => CheckAsync(
            parsed.GetValue(file)!, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancellation));
        return new Command("plan", "計画ファイルを作り（市の一覧から作ることもできます）、誤りがないか調べ、見本を見て、サーバーのデータに登録します。")
        {
            PlanNewCommand.Create(), check, ImportCommand.Create(), PlanPreviewCommand.Create(), Add(), PlanAdoptCommand.Create(),
        };
    }

    private static Command Add()
    {
        var file = new Argument<string>("FILE") { Description = "計画ファイル（YAML）" };
        var folder = ServeCommand.FolderOption();
        var add = new Command(
            "add",
            "計画ファイルを、serveのデータのフォルダーに登録します。誤りがあれば登録せず、plan checkと同じように表示します。serveを止めてから実行します。")
        {
            file, folder,
        };
        add.SetAction((parsed, cancellation) => AddAsync(
            parsed.GetValue(file)!,
            new DataFolder(Path.GetFullPath(parsed.GetRequiredValue(folder))),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            cancellation));
        return add;
    }

    private static async Task<int> CheckAsync(string path, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        var text = await PlanFile.ReadTextAsync(path, cancellation);
        var reading = PlanReader.Read(text);
        await ShowAsync(path, reading, errors);
        if (reading.Plan is not { } plan)
        {
            return 1;
        }

        var left = LeftOver(path, text).ToList();
        foreach (var notice in left)
        {
            await CommandLine.WriteAsync(errors, notice);
        }

        var notices = reading.Problems.Length + left.Count;
        var verdict = notices == 0 ? "問題ありません" : $"使えますが、注意が{notices}件あります";
        await CommandLine.WriteAsync(output, $"{verdict}（{Counts(plan)}）。");
        return 0;
    }

    private static async Task<int> AddAsync(
        string path, DataFolder folder, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        var text = await PlanFile.ReadTextAsync(path, cancellation);
        var reading = PlanReader.Read(text);
        await ShowAsync(path, reading, errors);
        if (reading.Plan is not { } plan)
        {
            return 1;
        }

        // Before anything is stored: a file that can't be read stops the whole.
        var past = await PastYears.ReadAsync(path, cancellation);
        using var taken = folder.Take();
        await using var database = SqliteFile.Open(folder.Store);
        var store = await SqliteRecordStore.OpenAsync(database, cancellation);
        var library = new PlanLibrary(store, new PublicAddress(Url: null), TimeProvider.System);
        try
        {
            await library.ImportAsync(text, cancellation);
        }
        catch (PlanRefusedException refused)
        {
            throw new CommandFailure($"{path}: {refused.Message}", refused);
        }

        foreach (var notice in LeftOver(path, text))
        {
            await CommandLine.WriteAsync(errors, notice);
        }

        await CommandLine.WriteAsync(output, $"{plan.Name}（第{plan.Edition}版、{Counts(plan)}）を「{folder.Path}」に登録しました。");
        foreach (var running in await new CycleReader(store, library).OfPlanAsync(plan.Id, cancellation))
        {
            if (running.Cycle.Stage < CycleStage.Approval && running.Cycle.PlanEdition != plan.Edition)
            {
                await CommandLine.WriteAsync(
                    output,
                    $"進行中の{running.Cycle.Year.Label}は第{running.Cycle.PlanEdition}版のままです。取り込むときは、内容を確かめて plan adopt --plan {plan.Id} --year {running.Cycle.Year} を実行するか、事務局の画面「計画の変更を取り込む」を使ってください。");
            }
        }

        await past.TakeInAsync(plan, library, new FormerAnswers(store, new CycleReader(store, library), library), cancellation);
        foreach (var file in past.Files)
        {
            await CommandLine.WriteAsync(output, $"{file}も登録しました。");
        }

        return 0;
    }

    private static async Task ShowAsync(string path, PlanReading reading, TextWriter errors)
    {
        foreach (var problem in reading.Problems)
        {
            await CommandLine.WriteAsync(errors, PlanFile.Line(path, problem));
        }
    }

    // What plan import and plan new wrote for want of something better; the file can be used with it, but hardly as it is meant.
    private static IEnumerable<string> LeftOver(string path, string text)
    {
        var lines = text.Split('\n');
        foreach (var (mark, what) in new[] { ("要確認", "仮の値です。確かめて直したら、その行の「要確認」の文字を消してください"), ("【例】", "例のままです。自分の計画の内容に書き換えてください") })
        {
            // The first lines only explain the marks.
            int[] found = [.. lines.Index().SkipWhile(l => l.Item.StartsWith('#') || l.Item.Length == 0).Where(l => l.Item.Contains(mark, StringComparison.Ordinal)).Select(l => l.Index + 1)];
            if (found.Length > 0)
            {
                yield return $"{path}:{found[0]}: 注意: 「{mark}」が{found.Length}か所に残っています（{string.Join("、", found.Take(10))}{(found.Length > 10 ? "…" : "")}行目）。{what}。";
            }
        }
    }

    // 各担当部署 and the like have no address: they are no departments, only a word for several.
    private static string Counts(Plan plan) =>
        $"取組項目{plan.Items.Length}、実践項目{plan.Measures.Count()}、"
        + (plan.Themes.IsEmpty ? "" : $"テーマ{plan.Themes.Length}、")
        + $"部署{plan.Departments.Count(d => d.Mail is not null)}"
        + (plan.Committee.Exists ? $"、委員{plan.Committee.Members.Length}" : "、審議会なし");
}
