using GyoseiFlow.App.Ports;

namespace GyoseiFlow.Local.Tests.Contracts;

/// <summary>What every record store keeps to; an adapter's tests inherit it.</summary>
public abstract class RecordStoreContract : IAsyncLifetime
{
    private static readonly string[] s_oddTexts =
    [
        "a/b", @"a\b", "a#b", "a?b", "a%b", "a%2Fb", "a'b", "a\"b", "a_b", "a*b", " a ", "a.", "..", "\u0001\t\r\n\u001f\u007f\u0085", "😀", "𠮷野家",
        "葛\U000E0100飾", "が", "か\u3099", "\uE000", "\uFFFD", "\uFFFF", "\U0010FFFF", "A", "-", "_", "__", "令和6年度/取組①",
    ];

    public static TheoryData<string> OddTexts => new(s_oddTexts);

    protected IRecordStore Store { get; private set; } = null!;

    public async Task InitializeAsync() => Store = await CreateAsync();

    public abstract Task DisposeAsync();

    [Fact]
    public async Task Find_NothingThere_ReturnsNull() => Assert.Null(await Store.FindAsync("p", "k", default));

    [Fact]
    public async Task Insert_Found_AsWritten()
    {
        await Store.CommitAsync("p", [new InsertRecord("k", """{"名前":"苫小牧"}""")], default);

        var record = await FindAsync("p", "k");
        Assert.Equal("k", record.Key);
        Assert.Equal("""{"名前":"苫小牧"}""", record.Json);
        Assert.NotEmpty(record.ETag);
        Assert.Null(await Store.FindAsync("q", "k", default));
    }

    [Fact]
    public async Task Insert_KeyExists_Conflicts()
    {
        await Store.CommitAsync("p", [new InsertRecord("k", "1")], default);

        var conflict = await Assert.ThrowsAsync<RecordConflictException>(
            () => Store.CommitAsync("p", [new InsertRecord("k", "2")], default));

        Assert.Equal(("p", "k"), (conflict.Partition, conflict.Key));
        Assert.Equal("1", (await FindAsync("p", "k")).Json);
    }

    [Fact]
    public async Task Replace_AsRead_ChangesTheETag()
    {
        await Store.CommitAsync("p", [new InsertRecord("k", "1")], default);
        var first = await FindAsync("p", "k");

        await Store.CommitAsync("p", [new ReplaceRecord("k", "1", first.ETag)], default);

        var second = await FindAsync("p", "k");
        Assert.NotEqual(first.ETag, second.ETag);
        await Assert.ThrowsAsync<RecordConflictException>(
            () => Store.CommitAsync("p", [new ReplaceRecord("k", "2", first.ETag)], default));
        Assert.Equal(second, await FindAsync("p", "k"));
    }

    [Fact]
    public async Task Replace_NothingThere_Conflicts()
    {
        await Store.CommitAsync("p", [new InsertRecord("k", "1")], default);
        var etag = (await FindAsync("p", "k")).ETag;

        await Assert.ThrowsAsync<RecordConflictException>(() => Store.CommitAsync("p", [new ReplaceRecord("other", "2", etag)], default));
    }

