using GyoseiFlow.App.Ports;
using GyoseiFlow.Local.Publication;
using GyoseiFlow.Local.Tests.Contracts;

namespace GyoseiFlow.Local.Tests.Publication;

public sealed class FolderPublicationStoreTests : PublicationStoreContract
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Publish_FilesAreReadOnly_AndNoStagingIsLeft()
    {
        await Store.PublishAsync("t/R6/v1", [File("a/b/c.txt", "1")], default);

        Assert.True(System.IO.File.GetAttributes(_folder["t/R6/v1/a/b/c.txt"]).HasFlag(FileAttributes.ReadOnly));
        Assert.False(Directory.Exists(_folder[".staging"]));
    }

    [Fact]
    public async Task Publish_InsideAVersion_IsRefused()
    {
        await Store.PublishAsync("t/R6", [File("index.html", "1")], default);

        await Assert.ThrowsAsync<PublishedFilesDifferException>(() => Store.PublishAsync("t/R6/v2", [File("index.html", "2")], default));
    }

    [Fact]
    public async Task Publish_OneFileCantBe_NothingIsPublished()
    {
        // A file and a folder of one name.
        await Assert.ThrowsAnyAsync<IOException>(() => Store.PublishAsync("t/v1", [File("a", "1"), File("a/b", "2")], default));

        Assert.False(Directory.Exists(_folder["t/v1"]));
        Assert.False(Directory.Exists(_folder[".staging"]));
    }

    [Fact]
    public async Task Publish_NamesThatAreOneOnWindows_OrNone_AreRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.PublishAsync("t/v1", [File("a.csv", "1"), File("A.csv", "2")], default));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.PublishAsync("t/v1", [], default));
    }

    [Fact]
    public async Task Publish_Cancelled_LeavesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PublishAsync("t/v1", [File("a", "1")], cancelled.Token));

        Assert.False(Directory.Exists(_folder["t"]));
    }

    [Fact]
    public async Task Start_RemovesWhatACrashLeft()
    {
        await Store.PublishAsync("t/v1", [File("a", "1")], default);
        var leftover = Directory.CreateDirectory(_folder[".staging/x/y"]).FullName;
        await System.IO.File.WriteAllTextAsync(Path.Combine(leftover, "z"), "");
        System.IO.File.SetAttributes(Path.Combine(leftover, "z"), FileAttributes.ReadOnly);

        using var again = new FolderPublicationStore(_folder.FullPath);

        Assert.False(Directory.Exists(_folder[".staging"]));
        Assert.Equal("1", await ReadAsync("t/v1/a"));
    }

    public override Task DisposeAsync()
    {
        (Store as IDisposable)?.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    protected override Task<IPublicationStore> CreateAsync() =>
        Task.FromResult<IPublicationStore>(new FolderPublicationStore(_folder.FullPath));

    protected override async Task<string?> ReadAsync(string path) =>
        System.IO.File.Exists(_folder[path]) ? await System.IO.File.ReadAllTextAsync(_folder[path]) : null;
}
