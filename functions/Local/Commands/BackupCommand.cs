using System.CommandLine;
using GyoseiFlow.App.Azure;
using GyoseiFlow.App.Azure.Blobs;
using GyoseiFlow.App.Azure.Tables;
using GyoseiFlow.Local.Backups;
using GyoseiFlow.Local.Serving;
using GyoseiFlow.Review.Calendar;
using Microsoft.Extensions.Configuration;

namespace GyoseiFlow.Local.Commands;

/// <summary>backup and restore: a data folder as one file, and back.</summary>
internal static class BackupCommand
{
    /// <summary>backup: also while serve runs.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "serveのデータのフォルダー" };
        var to = new Option<string>("--to") { Description = "作るファイル（.zip）", HelpName = "FILE", Required = true };
        var backup = new Command(
            "backup", "データのフォルダー（記録・メール・公表サイト）を、1つのファイルに写します。serveが動いたままでも、ある瞬間の状態がそのまま残ります。")
        {
            folder, to, CreateAzure(),
        };
        backup.SetAction(async (parsed, cancellation) =>
        {
            var path = Path.GetFullPath(parsed.GetRequiredValue(to));
            var contents = await BackupFile.WriteAsync(
                new DataFolder(Path.GetFullPath(parsed.GetValue(folder)!)), path, TimeProvider.System.GetUtcNow(), cancellation);
            await CommandLine.WriteAsync(
                parsed.InvocationConfiguration.Output,
                $"「{path}」を作りました（記録の写しに誤りがないことを確認済み。{Counts(contents)}）。別の場所にも写してください。");
            return 0;
        });
        return backup;
    }

    /// <summary>restore: into an empty folder.</summary>
    public static Command CreateRestore()
    {
        var file = new Argument<string>("FILE") { Description = "backupで作ったファイル" };
        var folder = ServeCommand.FolderOption();
        var restore = new Command("restore", "backupで作ったファイルを、空のフォルダーに戻します。中身をすべて確かめてから戻します。")
        {
            file, folder, CreateAzureRestore(),
        };
        restore.SetAction(async (parsed, cancellation) =>
        {
            var data = new DataFolder(Path.GetFullPath(parsed.GetRequiredValue(folder)));
            var contents = await BackupFile.RestoreAsync(Path.GetFullPath(parsed.GetValue(file)!), data, cancellation);
            await CommandLine.WriteAsync(
                parsed.InvocationConfiguration.Output,
                $"「{data.Path}」に戻しました（{Counts(contents)}）。\n"
                + "バックアップのあとに出たメールは、もう一度出ることがあります。docs/operations.ja.md の「復元」を読んでから、serveを始めてください。");
            return 0;
        });
        return restore;
    }

    // Under a word of its own, since it takes no folder: what the app's settings name is copied.
    private static Command CreateAzure()
    {
        var to = new Option<string>("--to") { Description = "作るファイル（.zip）", HelpName = "FILE", Required = true };
        var azure = new Command("azure", "Azureの記録と公表サイトを写します。環境変数はdocs/settings.mdのStorage…と同じです。関数アプリを止めてから実行します。") { to };
        azure.SetAction(async (parsed, cancellation) =>
        {
            var path = Path.GetFullPath(parsed.GetRequiredValue(to));
            var (entities, blobs) = await OpenAzure().WriteAsync(path, cancellation);
            await CommandLine.WriteAsync(
                parsed.InvocationConfiguration.Output, FormattableString.Invariant($"「{path}」を作りました（記録の行{entities}、ファイル{blobs}）。"));
            return 0;
        });
        return azure;
    }

    private static Command CreateAzureRestore()
    {
        var file = new Argument<string>("FILE") { Description = "backup azureで作ったファイル" };
        var azure = new Command("azure", "backup azureで作ったファイルを、空のストレージ アカウントに戻します。関数アプリを止めてから実行します。") { file };
        azure.SetAction(async (parsed, cancellation) =>
        {
            var (entities, blobs) = await OpenAzure().RestoreAsync(Path.GetFullPath(parsed.GetValue(file)!), cancellation);
            await CommandLine.WriteAsync(
                parsed.InvocationConfiguration.Output, FormattableString.Invariant($"戻しました（記録の行{entities}、ファイル{blobs}）。"));
            return 0;
        });
        return azure;
    }

    private static AzureBackup OpenAzure()
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var wrong = new List<string>();
        var storage = StorageSettings.Read(settings, wrong) ?? throw new CommandFailure(string.Join('\n', wrong));
        return new AzureBackup(storage.OpenTables(TableRecordStore.ClientOptions()), storage.OpenBlobs(BlobPublicationStore.ClientOptions()));
    }

    private static string Counts(BackupContents contents) =>
        FormattableString.Invariant($"{Wareki.FormatWithWeekday(JapanTime.DateOf(contents.At))} {contents.At.ToOffset(JapanTime.Offset):HH:mm}、メール{contents.Mails}通、公表ファイル{contents.Published}件");
}
