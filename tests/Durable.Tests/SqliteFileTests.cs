using Dapper;
using Microsoft.Data.Sqlite;

namespace GyoseiFlow.Durable.Tests;

public sealed class SqliteFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sqlite-").FullName;

    [Fact]
    public async Task Write_IsSeenByTheNextRead()
    {
        await using var file = Open();
        await file.WriteAsync(connection => connection.Execute("CREATE TABLE t(x)"));
        for (var i = 1; i <= 50; i++)
        {
            await file.WriteAsync(connection => connection.Execute("INSERT INTO t VALUES (@i)", new { i }));
            Assert.Equal(i, await file.ReadAsync(connection => connection.ExecuteScalar<int>("SELECT count(*) FROM t")));
        }
    }

    [Fact]
    public async Task Works_Together_FailAlone()
    {
        await using var file = Open();
        await file.WriteAsync(connection => connection.Execute("CREATE TABLE t(x INTEGER PRIMARY KEY)"));

        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Record.ExceptionAsync(() => file.WriteAsync(connection =>
        {
            connection.Execute("INSERT INTO t VALUES (@i)", new { i });
            if (i % 10 == 3)
            {
                throw new InvalidOperationException($"no {i}");
            }
        }))));

        Assert.Equal(20, results.Count(error => error is InvalidOperationException));
        Assert.Equal(180, await file.ReadAsync(connection => connection.ExecuteScalar<int>("SELECT count(*) FROM t")));
    }

    /// <summary>Whoever was second goes and reads what the first did; it must be there.</summary>
    [Fact]
    public async Task Work_RefusedForAnothersWork_HearsOfItWhenThatCanBeRead()
    {
        await using var file = Open();
        await file.WriteAsync(connection => connection.Execute("CREATE TABLE t(x INTEGER PRIMARY KEY)"));
        var refused = 0;
        for (var round = 0; round < 100; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
            {
                try
                {
                    await file.WriteAsync(connection => connection.Execute("INSERT INTO t VALUES (@round)", new { round }));
                }
                catch (SqliteException)
                {
                    Interlocked.Increment(ref refused);
                    Assert.Equal(1, await file.ReadAsync(connection => connection.ExecuteScalar<int>("SELECT count(*) FROM t WHERE x = @round", new { round })));
                }
            })));
        }

        Assert.Equal(700, refused);
    }

    [Fact]
    public async Task Write_CancelledBeforeItsTurn_DoesNothing()
    {
        await using var file = Open();
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => file.WriteAsync(connection => connection.Execute("CREATE TABLE t(x)"), cancel.Token));

        Assert.Equal(0, await file.ReadAsync(connection => connection.ExecuteScalar<int>("SELECT count(*) FROM sqlite_master")));
    }

    [Fact]
    public async Task Reader_CannotWrite()
    {
        await using var file = Open();

        await Assert.ThrowsAnyAsync<IOException>(() => file.ReadAsync(connection => connection.Execute("CREATE TABLE t(x)")));
    }

    [Fact]
    public void Open_NotADatabase_SaysSoInJapanese()
    {
        var path = Path.Combine(_folder, "text.db");
        File.WriteAllText(path, new string('あ', 2000));

        var error = Assert.Throws<SqliteFileException>(() => SqliteFile.Open(path));

        Assert.Contains("SQLite のデータファイルではありません", error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FolderCannotBeMade_SaysSoInJapanese()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");

        var error = Assert.Throws<SqliteFileException>(() => SqliteFile.Open(Path.Combine(file, "engine.db")));

        Assert.Contains("フォルダー", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FullDisk_FailsTheWriteWithItsReason_AndTheNextOneWorksAgain()
    {
        await using var file = Open();
        await file.WriteAsync(connection => connection.Execute("CREATE TABLE t(x); PRAGMA max_page_count = 20"));

        var error = await Assert.ThrowsAsync<SqliteFileException>(
            () => file.WriteAsync(connection => connection.Execute("INSERT INTO t VALUES (zeroblob(1000000))")));
        await file.WriteAsync(connection => connection.Execute("INSERT INTO t VALUES (1)"));

        Assert.Contains("空きがない", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, await file.ReadAsync(connection => connection.ExecuteScalar<int>("SELECT count(*) FROM t")));
    }

    [Fact]
    public async Task Commits_AreFullySynchronousInWal()
    {
        await using var file = Open();

        var modes = await file.WriteAsync(connection =>
            (connection.ExecuteScalar<string>("PRAGMA journal_mode"), connection.ExecuteScalar<int>("PRAGMA synchronous")));

        Assert.Equal(("wal", 2), modes);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private SqliteFile Open() => SqliteFile.Open(Path.Combine(_folder, "new", "engine.db"));
}