    /// <summary>An ETag goes through a page's form and comes back as anything at all.</summary>
    [Theory]
    [InlineData("*")]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("W/\"datetime'2025-04-01T00%3A00%3A00.0000000Z'\"\r\nIf-Match: *")]
    public async Task Replace_ETagThatIsNone_Conflicts(string etag)
    {
        await Store.CommitAsync("p", [new InsertRecord("k", "1")], default);

        await Assert.ThrowsAsync<RecordConflictException>(() => Store.CommitAsync("p", [new ReplaceRecord("k", "2", etag)], default));
        await Assert.ThrowsAsync<RecordConflictException>(() => Store.CommitAsync("p", [new DeleteRecord("k", etag)], default));
        Assert.Equal("1", (await FindAsync("p", "k")).Json);
    }

    [Fact]
    public async Task Delete_AsRead_IsGone_AndComesBackWithAnotherETag()
    {
        await Store.CommitAsync("p", [new InsertRecord("k", "1")], default);
        var first = await FindAsync("p", "k");

        await Store.CommitAsync("p", [new DeleteRecord("k", first.ETag)], default);
        Assert.Null(await Store.FindAsync("p", "k", default));
        await Assert.ThrowsAsync<RecordConflictException>(() => Store.CommitAsync("p", [new DeleteRecord("k", first.ETag)], default));

        await Store.CommitAsync("p", [new InsertRecord("k", "1")], default);
        Assert.NotEqual(first.ETag, (await FindAsync("p", "k")).ETag);
        await Assert.ThrowsAsync<RecordConflictException>(() => Store.CommitAsync("p", [new DeleteRecord("k", first.ETag)], default));
    }

    [Fact]
    public async Task Commit_OneWriteConflicts_NothingIsWritten()
    {
        await Store.CommitAsync("p", [new InsertRecord("a", "1"), new InsertRecord("b", "1"), new InsertRecord("c", "1")], default);
        var before = await ListAsync("p", "");

        var conflict = await Assert.ThrowsAsync<RecordConflictException>(() => Store.CommitAsync(
            "p",
            [
                new InsertRecord("new", "2"),
                new ReplaceRecord("a", "2", before[0].ETag),
                new DeleteRecord("b", before[1].ETag),
                new ReplaceRecord("c", "2", "not the ETag"),
            ],
            default));

        Assert.Equal("c", conflict.Key);
        Assert.Equal(before, await ListAsync("p", ""));
    }

    [Fact]
    public async Task Commit_AsManyAsAllowed_AllAreThere_OneMoreIsRefused()
    {
        RecordWrite[] writes = [.. Enumerable.Range(0, IRecordStore.MaxWrites + 1).Select(i => new InsertRecord($"k{i:000}", "{}"))];

        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync("p", writes, default));
        Assert.Empty(await ListAsync("p", ""));

        await Store.CommitAsync("p", writes[1..], default);
        Assert.Equal(IRecordStore.MaxWrites, (await ListAsync("p", "")).Count);
    }

    [Fact]
    public async Task Commit_Nothing_OrAKeyTwice_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync("p", [], default));
        await Assert.ThrowsAsync<ArgumentException>(
            () => Store.CommitAsync("p", [new InsertRecord("k", "1"), new InsertRecord("k", "2")], default));
        Assert.Null(await Store.FindAsync("p", "k", default));
    }

    [Theory]
    [InlineData("p\0", "k")]
    [InlineData("p", "k\0")]
    [InlineData("p", "\0")]
    public async Task Nul_IsRefused(string partition, string key) => await Assert.ThrowsAsync<ArgumentException>(
        () => Store.CommitAsync(partition, [new InsertRecord(key, "1")], default));

    [Theory]
    [MemberData(nameof(OddTexts))]
    public async Task OddText_AsPartitionKeyAndPrefix_IsItself(string text)
    {
        await Store.CommitAsync(
            text, [new InsertRecord(text, "1"), new InsertRecord(text + "x", "2"), new InsertRecord("x" + text, "3")], default);

        Assert.Equal("1", (await FindAsync(text, text)).Json);
        Assert.Equal([text, text + "x"], (await ListAsync(text, text)).Select(r => r.Key));
    }

    [Fact]
    public async Task OddTexts_Together_AreAllDifferent_AndInOrder()
    {
        foreach (var key in s_oddTexts)
        {
            await Store.CommitAsync("p", [new InsertRecord(key, "{}")], default);
        }

        var listed = (await ListAsync("p", "")).Select(r => r.Key).ToArray();
        Assert.Equal(s_oddTexts.Length, listed.Length);
        Assert.Equal(s_oddTexts.OrderBy(k => k, ByCodePoint), listed);
    }

    [Theory]
    [MemberData(nameof(OddTexts))]
    public async Task List_Prefix_ExactlyThoseThatStartWithIt(string prefix)
    {
        // Neighbours that a search by pattern or by "the next character" gets wrong.
        string[] keys =
        [
            prefix, prefix + "\U0010FFFF", prefix + "\U0010FFFF\U0010FFFF", prefix + "0", prefix + "\u0001", prefix + "%", "z" + prefix,
            prefix[..^1].TrimEnd('\uD800', '\uD83D', '\uD842', '\uDBFF', '\uDB40') + "~", prefix.ToUpperInvariant() + "!", "\U0010FFFE",
        ];
        string[] distinct = [.. keys.Distinct(StringComparer.Ordinal)];
        await Store.CommitAsync("p", [.. distinct.Select(key => new InsertRecord(key, "{}"))], default);

        var expected = distinct.Where(k => k.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(k => k, ByCodePoint);
        Assert.Equal(expected, (await ListAsync("p", prefix)).Select(r => r.Key));
    }

    [Fact]
    public async Task List_OtherPartitions_AreLeftOut()
    {
        await Store.CommitAsync("p", [new InsertRecord("k", "1")], default);
        await Store.CommitAsync("p/q", [new InsertRecord("k", "2")], default);

        Assert.Equal("1", Assert.Single(await ListAsync("p", "")).Json);
        Assert.Empty(await ListAsync("pq", ""));
    }

    [Fact]
    public async Task List_AThousand_InOrder_WhileOthersWrite()
    {
        for (var i = 0; i < 1000; i += IRecordStore.MaxWrites)
        {
            await Store.CommitAsync(
                "p", [.. Enumerable.Range(i, Math.Min(IRecordStore.MaxWrites, 1000 - i)).Select(n => new InsertRecord($"sheet/{n:0000}", $"{n}"))],
                default);
        }

        var seen = new List<string>();
        await foreach (var record in Store.ListAsync("p", "sheet/", default))
        {
            if (seen.Count % 100 == 0)
            {
                // A writer in the middle of a listing isn't held up by it.
                await Store.CommitAsync("p", [new InsertRecord($"other/{seen.Count:0000}", "{}")], default);
            }

            seen.Add(record.Key);
        }

        Assert.Equal(Enumerable.Range(0, 1000).Select(n => $"sheet/{n:0000}"), seen);
        Assert.Equal(10, (await ListAsync("p", "other/")).Count);
    }

    [Fact]
    public async Task Text_OfAMebibyte_IsKeptWhole()
    {
        var text = string.Concat(Enumerable.Repeat("行政創革😀", 100_000));
        await Store.CommitAsync("p", [new InsertRecord("k", text)], default);
        Assert.Equal(text, (await FindAsync("p", "k")).Json);

        await Store.CommitAsync("p", [new ReplaceRecord("k", "{}", (await FindAsync("p", "k")).ETag)], default);
        Assert.Equal("{}", Assert.Single(await ListAsync("p", "")).Json);
    }

    [Fact]
    public async Task Writers_AtOnce_LoseNobodysCount()
    {
        await Store.CommitAsync("p", [new InsertRecord("count", "0")], default);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var done = 0; done < 5;)
            {
                done += await TryCountAsync() ? 1 : 0;
            }
        })));

        Assert.Equal("40", (await FindAsync("p", "count")).Json);
    }

    [Fact]
    public async Task Inserts_AtOnce_ExactlyOneWins()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(async () =>
        {
            try
            {
                await Store.CommitAsync("p", [new InsertRecord("k", $"{i}"), new InsertRecord($"own/{i}", "{}")], default);
                return 1;
            }
            catch (RecordConflictException)
            {
                return 0;
            }
        })));

        Assert.Equal(1, results.Sum());
        Assert.Single(await ListAsync("p", "own/"));
    }

    [Fact]
    public async Task Cancelled_Before_WritesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.CommitAsync("p", [new InsertRecord("k", "1")], cancelled.Token));
        Assert.Null(await Store.FindAsync("p", "k", default));
    }

    protected abstract Task<IRecordStore> CreateAsync();

    // The order that the port calls ordinal, for keys beyond the BMP too: by code point.
    private static Comparer<string> ByCodePoint { get; } = Comparer<string>.Create((one, other) =>
        one.EnumerateRunes().Select(r => r.Value).Zip(other.EnumerateRunes().Select(r => r.Value), (a, b) => a.CompareTo(b))
            .FirstOrDefault(order => order != 0) is var first && first != 0
            ? first
            : one.Length.CompareTo(other.Length));

    private async Task<bool> TryCountAsync()
    {
        var read = await FindAsync("p", "count");
        try
        {
            var next = int.Parse(read.Json, System.Globalization.CultureInfo.InvariantCulture) + 1;
            await Store.CommitAsync("p", [new ReplaceRecord("count", $"{next}", read.ETag)], default);
            return true;
        }
        catch (RecordConflictException)
        {
            return false;
        }
    }

    private async Task<StoredRecord> FindAsync(string partition, string key) =>
        await Store.FindAsync(partition, key, default) ?? throw new KeyNotFoundException(key);

    private async Task<List<StoredRecord>> ListAsync(string partition, string prefix)
    {
        var records = new List<StoredRecord>();
        await foreach (var record in Store.ListAsync(partition, prefix, default))
        {
            records.Add(record);
        }

        return records;
    }
}
