using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.Local.Demo;
using GyoseiFlow.Local.Storage;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Local.Commands;

/// <summary>demo: one year of a real plan's review in seconds.</summary>
internal static class DemoCommand
{
    private const string Sqlite = "sqlite";
    private const string Azurite = "azurite";

    public static Command Create()
    {
        var folder = new Option<string>("--out")
        {
            Description = "結果（記録・メール・公開サイト）を置くフォルダー。前のデモの結果は置き換えます",
            HelpName = "DIR",
            DefaultValueFactory = _ => "out",
        };
        var resume = new Option<bool>("--resume") { Description = "中断したデモを続きから再開します。なければ最初から実行します" };
        var seed = new Option<ulong?>("--seed") { Description = "遅れる部署や委員の評点を決める数 [既定: 1]", HelpName = "N" };
        var pdf = new Option<bool>("--pdf") { Description = "意見書をPDFでも公表します（Chromiumで印刷するため、十数秒長くかかります）" };
        var plan = new Option<string>("--plan")
        {
            Description = $"進める計画（{string.Join("、", DemoData.Names)}）",
            HelpName = "NAME",
            DefaultValueFactory = _ => DemoData.Usual,
        };
        var store = new Option<string?>("--store")
        {
            Description = "記録と公開サイトの置き場所。sqlite（--out のフォルダー）か、azurite（Azureのストレージの代わりをするAzurite） [既定: sqlite]",
            HelpName = "sqlite|azurite",
        };
        var azurite = new Option<string>("--azurite")
        {
            Description = "--store azurite のときの、Azuriteの接続文字列",
            HelpName = "CONNECTION",
            DefaultValueFactory = _ => AzuriteStores.Usual,
        };
        var year = new Option<string>("--year")
        {
            Description = "進める年度（R5、令和5年度、2023など）[既定: その計画の最後の年度]。同じ計画に前の年度があれば、そこから順に進めます。見直しで計画の新しい版ができる年度では、その版の登録と次の年度の開始まで進めます",
            HelpName = "YEAR",
        };
        var demo = new Command("demo", "実在の計画（既定は苫小牧市の令和6年度）の評価を、開始から公表まで、仮の時計で数秒のうちに進めます。")
        {
            folder, resume, seed, pdf, plan, year, store, azurite,
        };
        demo.SetAction((parsed, cancellation) => RunAsync(
            parsed.InvocationConfiguration.Output,
            parsed.GetRequiredValue(folder),
            parsed.GetValue(resume),
            parsed.GetValue(seed),
            parsed.GetValue(pdf),
            Played(parsed.GetRequiredValue(plan), parsed.GetValue(year)),
            StoreName(parsed.GetValue(store)),
            parsed.GetRequiredValue(azurite),
            cancellation));
        return demo;
    }

    private static ImmutableArray<DemoData> Played(string plan, string? typedYear)
    {
        if (!DemoData.Names.Contains(plan))
        {
            throw new CommandFailure($"計画「{plan}」はありません。--plan には {string.Join("、", DemoData.Names)} のどれかを指定してください。");
        }

        FiscalYear? year = typedYear is null ? null
            : FiscalYear.TryParse(typedYear, out var read) ? read
            : throw new CommandFailure($"年度「{typedYear}」が読めません。--year には R5、令和5年度、2023 のように書いてください。");
        return DemoData.Through(plan, year) is { IsEmpty: false } years
            ? years
            : throw new CommandFailure(
                $"計画「{plan}」の{year!.Value.Label}の資料はありません。--year には {string.Join("、", DemoData.YearsOf(plan))} のどれかを指定してください。");
    }

    private static async Task<int> RunAsync(
        TextWriter output,
        string outFolder,
        bool resume,
        ulong? seed,
        bool pdf,
        ImmutableArray<DemoData> years,
        string? store,
        string azurite,
        CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var data = years[^1];
        var folder = new DemoFolder(Path.GetFullPath(outFolder), data.Plan.Id, data.Cycle.Year);
        if (store == Azurite)
        {
            // Before anything of an earlier demo is removed.
            await AzuriteStores.CheckAsync(azurite, folder.Path, cancellation);
        }

        using var taken = folder.Take(resume);
        folder = await OnStoreAsync(folder, store, azurite, cancellation);
        var progress = DemoProgress.On(output);
        var run = new DemoRun(years, folder, pdf, progress);
        var stopped = await run.StoppedAtAsync(seed, cancellation);
        if (stopped is null && folder.Azurite is not null && File.Exists(folder.Store))
        {
            throw new CommandFailure("Azuriteに、このデモの記録が残っていません。--resume を外して、最初から実行してください。");
        }

        var labels = years is [var first, _, ..] ? $"{first.Cycle.Year.Label}から{data.Cycle.Year.Label}まで" : data.Cycle.Year.Label;
        await output.WriteLineAsync(stopped is null
            ? $"{data.Plan.Name} {labels}の評価を、開始から公表まで実行します。"
            : $"{data.Plan.Name} {labels}の評価を、{Wareki.FormatWithWeekday(JapanTime.DateOf(stopped.Now))}から再開します。");
        CycleStatus? status = null;
        await progress.RunAsync(async () => status = await run.PlayAsync(stopped, seed, cancellation));
        if (pdf && !File.Exists(folder.Pdf))
        {
            await output.WriteLineAsync("PDFは作れませんでした。ChromiumまたはChromeを入れると、PDFも公表します。ほかの形式は公表しました。");
        }

        if (data.Revised is { } next)
        {
            await output.WriteLineAsync($"見直した計画（第{next.Plan.Edition}版）を登録し、{next.Cycle.Year.Label}の評価を第{next.Plan.Edition}版で始めました。");
        }

        DemoSummary.Show(output, status!, folder, data.Plan.HasBallots(data.Cycle), Stopwatch.GetElapsedTime(started));
        return 0;
    }

    // Only two, so anything else is a slip.
    private static string? StoreName(string? typed) => typed is null or Sqlite or Azurite
        ? typed
        : throw new CommandFailure($"--store には {Sqlite} か {Azurite} を指定してください（「{typed}」はありません）。");

    // One that goes on stays where its records are.
    private static async Task<DemoFolder> OnStoreAsync(DemoFolder folder, string? store, string azurite, CancellationToken cancellation)
    {
        var begun = await folder.AsItWasAsync(cancellation);
        if (File.Exists(folder.Store))
        {
            var name = begun.Azurite is null ? Sqlite : Azurite;
            return store is null || store == name
                ? begun
                : throw new CommandFailure($"中断したデモの記録は {name} にあります。--store を外して再開するか、--resume を外して最初から実行してください。");
        }

        return store == Azurite ? await folder.OnAsync(new AzuriteStores(azurite, folder.Path), cancellation) : folder;
    }
}
