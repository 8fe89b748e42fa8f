using System.Text;
using GyoseiFlow.App.Ports;
using GyoseiFlow.Documents;

namespace GyoseiFlow.Local.Tests.Contracts;

/// <summary>What every publication store keeps to; an adapter's tests inherit it.</summary>
public abstract class PublicationStoreContract : IAsyncLifetime
{
    protected IPublicationStore Store { get; private set; } = null!;

    public async Task InitializeAsync() => Store = await CreateAsync();

    public abstract Task DisposeAsync();

    [Fact]
    public async Task IsPublished_BeforeAndAfter_SaysSo()
    {
        Assert.False(await Store.IsPublishedAsync("t/R6/v1", default));

        await Store.PublishAsync("t/R6/v1", [File("index.html", "1")], default);

        Assert.True(await Store.IsPublishedAsync("t/R6/v1", default));
        Assert.False(await Store.IsPublishedAsync("t/R6/v2", default));
    }

    [Fact]
    public async Task Publish_FilesAreAtTheAddress()
    {
        await Store.PublishAsync("tomakomai/R6/v1", [File("index.html", "意見書"), File("data/scores.csv", "1,2")], default);

        Assert.Equal("意見書", await ReadAsync("tomakomai/R6/v1/index.html"));
        Assert.Equal("1,2", await ReadAsync("tomakomai/R6/v1/data/scores.csv"));
    }

    [Fact]
    public async Task Publish_Twice_IsOnce()
    {
        PublishedFile[] files = [File("index.html", "a"), File("data/x.csv", "b")];
        await Store.PublishAsync("t/R6/v1", files, default);

        await Store.PublishAsync("t/R6/v1", [.. files.Reverse()], default);

        Assert.Equal("a", await ReadAsync("t/R6/v1/index.html"));
    }

    [Fact]
    public async Task Publish_AtOnce_IsOnce()
    {
        PublishedFile[] files = [.. Enumerable.Range(0, 20).Select(i => File($"{i}.csv", $"{i}"))];

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Store.PublishAsync("t/R6/v1", files, default))));

        Assert.Equal("19", await ReadAsync("t/R6/v1/19.csv"));
    }

    [Fact]
    public async Task Publish_OtherBytes_StaysAsItWas()
    {
        await Store.PublishAsync("t/R6/v1", [File("index.html", "a"), File("x.csv", "b")], default);

        await RefusedAsync([File("index.html", "a"), File("x.csv", "B")]);
        await RefusedAsync([File("index.html", "a")]);
        await RefusedAsync([File("index.html", "a"), File("x.csv", "b"), File("y.csv", "c")]);

        Assert.Equal("b", await ReadAsync("t/R6/v1/x.csv"));
        Assert.Null(await ReadAsync("t/R6/v1/y.csv"));
    }

    [Fact]
    public async Task Publish_ACorrection_LeavesTheOldAtItsAddress()
    {
        await Store.PublishAsync("t/R6/v1", [File("index.html", "a")], default);
        await Store.PublishAsync("t/R6/v2", [File("index.html", "b")], default);

        Assert.Equal("a", await ReadAsync("t/R6/v1/index.html"));
        Assert.Equal("b", await ReadAsync("t/R6/v2/index.html"));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("/etc")]
    [InlineData(@"a\b")]
    [InlineData("a//b")]
    [InlineData("./a")]
    [InlineData("")]
    [InlineData("a/")]
    [InlineData(".hidden")]
    [InlineData("C:/a")]
    [InlineData("a\0b")]
    public async Task Paths_ThatLeaveTheSite_AreRefused(string path)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.PublishAsync(path, [File("x", "x")], default));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.PublishAsync("t/v1", [File(path, "x")], default));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.ReplaceIndexAsync([File(path, "x")], default));
    }

    [Fact]
    public async Task Index_IsReplaced()
    {
        await Store.PublishAsync("t/R6/v1", [File("index.html", "v1")], default);
        await Store.ReplaceIndexAsync([File("index.html", "1"), File("t/index.html", "1"), File("t/R6/index.html", "1")], default);
        await Store.ReplaceIndexAsync([File("index.html", "2"), File("t/index.html", "2")], default);

        Assert.Equal("2", await ReadAsync("index.html"));
        Assert.Equal("2", await ReadAsync("t/index.html"));
        Assert.Equal("1", await ReadAsync("t/R6/index.html"));
        Assert.Equal("v1", await ReadAsync("t/R6/v1/index.html"));
        await Store.PublishAsync("t/R6/v2", [File("index.html", "v2")], default);
    }

    [Theory]
    [InlineData("t/R6/v1/index.html")]
    [InlineData("t/R6/v1/more.html")]
    [InlineData("t/R6/v1/data/more.html")]
    public async Task Index_InsideAVersion_IsRefused(string path)
    {
        await Store.PublishAsync("t/R6/v1", [File("index.html", "v1"), File("data/x.csv", "1")], default);

        await Assert.ThrowsAsync<PublishedFilesDifferException>(() => Store.ReplaceIndexAsync([File(path, "2")], default));

        Assert.Equal("v1", await ReadAsync("t/R6/v1/index.html"));
    }

    protected static PublishedFile File(string path, string text) => new(path, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));

    protected abstract Task<IPublicationStore> CreateAsync();

    /// <summary>What a citizen gets at this address, or null.</summary>
    protected abstract Task<string?> ReadAsync(string path);

    private async Task RefusedAsync(PublishedFile[] files) =>
        await Assert.ThrowsAsync<PublishedFilesDifferException>(() => Store.PublishAsync("t/R6/v1", files, default));
}
