using System.CommandLine;
using System.Globalization;
using GyoseiFlow.Local.Planning;
using GyoseiFlow.Local.Previews;
using GyoseiFlow.Local.Rehearsals;
using GyoseiFlow.Local.Storage;

namespace GyoseiFlow.Local.Commands;

/// <summary>plan preview: the sheets and the document that a plan file makes, in the browser.</summary>
internal static class PlanPreviewCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "計画ファイル（YAML）" };
        var year = RehearseCommand.YearOption();
        var port = new Option<ushort>("--port") { Description = "ポート番号", HelpName = "N", DefaultValueFactory = _ => 7072 };
        var folder = new Option<string?>("--out") { Description = "見本をこのフォルダーにファイルとして書きます。付けなければ、ブラウザーで開けるようにし、止めると消します", HelpName = "DIR" };
        var preview = new Command("preview", "計画ファイルから、個票の画面と公表する文書の見本を作り、ブラウザーで見られるようにします。となりのpast.json（過去の評価）とformer.json（過年度の回答）も入れます。何も保存しません。")
        {
            file, year, port, folder,
        };
        preview.SetAction((parsed, cancellation) => RunAsync(
            parsed.InvocationConfiguration.Output,
            parsed.GetRequiredValue(file),
            parsed.GetValue(year),
            parsed.GetValue(port),
            parsed.GetValue(folder),
            cancellation));
        return preview;
    }

    private static async Task<int> RunAsync(
        TextWriter output, string path, string? year, ushort port, string? outFolder, CancellationToken cancellation)
    {
        var asked = await RehearsedPlan.ReadAsync(path, year, cancellation);
        var past = await PastYears.ReadAsync(path, cancellation);
        if (outFolder is not null)
        {
            return await WriteAsync(output, asked, past, Path.GetFullPath(outFolder), cancellation);
        }

        var folder = Directory.CreateTempSubdirectory("gyoseiflow-preview-").FullName;
        try
        {
            await new PlanPreview(asked, past, folder).WriteAsync(cancellation);
            await SayAsync(output, past);
            return await ServeAsync(output, folder, port, cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> WriteAsync(
        TextWriter output, RehearsedPlan asked, PastYears past, string folder, CancellationToken cancellation)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new CommandFailure($"「{folder}」は空ではありません。--out には、新しいフォルダーか空のフォルダーを指定してください。");
        }

        try
        {
            Directory.CreateDirectory(folder);
            var preview = new PlanPreview(asked, past, folder);
            var count = await preview.WriteAsync(cancellation);
            await CommandLine.WriteAsync(output, string.Create(
                CultureInfo.InvariantCulture, $"個票の画面{count}種類と文書の見本を書きました。ブラウザーで開いてください: {preview.Index}"));
            await SayAsync(output, past);
            return 0;
        }
        catch (Exception unwritable) when (DiskTrouble.Is(unwritable))
        {
            throw new CommandFailure($"「{folder}」に書き込めません（{DiskTrouble.Reason(unwritable)}）。--out で別のフォルダーを指定してください。", unwritable);
        }
    }

    private static async Task SayAsync(TextWriter output, PastYears past)
    {
        foreach (var file in past.Files)
        {
            await CommandLine.WriteAsync(output, $"{file}も入れました。");
        }
    }

    private static async Task<int> ServeAsync(TextWriter output, string folder, ushort port, CancellationToken cancellation)
    {
        PreviewServer server;
        try
        {
            server = await PreviewServer.StartAsync(folder, port, cancellation);
        }
        catch (IOException taken)
        {
            throw new CommandFailure($"ポート{port}を開けません。ほかのプログラムが使っていないか確かめるか、--port で別の番号を指定してください。", taken);
        }

        await using (server)
        {
            await CommandLine.WriteAsync(output, $"ブラウザーで開いてください: {server.Address}\n止めるときは Ctrl+C を押します。止めると見本は消えます。");
            await output.FlushAsync(cancellation);
            var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = cancellation.Register(stopped.SetResult);
            await stopped.Task;
        }

        await CommandLine.WriteAsync(output, "止めました。");
        return 0;
    }
}
