using GyoseiFlow.Documents;
using GyoseiFlow.Local.Commands;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Local.Demo;

/// <summary>Where the demo leaves what it makes.</summary>
/// <param name="Path">The folder, absolute.</param>
/// <param name="PlanId">The plan that is played.</param>
/// <param name="Year">The year that is played.</param>
internal sealed record DemoFolder(string Path, string PlanId, FiscalYear Year)
{
    /// <summary>The store: one SQLite file.</summary>
    public string Store => System.IO.Path.Combine(Path, "gyoseiflow.db");

    /// <summary>A file a mail.</summary>
    public string Mail => System.IO.Path.Combine(Path, "mail");

    /// <summary>The static site.</summary>
    public string Published => System.IO.Path.Combine(Path, "published");

    /// <summary>The site's first page.</summary>
    public string SiteIndex => System.IO.Path.Combine(Published, "index.html");

    /// <summary>The opinion document.</summary>
    public string Document => System.IO.Path.Combine(Published, PublishedYear.FolderOf(PlanId, Year, version: 1), "index.html");

    /// <summary>Makes the folder ready, and touches nothing that isn't a demo's.</summary>
    /// <param name="resume">Whether what an interrupted demo left is kept.</param>
    /// <exception cref="CommandFailure">The folder holds something else, or it can't be written.</exception>
    public void Prepare(bool resume)
    {
        try
        {
            RefuseForeignFiles();
            Directory.CreateDirectory(Path);
            if (!resume)
            {
                Clear();
            }
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(
                $"出力先「{Path}」に書き込めません（{unwritable.Message}）。--out で別のフォルダーを指定してください。", unwritable);
        }
    }

    private void RefuseForeignFiles()
    {
        if (Directory.Exists(Path) && !File.Exists(Store) && Directory.EnumerateFileSystemEntries(Path).Any())
        {
            throw new CommandFailure(
                $"出力先「{Path}」にはデモ以外のファイルがあります。空のフォルダーか新しいフォルダーを --out で指定してください。");
        }
    }

    private void Clear()
    {
        foreach (var kept in new[] { Mail, Published }.Where(Directory.Exists))
        {
            Directory.Delete(kept, recursive: true);
        }

        // The store last: as long as it is there, the folder is known as a demo's.
        foreach (var file in new[] { Store + "-wal", Store + "-shm", Store })
        {
            File.Delete(file);
        }
    }
}
