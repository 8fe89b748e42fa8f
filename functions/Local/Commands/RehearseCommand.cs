using System.CommandLine;
using System.Text;
using GyoseiFlow.Local.Rehearsals;
using GyoseiFlow.Local.Storage;

namespace GyoseiFlow.Local.Commands;

/// <summary>rehearse: a year's mails and deadlines, as they will come, without sending any.</summary>
internal static class RehearseCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "計画ファイル（YAML）" };
        var year = YearOption();
        var answered = new Option<bool>("--answered") { Description = "全員がすぐに回答して公表まで進むときのメールを表示します。付けなければ、だれも回答しないときのメールです" };
        var ics = new Option<string?>("--ics") { Description = "日程とメールを、カレンダー（iCalendar）のファイルにも書きます", HelpName = "FILE.ics" };
        var csv = new Option<string?>("--csv") { Description = "メールの一覧を、CSV（表計算ソフトで開けます）にも書きます", HelpName = "FILE.csv" };
        var rehearse = new Command(
            "rehearse",
            "計画ファイルの1年間を仮の時計で進め、いつ、だれに、どんなメールが届くかを一覧にします。何も送らず、何も保存しません。")
        {
            file, year, answered, ics, csv,
        };
        rehearse.SetAction((parsed, cancellation) => RunAsync(
            parsed.InvocationConfiguration.Output,
            parsed.GetRequiredValue(file),
            parsed.GetValue(year),
            parsed.GetValue(answered),
            parsed.GetValue(ics),
            parsed.GetValue(csv),
            cancellation));
        return rehearse;
    }

    /// <summary>Which year of a plan.</summary>
    public static Option<string?> YearOption() => new("--year") { Description = "年度（R6 など）。省略すると、日程のある最初の年度です", HelpName = "YEAR" };

    private static async Task<int> RunAsync(
        TextWriter output, string path, string? year, bool isAnswered, string? ics, string? csv, CancellationToken cancellation)
    {
        var asked = await RehearsedPlan.ReadAsync(path, year, cancellation);
        var rehearsed = await RehearsedYear.PlayAsync(asked.Yaml, asked.Plan, asked.Cycle, isAnswered, cancellation);
        await CommandLine.WriteAsync(output, RehearsalText.Table(rehearsed));
        await WriteAsync(output, ics, RehearsalText.Calendar, rehearsed, cancellation);
        await WriteAsync(output, csv, RehearsalText.Csv, rehearsed, cancellation);
        return 0;
    }

    private static async Task WriteAsync(
        TextWriter output, string? path, Func<RehearsedYear, string> write, RehearsedYear year, CancellationToken cancellation)
    {
        if (path is null)
        {
            return;
        }

        try
        {
            await File.WriteAllTextAsync(path, write(year), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellation);
        }
        catch (Exception unwritable) when (DiskTrouble.Is(unwritable))
        {
            throw new CommandFailure($"{path}: 書き込めません（{DiskTrouble.Reason(unwritable)}）。別の場所を指定してください。", unwritable);
        }

        await CommandLine.WriteAsync(output, $"「{path}」に書きました。");
    }
}
