using System.Collections.Immutable;
using System.CommandLine;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.Records;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Local.Commands.Corrections;
using GyoseiFlow.Local.Demo;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Corrections;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Local.Commands;

/// <summary>correct: shows what a correction would change in a published document and, when told to, publishes the next version.</summary>
internal static class CorrectCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "demo を実行したフォルダー（out など）" };
        var file = new Option<string>("--file") { Description = "訂正の理由と内容を書いたファイル（YAMLかJSON）", HelpName = "FILE", Required = true };
        var year = new Option<string?>("--year") { Description = "訂正する年度（R6、令和6年度、2024 など）。省略すると、公表した最後の年度です", HelpName = "YEAR" };
        var yes = new Option<bool>("--yes") { Description = "訂正版を公表します。付けなければ、変わるところを表示するだけです" };
        var correct = new Command(
            "correct",
            "公表した文書（意見書など）の個票と委員の意見を訂正します。変わる数値と記載を1つずつ表示し、--yes を付けると、理由と訂正の一覧を載せた次の版を公表します。"
            + "前の版はそのまま残ります。グループの写し、会議の記録、計画ファイルの文章は訂正できません。")
        {
            folder,
            file,
            year,
            yes,
        };
        correct.SetAction((parsed, cancellation) => RunAsync(
            parsed.InvocationConfiguration.Output,
            parsed.GetRequiredValue(folder),
            parsed.GetRequiredValue(file),
            parsed.GetValue(year),
            parsed.GetValue(yes),
            cancellation));
        return correct;
    }

    private static async Task<int> RunAsync(
        TextWriter output, string path, string filePath, string? typedYear, bool publish, CancellationToken cancellation)
    {
        var file = await CorrectionFile.ReadAsync(filePath, cancellation);
        FiscalYear? year = typedYear is null ? null
            : FiscalYear.TryParse(typedYear, out var read) ? read
            : throw new CommandFailure($"年度「{typedYear}」が読めません。--year には R6、令和6年度、2024 のように書いてください。");
        // Which plan and year were played there stands in the records.
        var folder = new DemoFolder(Path.GetFullPath(path), DemoData.Usual, default);
        using var taken = folder.TakePlayed();
        folder = await folder.AsItWasAsync(cancellation);
        var stopped = await DemoClock.FindAsync(folder, cancellation) ?? throw NotPublished();
        var cycle = Asked(await DemoCorrection.PublishedAsync(folder, cancellation), year);
        folder = folder with { PlanId = cycle.PlanId, Year = cycle.Year };
        await using var demo = await DemoCorrection.OpenAsync(folder, cycle.Id, stopped, cancellation);
        try
        {
            await CorrectAsync(output, demo, folder, file, publish, cancellation);
            return 0;
        }
        catch (CorrectionUnreadableException wrong)
        {
            throw file.Failure(wrong);
        }
        catch (RuleBrokenException refused)
        {
            throw refused.Rule switch
            {
                StageMustBe => NotPublished(),
                CorrectionMustWait waiting => new CommandFailure(
                    $"第{waiting.Version}版の公表が途中で止まっています。--yes を付けて実行すると、続きを公表します。", refused),
                _ => new CommandFailure(refused.Rule.Message, refused),
            };
        }
        catch (RecordMissingException)
        {
            throw NotPublished();
        }
    }

    private static Cycle Asked(ImmutableArray<Cycle> published, FiscalYear? year) =>
        published is [] ? throw NotPublished()
        : year is null ? published[^1]
        : published.FirstOrDefault(cycle => cycle.Year == year) ?? throw new CommandFailure(
            $"{year.Value.Label}の文書は公表していません。--year には {string.Join("、", published.Select(cycle => cycle.Year))} のどれかを指定してください。");

    private static async Task CorrectAsync(
        TextWriter output, DemoCorrection demo, DemoFolder folder, CorrectionFile file, bool publish, CancellationToken cancellation)
    {
        // Read once before anything runs: a wrong file, or a year that isn't published, changes nothing even with --yes.
        var waits = await IsWaitingAsync(demo, file, cancellation);
        if (publish && waits)
        {
            await demo.ResumeAsync(cancellation);
        }

        var preview = await demo.PreviewAsync(file.Order, cancellation);
        var version = await demo.VersionAsync(cancellation);
        // Beside 公開一覧, a Japanese character for two of the terminal's columns.
        var name = await demo.DocumentNameAsync(cancellation);
        var document = name + new string(' ', Math.Max(1, 9 - (2 * name.Length)));
        if (preview.Changes.IsEmpty)
        {
            await CommandLine.WriteAsync(output, $"訂正するところはありません。公表している第{version}版は、ファイルのとおりです。\n{document}{folder.DocumentOf(version)}");
            return;
        }

        await CommandLine.WriteAsync(output, Text(preview));
        if (!publish)
        {
            await CommandLine.WriteAsync(output, $"まだ何も変えていません。第{preview.Version}版として公表するには、--yes を付けてもう一度実行してください。");
            return;
        }

        if (!waits)
        {
            await demo.ResumeAsync(cancellation);
        }

        await demo.PublishAsync(file.Order, preview.Tag, cancellation);
        await CommandLine.WriteAsync(
            output,
            $"第{preview.Version}版を公表しました（デモの時計で{Wareki.FormatWithWeekday(demo.Today)}）。\n"
            + $"{document}{folder.DocumentOf(preview.Version)}\n公開一覧 {folder.SiteIndex}\n前の版   {folder.DocumentOf(version)}（そのまま残っています）");
    }

    // Whether a correction was ordered and then interrupted.
    private static async Task<bool> IsWaitingAsync(DemoCorrection demo, CorrectionFile file, CancellationToken cancellation)
    {
        try
        {
            await demo.PreviewAsync(file.Order, cancellation);
            return false;
        }
        catch (RuleBrokenException waiting) when (waiting.Rule is CorrectionMustWait)
        {
            return true;
        }
    }

    private static string Text(CorrectionPreview preview) => string.Join(
        '\n', [$"公表した内容から変わるところ（{preview.Changes.Length}か所）", .. preview.Changes.Select(Line)]);

    private static string Line(FigureChange change)
    {
        var subject = change.Of is ChangedSubject.Document ? change.Of.Label()
            : change.Of is ChangedSubject.Theme ? $"{change.Of.Label()}「{change.Subject.Name}」"
            : $"{change.Of.Label()}{change.Subject.Code}「{change.Subject.Name}」";
        return $"  {subject} {ChangeWords.What(change)}: {Value(change.Before)} → {Value(change.After)}";
    }

    // One change a line, however many a text has.
    private static string Value(string? value) => value?.Replace('\n', ' ') ?? ChangeWords.Nothing;

    private static CommandFailure NotPublished() =>
        new("このデモは、まだ公表まで進んでいません。demo --resume で公表まで進めてから、もう一度実行してください。");
}
