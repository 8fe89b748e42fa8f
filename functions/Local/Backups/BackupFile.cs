using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Commands;
using GyoseiFlow.Local.Serving;

namespace GyoseiFlow.Local.Backups;

/// <summary>
/// A data folder in one .zip file, taken while the server runs: the store as it stands at one moment, then the mails and the published
/// files, which only ever grow. So the copy may hold a file that the store doesn't know yet, which does no harm; never the other way round.
/// </summary>
internal static class BackupFile
{
    private const string Store = "gyoseiflow.db";
    private const string Mail = "mail/";
    private const string Published = "published/";
    private const string Contents = "backup.json";

    /// <summary>Writes a backup.</summary>
    /// <param name="folder">The data folder; somebody may work in it.</param>
    /// <param name="path">The new file. It has its name only when it is whole.</param>
    /// <param name="at">The moment that it says.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CommandFailure">There is no data, or the file exists.</exception>
    public static async Task<BackupContents> WriteAsync(DataFolder folder, string path, DateTimeOffset at, CancellationToken cancellation)
    {
        if (!File.Exists(folder.Store))
        {
            throw new CommandFailure($"「{folder.Path}」にデータ（{Store}）がありません。serveの--dataと同じフォルダーを指定してください。");
        }

        if (File.Exists(path))
        {
            throw new CommandFailure($"「{path}」はもうあります。バックアップは上書きしません。別の名前を--toに指定してください。");
        }

        var part = path + ".part";
        var snapshot = path + ".db.part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Delete(part);
            File.Delete(snapshot);
            SqliteFile.Snapshot(folder.Store, snapshot);
            var sums = new SortedDictionary<string, string>(StringComparer.Ordinal);
            var stream = new FileStream(part, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 81920, useAsync: true);
            await using (stream)
            {
                await using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
                {
                    sums[Store] = await AddAsync(zip, Store, snapshot, cancellation);
                    foreach (var (name, file) in Files(folder.Mail, Mail).Concat(Files(folder.Published, Published)))
                    {
                        sums[name] = await AddAsync(zip, name, file, cancellation);
                    }

                    var contents = await zip.CreateEntry(Contents).OpenAsync(cancellation);
                    await using (contents)
                    {
                        await JsonSerializer.SerializeAsync(contents, new BackupContents(at, sums), JsonSerializerOptions.Web, cancellation);
                    }
                }

                stream.Flush(flushToDisk: true);
            }

            File.Move(part, path);
            return new BackupContents(at, sums);
        }
        finally
        {
            File.Delete(part);
            File.Delete(snapshot);
        }
    }

    /// <summary>Puts a backup back into a folder that holds nothing yet, after every file has been checked.</summary>
    /// <exception cref="CommandFailure">The file is no whole backup, or the folder holds something.</exception>
    public static async Task<BackupContents> RestoreAsync(string path, DataFolder folder, CancellationToken cancellation)
    {
        if (Directory.Exists(folder.Path) && Directory.EnumerateFileSystemEntries(folder.Path).Any())
        {
            throw new CommandFailure($"「{folder.Path}」は空ではありません。復元は空のフォルダーにだけ行います。別のフォルダーを--dataに指定してください。");
        }

        // Beside the folder, so that what is checked takes its place in one step.
        var part = folder.Path + ".part";
        if (Directory.Exists(part))
        {
            Directory.Delete(part, recursive: true);
        }

        try
        {
            var contents = await UnpackAsync(path, Directory.CreateDirectory(part).FullName, cancellation);
            SqliteFile.Check(Path.Combine(part, Store));
            if (Directory.Exists(folder.Path))
            {
                Directory.Delete(folder.Path);
            }

            Directory.Move(part, folder.Path);
            return contents;
        }
        finally
        {
            if (Directory.Exists(part))
            {
                Directory.Delete(part, recursive: true);
            }
        }
    }

    private static async Task<BackupContents> UnpackAsync(string path, string folder, CancellationToken cancellation)
    {
        try
        {
            await using var zip = await ZipFile.OpenReadAsync(path, cancellation);
            var contents = await ReadContentsAsync(zip, cancellation);
            foreach (var (name, sum) in contents.Files)
            {
                if (!IsOurs(name) || zip.GetEntry(name) is not { } entry)
                {
                    throw new CommandFailure($"「{path}」に「{name}」がありません。別のバックアップから復元してください。");
                }

                var file = Path.Combine(folder, name);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                await entry.ExtractToFileAsync(file, cancellation);
                if (await SumAsync(file, cancellation) != sum)
                {
                    throw new CommandFailure($"「{path}」の「{name}」が壊れています（SHA-256が合いません）。別のバックアップから復元してください。");
                }
            }

            return contents;
        }
        catch (Exception wrong) when (wrong is InvalidDataException or JsonException)
        {
            throw new CommandFailure($"「{path}」はバックアップとして読めません。backupコマンドが作ったファイルを指定してください。", wrong);
        }
    }

    private static async Task<BackupContents> ReadContentsAsync(ZipArchive zip, CancellationToken cancellation)
    {
        var entry = zip.GetEntry(Contents) ?? throw new InvalidDataException("There is no list of contents.");
        var stream = await entry.OpenAsync(cancellation);
        await using (stream)
        {
            return await JsonSerializer.DeserializeAsync<BackupContents>(stream, JsonSerializerOptions.Web, cancellation) is { Files: { } files } read
                && files.ContainsKey(Store)
                ? read
                : throw new InvalidDataException("The list of contents names no store.");
        }
    }

    // A file from elsewhere must not write anywhere else.
    private static bool IsOurs(string name) =>
        (name == Store || name.StartsWith(Mail, StringComparison.Ordinal) || name.StartsWith(Published, StringComparison.Ordinal))
        && name.Split('/', '\\').All(part => part is not ("" or "." or ".."));

    // Names that begin with a dot are being prepared.
    private static IEnumerable<(string Name, string File)> Files(string folder, string prefix) => !Directory.Exists(folder)
        ? []
        : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(folder, file).Replace('\\', '/'), File: file))
            .Where(found => !found.Name.Split('/').Any(part => part.StartsWith('.')))
            .OrderBy(found => found.Name, StringComparer.Ordinal)
            .Select(found => (prefix + found.Name, found.File));

    private static async Task<string> AddAsync(ZipArchive zip, string name, string file, CancellationToken cancellation)
    {
        await zip.CreateEntryFromFileAsync(file, name, CompressionLevel.Fastest, cancellation);
        return await SumAsync(file, cancellation);
    }

    private static async Task<string> SumAsync(string file, CancellationToken cancellation)
    {
        var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 81920, useAsync: true);
        await using (stream)
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));
        }
    }
}

/// <summary>What a backup holds.</summary>
/// <param name="At">When it was taken.</param>
/// <param name="Files">The SHA-256 of each file, by its name in the folder.</param>
internal sealed record BackupContents(DateTimeOffset At, IReadOnlyDictionary<string, string> Files)
{
    /// <summary>How many mails.</summary>
    public int Mails => Files.Keys.Count(name => name.StartsWith("mail/", StringComparison.Ordinal));

    /// <summary>How many published files.</summary>
    public int Published => Files.Keys.Count(name => name.StartsWith("published/", StringComparison.Ordinal));
}
