using System.IO.Compression;
using GyoseiFlow.Local.Backups;
using GyoseiFlow.Local.Serving;
using GyoseiFlow.Local.Tests.Commands;
using GyoseiFlow.Local.Tests.Serving;

namespace GyoseiFlow.Local.Tests.Backups;

/// <summary>backup while the server runs, everything lost, restore, and on.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => _folder["data"];

    private string File => _folder["backup.zip"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Backup_TakenWhileServeRuns_RestoresToAFolderThatServes()
    {
        string mail;
        using (var serve = await ServeProcess.StartAsync(Data, "--sample", "april"))
        {
            var backup = await Cli.RunAsync("backup", Data, "--to", File);
            Assert.Equal((0, ""), (backup.ExitCode, backup.Errors));
            Assert.Matches("令和[0-9]+年[0-9]+月[0-9]+日\\([日月火水木金土]\\) [0-9]{2}:[0-9]{2}、メール[0-9]+通", backup.Output);
            mail = Directory.EnumerateFiles(_folder["data/mail"]).Order(StringComparer.Ordinal).Last();
            await serve.KillAsync();
        }

        var lost = await System.IO.File.ReadAllBytesAsync(mail);
        Directory.Delete(Data, recursive: true);
        var restore = await Cli.RunAsync("restore", File, "--data", Data);
        Assert.Equal((0, ""), (restore.ExitCode, restore.Errors));
        Assert.Equal(lost, await System.IO.File.ReadAllBytesAsync(mail));

        using var again = await ServeProcess.StartAsync(Data);
        using var http = new HttpClient { BaseAddress = again.Address };
        Assert.Contains("見本の時計", again.Output, StringComparison.Ordinal);
        Assert.Contains("""{"status":"ok"}""", await http.GetStringAsync("api/health"), StringComparison.Ordinal);
        Assert.Equal((0, ""), await again.StopAsync());
    }

    [Fact]
    public async Task Backup_ExistingFile_IsNotOverwritten()
    {
        await AddPlanAsync();
        await System.IO.File.WriteAllTextAsync(File, "precious");

        var backup = await Cli.RunAsync("backup", Data, "--to", File);

        Assert.Equal((1, $"「{File}」はもうあります。バックアップは上書きしません。別の名前を--toに指定してください。\n"), (backup.ExitCode, backup.Errors));
        Assert.Equal("precious", await System.IO.File.ReadAllTextAsync(File));
    }

    [Fact]
    public async Task Backup_NoData_IsSaid()
    {
        var backup = await Cli.RunAsync("backup", Data, "--to", File);

        Assert.Equal((1, false), (backup.ExitCode, System.IO.File.Exists(File)));
        Assert.Contains("データ（gyoseiflow.db）がありません", backup.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_IntoAFolderThatHoldsSomething_IsRefused()
    {
        await AddPlanAsync();
        await Cli.RunAsync("backup", Data, "--to", File);

        var restore = await Cli.RunAsync("restore", File, "--data", Data);

        Assert.Equal((1, $"「{Data}」は空ではありません。復元は空のフォルダーにだけ行います。別のフォルダーを--dataに指定してください。\n"), (restore.ExitCode, restore.Errors));
    }

    [Theory]
    [InlineData("gyoseiflow.db", "が壊れています（SHA-256が合いません）")]
    [InlineData("backup.json", "はバックアップとして読めません")]
    public async Task Restore_ChangedFile_IsRefusedAndLeavesNothing(string name, string message)
    {
        await AddPlanAsync();
        await Cli.RunAsync("backup", Data, "--to", File);
        await using (var zip = await ZipFile.OpenAsync(File, ZipArchiveMode.Update, CancellationToken.None))
        {
            zip.GetEntry(name)!.Delete();
            await using var text = await zip.CreateEntry(name).OpenAsync();
            await text.WriteAsync("{}"u8.ToArray());
        }

        var restore = await Cli.RunAsync("restore", File, "--data", _folder["other"]);

        Assert.Equal(1, restore.ExitCode);
        Assert.Contains(message, restore.Errors, StringComparison.Ordinal);
        Assert.Equal([Data, File], Directory.EnumerateFileSystemEntries(_folder.FullPath).Order(StringComparer.Ordinal).Reverse());
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("mail/../../evil")]
    [InlineData("/etc/evil")]
    public async Task Restore_FileThatWouldWriteElsewhere_IsRefused(string name)
    {
        await AddPlanAsync();
        var contents = await BackupFile.WriteAsync(new DataFolder(Data), File, default, CancellationToken.None);
        await using (var zip = await ZipFile.OpenAsync(File, ZipArchiveMode.Update, CancellationToken.None))
        {
            zip.GetEntry("backup.json")!.Delete();
            await using var text = await zip.CreateEntry("backup.json").OpenAsync();
            var files = contents.Files.Append(KeyValuePair.Create(name, "0")).ToDictionary();
            await System.Text.Json.JsonSerializer.SerializeAsync(text, contents with { Files = files }, System.Text.Json.JsonSerializerOptions.Web);
        }

        var restore = await Cli.RunAsync("restore", File, "--data", _folder["other"]);

        Assert.Equal(1, restore.ExitCode);
        Assert.False(Directory.Exists(_folder["other"]));
    }

    private async Task AddPlanAsync() =>
        Assert.Equal(0, (await Cli.RunAsync("plan", "add", Cli.Tomakomai("plan.yaml"), "--data", Data)).ExitCode);
}
