using System.Text;
using System.Text.RegularExpressions;
using GyoseiFlow.App.Ports;
using GyoseiFlow.Local.Mail;
using GyoseiFlow.Local.Tests.Contracts;

namespace GyoseiFlow.Local.Tests.Mail;

public sealed class FolderMailTransportTests : MailTransportContract
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task File_IsNamedByTimePurposeAndKey()
    {
        await Transport.SendAsync(Mails.Task(), default);

        Assert.Matches("^20250425-003000-R6-sheet-7-Task-取組①?-[0-9a-f]{8}[.]eml$", Path.GetFileName(OnlyFile()));
    }

    /// <summary>Three days before and three days after the deadline, and the longest id of a department.</summary>
    [Theory]
    [InlineData("tomakomai-2024/sheet-7/Reminder/20250425-3", "sheet-7-Reminder-20250425-3")]
    [InlineData("tomakomai-2024/sheet-7/Overdue/20250425+3", "sheet-7-Overdue-20250425+3")]
    [InlineData(
        "tomakomai-2024/feedback-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Correction/v2",
        "feedback-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-Correction-v2")]
    public void File_Name_ShowsSubjectPurposeAndOccasionWhole(string key, string shown) =>
        Assert.Equal($"20250425-003000-{shown}{MailFileName.Ending(key)}", MailFileName.Of(Mails.Task() with { Key = key }));

    [Fact]
    public async Task File_SameMail_SameBytes_AndNotWrittenAgain()
    {
        await Transport.SendAsync(Mails.Task(), default);
        var path = OnlyFile();
        var written = File.GetLastWriteTimeUtc(path);
        var bytes = await File.ReadAllBytesAsync(path);

        await Transport.SendAsync(Mails.Task() with { At = Mails.Task().At.AddDays(1), Body = "another" }, default);

        Assert.Equal(written, File.GetLastWriteTimeUtc(OnlyFile()));
        Assert.Equal(bytes, MimeMail.Write(Mails.Task(), isReadable: true));
    }

    [Fact]
    public async Task File_CanBeReadByAPerson()
    {
        await Transport.SendAsync(Mails.Task() with { Html = "<p>本文</p>", Calendar = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" }, default);

        var text = await File.ReadAllTextAsync(OnlyFile());
        Assert.Contains("Content-Transfer-Encoding: 8bit\r\n", text, StringComparison.Ordinal);
        Assert.Contains($"\r\n\r\n{Mails.Task().Body.ReplaceLineEndings("\r\n")}", text, StringComparison.Ordinal);
        Assert.Contains("<p>本文</p>\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void File_Names_OfOneMinute_AreInTheOrderOfTime()
    {
        var first = Mails.Task() with { Key = "R6/z/SignIn/1" };
        var second = first with { Key = "R6/a/SignIn/2", At = first.At.AddSeconds(1) };

        Assert.True(string.CompareOrdinal(MailFileName.Of(first), MailFileName.Of(second)) < 0);
    }

    [Fact]
    public async Task File_LongOddKey_HasANameThatFits()
    {
        var key = string.Concat(Enumerable.Repeat("取組/😀..\\:", 100));
        await Transport.SendAsync(Mails.Task() with { Key = key }, default);

        Assert.True(Encoding.UTF8.GetByteCount(Path.GetFileName(OnlyFile())) < 255);
        Assert.Equal(MailTrace.Sent, await Transport.TraceAsync(key, default));
        Assert.Equal(MailTrace.NotSent, await Transport.TraceAsync(key + "x", default));
    }

    [Fact]
    public async Task Trace_AnotherMailWithTheSameDigits_IsNotTakenForIt()
    {
        await Transport.SendAsync(Mails.Task(), default);
        var other = "20250425-003000-x" + MailFileName.Ending("other key");
        File.Move(OnlyFile(), _folder[other]);

        Assert.Equal(MailTrace.NotSent, await Transport.TraceAsync("other key", default));
    }

    [Fact]
    public async Task Start_RemovesWhatACrashLeft_AndNothingElse()
    {
        await Transport.SendAsync(Mails.Task(), default);
        var leftover = _folder[".unfinished-20250425-003000-x" + MailFileName.Ending("half")];
        await File.WriteAllBytesAsync(leftover, MimeMail.Write(Mails.Task() with { Key = "half" }));
        Assert.Equal(MailTrace.NotSent, await Transport.TraceAsync("half", default));

        using var again = new FolderMailTransport(_folder.FullPath);

        Assert.False(File.Exists(leftover));
        Assert.Equal(MailTrace.Sent, await again.TraceAsync(Mails.Task().Key, default));
    }

    [Fact]
    public async Task Send_FolderCantBeWritten_IsDelayedAndSaysWhere()
    {
        var file = _folder["a file"];
        await File.WriteAllTextAsync(file, "");
        using var transport = new FolderMailTransport(file);

        var delayed = await Assert.ThrowsAsync<MailDelayedException>(() => transport.SendAsync(Mails.Task(), default));

        Assert.Contains(file, delayed.Message, StringComparison.Ordinal);
        Assert.Contains("メールを", delayed.Message, StringComparison.Ordinal);
        Assert.Equal(MailTrace.Unknown, await transport.TraceAsync(Mails.Task().Key, default));
    }

    [Fact]
    public async Task Send_FolderOfTheSystem_IsDelayed()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var transport = new FolderMailTransport("/proc/gyoseiflow");
        await Assert.ThrowsAsync<MailDelayedException>(() => transport.SendAsync(Mails.Task(), default));
    }

    [Fact]
    public async Task Send_Cancelled_LeavesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Transport.SendAsync(Mails.Task(), cancelled.Token));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.FullPath));
    }

    public override Task DisposeAsync()
    {
        (Transport as IDisposable)?.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    protected override Task<IMailTransport> CreateAsync() => Task.FromResult<IMailTransport>(new FolderMailTransport(_folder.FullPath));

    protected override Task<int> CountSentAsync() =>
        Task.FromResult(Directory.EnumerateFiles(_folder.FullPath).Count(p => Regex.IsMatch(p, "[.]eml$", default, TimeSpan.FromSeconds(1))));

    private string OnlyFile() => Assert.Single(Directory.EnumerateFiles(_folder.FullPath));
}
