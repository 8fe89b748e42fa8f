namespace GyoseiFlow.Local.Demo;

/// <summary>Makes the folder ready, and touches nothing that isn't a demo's.</summary>
internal static class DemoFolderPreparation
{
    /// <summary>Prepares.</summary>
    /// <exception cref="DemoRefusedException">The folder holds something else, there is nothing to resume, or it can't be written.</exception>
    public static void Prepare(DemoFolder folder, bool resume)
    {
        if (resume)
        {
            if (!File.Exists(folder.Store))
            {
                throw new DemoRefusedException(
                    $"「{folder.Path}」に中断したデモはありません。--resume を外すと最初から実行します。");
            }

            return;
        }

        try
        {
            RefuseForeignFiles(folder);
            Directory.CreateDirectory(folder.Path);
            Clear(folder);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw new DemoRefusedException(
                $"出力先「{folder.Path}」に書き込めません（{unwritable.Message}）。--out で別のフォルダーを指定してください。");
        }
    }

    private static void RefuseForeignFiles(DemoFolder folder)
    {
        if (Directory.Exists(folder.Path) && !File.Exists(folder.Store) && Directory.EnumerateFileSystemEntries(folder.Path).Any())
        {
            throw new DemoRefusedException(
                $"出力先「{folder.Path}」にはデモ以外のファイルがあります。空のフォルダーか新しいフォルダーを --out で指定してください。");
        }
    }

    private static void Clear(DemoFolder folder)
    {
        foreach (var kept in new[] { folder.Mail, folder.Published }.Where(Directory.Exists))
        {
            Directory.Delete(kept, recursive: true);
        }

        // The store last: as long as it is there, the folder is known as a demo's.
        foreach (var file in new[] { folder.Store + "-wal", folder.Store + "-shm", folder.Store })
        {
            File.Delete(file);
        }
    }
}
