using GyoseiFlow.App.Ports;
using GyoseiFlow.Local.Storage;

namespace GyoseiFlow.Local.Mail;

/// <summary>
/// Puts each mail into a folder as an .eml file that any mail program opens. Once a file has its name, the mail is out; it gets the
/// name in one step, so there is no moment at which nobody can tell.
/// </summary>
internal sealed class FolderMailTransport : IMailTransport, IDisposable
{
    private const string Unfinished = ".unfinished-";
    private readonly string _folder;
    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <param name="folder">Made if it isn't there. What a crash left half-written is removed.</param>
    public FolderMailTransport(string folder)
    {
        _folder = Path.GetFullPath(folder);
        Clean();
    }

    public async Task SendAsync(MailMessage message, CancellationToken cancellation)
    {
        var content = MimeMail.Write(message, isReadable: true);
        await _writing.WaitAsync(cancellation);
        try
        {
            // Handing over twice is the same as once.
            if (!Exists(message.Key))
            {
                await WriteAsync(MailFileName.Of(message), content, cancellation);
            }
        }
        catch (Exception e) when (DiskTrouble.Is(e))
        {
            throw new MailDelayedException($"メールを{_folder}に書き込めませんでした。{DiskTrouble.Explain(e)}", e);
        }
        finally
        {
            _writing.Release();
        }

        // The mail is out now, so a failure here is no delay: it goes up as it is, and tracing will find the file.
        DurableFile.FlushFolder(_folder);
    }

    public Task<MailTrace> TraceAsync(string key, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(Trace(key));
    }

    public void Dispose() => _writing.Dispose();

    private MailTrace Trace(string key)
    {
        try
        {
            // A folder that is gone (a disk not mounted) says nothing of what was in it.
            return !Directory.Exists(_folder) ? MailTrace.Unknown : Exists(key) ? MailTrace.Sent : MailTrace.NotSent;
        }
        catch (Exception e) when (DiskTrouble.Is(e))
        {
            return MailTrace.Unknown;
        }
    }

    private async Task WriteAsync(string name, byte[] content, CancellationToken cancellation)
    {
        Directory.CreateDirectory(_folder);
        var unfinished = Path.Combine(_folder, Unfinished + name);
        try
        {
            File.Delete(unfinished);
            await DurableFile.WriteNewAsync(unfinished, content, cancellation);
            File.Move(unfinished, Path.Combine(_folder, name), overwrite: false);
        }
        catch
        {
            Discard(unfinished);
            throw;
        }
    }

    // Eight digits of a hash are no proof; the key inside the file is.
    private bool Exists(string key) => Directory.Exists(_folder)
        && Directory.EnumerateFiles(_folder, "*" + MailFileName.Ending(key))
            .Any(path => !Path.GetFileName(path).StartsWith(Unfinished, StringComparison.Ordinal) && KeyOf(path) == key);

    private static string? KeyOf(string path)
    {
        using var file = File.OpenRead(path);
        return MimeMail.ReadKey(file);
    }

    private void Clean()
    {
        try
        {
            Directory.CreateDirectory(_folder);
            foreach (var path in Directory.EnumerateFiles(_folder, Unfinished + "*"))
            {
                Discard(path);
            }
        }
        catch (Exception e) when (DiskTrouble.Is(e))
        {
            // The program still starts; each mail then says what is wrong, where the secretariat sees it.
        }
    }

    private static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (DiskTrouble.Is(e))
        {
            // It stays until the next start, under a name that nobody takes for a mail.
        }
    }
}
