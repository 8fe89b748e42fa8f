using System.CommandLine;
using System.Globalization;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Pages;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Serving;
using GyoseiFlow.Local.Storage;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Changes;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Local.Commands;

/// <summary>plan adopt: what a changed plan would do to a running year and, with --yes, takes it in. The server goes on from there.</summary>
internal static class PlanAdoptCommand
{
    // Whoever runs the command is of the secretariat's staff.
    private const string Adopter = "secretariat/コマンド";

    public static Command Create()
    {
        var folder = ServeCommand.FolderOption();
        var plan = new Option<string>("--plan") { Description = "計画のid", HelpName = "ID", Required = true };
        var year = new Option<string>("--year") { Description = "対象の年度（R7、2025 など）", HelpName = "YEAR", Required = true };
        var reason = new Option<string>("--reason") { Description = "取り込む理由。操作の記録に残ります（--yes のときは必須）", HelpName = "TEXT", DefaultValueFactory = _ => "" };
        var yes = new Option<bool>("--yes") { Description = "確認した内容のとおりに取り込みます。付けなければ、何が変わるかを示すだけです" };
        var adopt = new Command(
            "adopt",
            "登録した計画の最新の版を、進行中の年度に取り込みます。まず、個票・入力済みの内容・メールがどうなるかを示します。serveを止めてから実行します。")
        {
            folder, plan, year, reason, yes,
        };
        adopt.SetAction((parsed, cancellation) => RunAsync(
            new DataFolder(Path.GetFullPath(parsed.GetRequiredValue(folder))),
            parsed.GetRequiredValue(plan),
            parsed.GetRequiredValue(year),
            parsed.GetValue(yes) ? parsed.GetRequiredValue(reason) : null,
            parsed.InvocationConfiguration.Output,
            cancellation));
        return adopt;
    }

    private static async Task<int> RunAsync(
        DataFolder folder, string planId, string typedYear, string? reason, TextWriter output, CancellationToken cancellation)
    {
        if (!FiscalYear.TryParse(typedYear, out var year))
        {
            throw new CommandFailure($"「{typedYear}」は年度として読めません。R7、令和7年度、2025 のように書いてください。");
        }

        using var taken = folder.Take();
        await using var file = SqliteFile.Open(folder.Store);
        var store = await SqliteRecordStore.OpenAsync(file, cancellation);
        return await AdoptAsync(store, Cycle.IdOf(planId, year), reason, output, TimeProvider.System, cancellation);
    }

    /// <summary>Shows what it would do and, with a reason, does it.</summary>
    internal static async Task<int> AdoptAsync(
        IRecordStore store, string cycleId, string? reason, TextWriter output, TimeProvider clock, CancellationToken cancellation)
    {
        var plans = new PlanLibrary(store, new PublicAddress(Url: null), clock);
        var (cycles, ledger) = (new CycleReader(store, plans), new Ledger(store));
        var desk = new PlanAdoptionDesk(store, cycles, plans, ledger, new AdoptedSheets(store, cycles, ledger), clock);
        try
        {
            var adoption = await desk.PreviewAsync(cycleId, cancellation);
            await ShowAsync(output, adoption);
            if (!adoption.Refusals.IsEmpty)
            {
                return 1;
            }

            if (reason is null || adoption.IsEmpty)
            {
                await CommandLine.WriteAsync(output, adoption.IsEmpty
                    ? "取り込むことはありません。変えた計画ファイルは、先に plan add で登録してください。"
                    : "まだ何も変えていません。取り込むときは、同じコマンドに --yes --reason 理由 を付けて実行してください。");
                return 0;
            }

            var act = new Act(string.Create(CultureInfo.InvariantCulture, $"adopt-{cycleId}-{adoption.Fingerprint}"), Adopter);
            await desk.AdoptAsync(cycleId, adoption.Fingerprint, reason, act, cancellation);
        }
        catch (RecordMissingException missing)
        {
            throw new CommandFailure($"「{cycleId}」の評価は始まっていないか、計画がありません。--plan と --year を確かめてください。", missing);
        }
        catch (RuleBrokenException broken)
        {
            throw new CommandFailure(broken.Message, broken);
        }

        await CommandLine.WriteAsync(output, "取り込みました。serveを始めると、新しい個票の依頼などのメールを送ります。");
        return 0;
    }

    private static async Task ShowAsync(TextWriter output, PlanAdoption adoption)
    {
        string[] lines =
        [
            $"第{adoption.Before.Edition}版で進んでいる年度に、第{adoption.After.Edition}版を取り込むと：",
            .. adoption.Refusals.Select(r => $"取り込めません：{r}"),
            .. adoption.Changes.Select(c => $"  {c.Kind.Label()}　{c.Subject}　{c.Aspect}：{OneLine(c.Before)} → {OneLine(c.After)}"),
            .. AdoptionWords.Sheets(adoption).Select(line => $"  {line}"),
            .. AdoptionWords.Typed(adoption).Select(line => $"  {line}"),
            $"  {AdoptionWords.Mail(adoption)}",
        ];
        foreach (var line in lines)
        {
            await CommandLine.WriteAsync(output, line);
        }
    }

    private static string OneLine(string? text) => text is null ? "－" : text.ReplaceLineEndings(" ");
}
