using GyoseiFlow.Local.Commands;
using GyoseiFlow.Local.Storage;

namespace GyoseiFlow.Local.Serving;

/// <summary>The folder that holds everything of an office: copy it while nothing runs, and you have a backup.</summary>
/// <param name="Path">The folder, absolute.</param>
internal sealed record DataFolder(string Path)
{
    /// <summary>The store: one SQLite file.</summary>
    public string Store => System.IO.Path.Combine(Path, "gyoseiflow.db");

    /// <summary>A file a mail.</summary>
    public string Mail => System.IO.Path.Combine(Path, "mail");

    /// <summary>The static site.</summary>
    public string Published => System.IO.Path.Combine(Path, "published");

    // Whoever has it open is the one that works in the folder.
    private string Lock => System.IO.Path.Combine(Path, "serve.lock");

    /// <summary>Makes the folder ready and keeps others out of it.</summary>
    /// <returns>To be disposed when the work in it has ended.</returns>
    /// <exception cref="CommandFailure">It is a demo's, somebody works in it, or it can't be written.</exception>
    public IDisposable Take()
    {
        try
        {
            RefuseDemo();
            Directory.CreateDirectory(Path);
            return TakeLock();
        }
        catch (Exception unwritable) when (DiskTrouble.Is(unwritable))
        {
            throw new CommandFailure(
                $"データのフォルダー「{Path}」に書き込めません（{DiskTrouble.Reason(unwritable)}）。--data で別のフォルダーを指定してください。", unwritable);
        }
    }

    private FileStream TakeLock()
    {
        var known = File.Exists(Lock);
        try
        {
            return new FileStream(Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (known)
        {
            throw new CommandFailure(
                $"「{Path}」は、実行中のserveが使っています。それを止めるか、--data で別のフォルダーを指定してください。", taken);
        }
    }

    // A demo begins by removing what it finds in its folder, and its year is over or in the past.
    private void RefuseDemo()
    {
        if (File.Exists(System.IO.Path.Combine(Path, "demo.lock")))
        {
            throw new CommandFailure($"「{Path}」はdemoの結果のフォルダーです。--data で別のフォルダーを指定してください。");
        }
    }
}
