using GyoseiFlow.Documents;
using GyoseiFlow.Local.Commands;
using GyoseiFlow.Local.Storage;
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

    /// <summary>Where its records and published files are kept instead of here; null for here.</summary>
    public AzuriteStores? Azurite { get; init; }

    /// <summary>The static site; one that is published elsewhere is copied here.</summary>
    public string Published => System.IO.Path.Combine(Path, "published");

    /// <summary>The site's first page.</summary>
    public string SiteIndex => System.IO.Path.Combine(Published, "index.html");

    /// <summary>The opinion document.</summary>
    public string Document => DocumentOf(version: 1);

    /// <summary>The opinion document as PDF, where it was printed.</summary>
    public string Pdf => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Document)!, OpinionDocument.PdfPath);

    /// <summary>A version of the opinion document.</summary>
    public string DocumentOf(int version) =>
        System.IO.Path.Combine(Published, PublishedYear.FolderOf(PlanId, Year, version), "index.html");

    // Says which Azurite has the rest.
    private string AzuriteMark => System.IO.Path.Combine(Path, "azurite.txt");

    // Its presence says that the folder is a demo's; whoever has it open is the demo that is playing there.
    private string Mark => System.IO.Path.Combine(Path, "demo.lock");

    /// <summary>Makes the folder ready and keeps other demos out of it. Touches nothing that isn't a demo's.</summary>
    /// <param name="resume">Whether what an interrupted demo left is kept.</param>
    /// <returns>To be disposed when the demo has ended.</returns>
    /// <exception cref="CommandFailure">The folder holds something else, another demo plays in it, or it can't be written.</exception>
    public IDisposable Take(bool resume)
    {
        try
        {
            RefuseForeignFiles();
            Directory.CreateDirectory(Path);
            var taken = TakeMark("終わるのを待つか、--out で別のフォルダーを指定してください。");
            if (!resume)
            {
                RemoveEarlierDemo();
            }

            return taken;
        }
        catch (Exception unwritable) when (DiskTrouble.Is(unwritable))
        {
            throw new CommandFailure(
                $"出力先「{Path}」に書き込めません（{DiskTrouble.Reason(unwritable)}）。--out で別のフォルダーを指定してください。", unwritable);
        }
    }

    /// <summary>Keeps demos out of a folder in which one has played. Changes nothing.</summary>
    /// <returns>To be disposed when the work has ended.</returns>
    /// <exception cref="CommandFailure">No demo has played there, one plays just now, or it can't be written.</exception>
    public IDisposable TakePlayed()
    {
        if (!File.Exists(Mark) || !File.Exists(Store))
        {
            throw new CommandFailure($"{Path}: デモの結果がありません。demo を実行したフォルダー（out など）を指定してください。");
        }

        try
        {
            return TakeMark("終わるのを待ってから、もう一度実行してください。");
        }
        catch (Exception unwritable) when (DiskTrouble.Is(unwritable))
        {
            throw new CommandFailure($"{Path}: 書き込めません（{DiskTrouble.Reason(unwritable)}）。権限を確かめてください。", unwritable);
        }
    }

    /// <summary>The folder with the stores that the demo in it has been using.</summary>
    /// <exception cref="CommandFailure">Its Azurite doesn't answer.</exception>
    public async Task<DemoFolder> AsItWasAsync(CancellationToken cancellation)
    {
        if (!File.Exists(AzuriteMark))
        {
            return this;
        }

        var connection = (await File.ReadAllTextAsync(AzuriteMark, cancellation)).Trim();
        await AzuriteStores.CheckAsync(connection, Path, cancellation);
        return this with { Azurite = new AzuriteStores(connection, Path) };
    }

    /// <summary>The folder with its records and published files on an Azurite, empty, for a demo that begins.</summary>
    public async Task<DemoFolder> OnAsync(AzuriteStores azurite, CancellationToken cancellation)
    {
        await azurite.RemoveAsync(cancellation);
        await azurite.CreateAsync(cancellation);
        await File.WriteAllTextAsync(AzuriteMark, azurite.Connection + "\n", cancellation);
        return this with { Azurite = azurite };
    }

    /// <summary>Copies what was published elsewhere into <see cref="Published"/>.</summary>
    public Task BringSiteAsync(CancellationToken cancellation) => Azurite?.DownloadSiteAsync(Published, cancellation) ?? Task.CompletedTask;

    private FileStream TakeMark(string whenTaken)
    {
        var known = File.Exists(Mark);
        try
        {
            return new FileStream(Mark, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (known)
        {
            throw new CommandFailure(
                $"「{Path}」では別のデモが実行中です。{whenTaken}", taken);
        }
    }

    private void RefuseForeignFiles()
    {
        if (Directory.Exists(Path) && !File.Exists(Mark) && Directory.EnumerateFileSystemEntries(Path).Any())
        {
            throw new CommandFailure(
                $"出力先「{Path}」にはデモ以外のファイルがあります。空のフォルダーか新しいフォルダーを --out で指定してください。");
        }
    }

    // Only what a demo writes: a note that somebody put beside the mails stays.
    private void RemoveEarlierDemo()
    {
        string[] files = [Store, Store + "-wal", Store + "-shm", AzuriteMark, SiteIndex, System.IO.Path.Combine(Published, "feed.xml")];
        foreach (var file in files.Where(File.Exists))
        {
            File.Delete(file);
        }

        if (Directory.Exists(Mail))
        {
            foreach (var mail in Directory.EnumerateFiles(Mail, "*.eml*"))
            {
                File.Delete(mail);
            }
        }

        // An earlier demo may have played another plan.
        foreach (var documents in DemoData.Names.Append(PlanId).Select(id => System.IO.Path.Combine(Published, id)).Where(Directory.Exists))
        {
            // Published files are read-only, which Windows takes seriously.
            foreach (var file in Directory.EnumerateFiles(documents, "*", SearchOption.AllDirectories))
            {
                File.SetAttributes(file, FileAttributes.Normal);
            }

            Directory.Delete(documents, recursive: true);
        }
    }
}
