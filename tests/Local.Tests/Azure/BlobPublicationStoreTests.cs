using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Blobs;
using GyoseiFlow.App.Azure.Blobs;
using GyoseiFlow.App.Ports;
using GyoseiFlow.Documents;
using GyoseiFlow.Local.Tests.Contracts;

namespace GyoseiFlow.Local.Tests.Azure;

[Collection(AzuriteTests.Name)]
public sealed class BlobPublicationStoreTests(AzuriteServer azurite) : IAsyncLifetime
{
    private const string Address = "town/2024/v1";

    // More than are uploaded at once.
    private static readonly PublishedFile[] s_files = Version("printed once");

    private readonly TestSite _site = new(azurite);

    public static TheoryData<string, int> Contract => ContractTheory.TestsOf(typeof(PublicationStoreContract));

    [AzuriteTheory]
    [MemberData(nameof(Contract))]
    public Task Keeps(string contract, int row) => ContractTheory.RunAsync(new OnBlobs(azurite), contract, row);

    [AzuriteFact]
    public async Task Publish_TellsBrowsersAndCaches_WhatEachFileIs()
    {
        var store = await _site.OpenAsync();
        var content = Encoding.UTF8.GetBytes("番号,値\r\n");
        await store.PublishAsync(Address, [new("index.html", "text/html; charset=utf-8", content), new("data/表.csv", "text/csv; charset=utf-8", content)], default);
        await store.ReplaceIndexAsync([new("feed.xml", "application/atom+xml; charset=utf-8", content)], default);

        var csv = await _site.HeadersAsync($"{Address}/data/表.csv");
        var feed = await _site.HeadersAsync("feed.xml");

        Assert.Equal("text/csv; charset=utf-8", csv.ContentType);
        Assert.Equal("public, max-age=31536000, immutable", csv.CacheControl);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), csv.Metadata["sha256"]);
        Assert.Equal("application/atom+xml; charset=utf-8", feed.ContentType);
        Assert.Equal("public, max-age=300", feed.CacheControl);
    }

    [AzuriteFact]
    public async Task Publish_InTheUsualContainers_IsOnTheStaticSite_AndWhatWasDecidedIsNot()
    {
        var account = new BlobServiceClient(azurite.ConnectionString, BlobPublicationStore.ClientOptions());
        var store = BlobPublicationStore.In(account);
        await store.CreateContainersAsync(default);
        await store.CreateContainersAsync(default);

        await store.PublishAsync("usual/2024/v1", [new("index.html", "text/html", "1"u8.ToArray())], default);

        Assert.Equal("1", (await account.GetBlobContainerClient("$web").GetBlobClient("usual/2024/v1/index.html").DownloadContentAsync()).Value.Content.ToString());
        Assert.False(await account.GetBlobContainerClient("$web").GetBlobClient("usual/2024/v1/version.zip").ExistsAsync());
    }

    [AzuriteFact]
    public async Task Publish_CutOffAtAnyRequest_IsNothingOrIsFinishedByTheNextCall()
    {
        bool happened;
        var request = 0;
        do
        {
            request++;
            await using var site = new TestSite(azurite);
            var cut = new CutOff(request);
            var dying = await site.OpenAsync(perTry: cut);
            var failure = await Record.ExceptionAsync(() => dying.PublishAsync(Address, s_files, default));
            happened = cut.Happened;
            Assert.Equal(happened, failure is StoreUnavailableException);
            await WholeFromItsFirstPageAsync(site);

            await AskedAgainAsync(site);
        }
        while (happened);

        // The bundle's look-ups, the bundle, twelve files, the mark and its look-up.
        Assert.InRange(request, 16, 40);
    }

    [AzuriteFact]
    public async Task Publish_SeveralAtOnceWithOtherBytes_IsOneOfThemWhole()
    {
        var versions = Enumerable.Range(1, 4).Select(n => Version($"printed by {n}")).ToArray();
        var store = await _site.OpenAsync();

        var failures = await Task.WhenAll(versions.Select(files => Record.ExceptionAsync(() => store.PublishAsync(Address, files, default))));

        var won = Array.IndexOf(failures, null);
        Assert.Equal(3, failures.Count(f => f is PublishedFilesDifferException));
        Assert.True(await store.IsPublishedAsync(Address, default));
        foreach (var file in versions[won])
        {
            Assert.Equal(Encoding.UTF8.GetString(file.Content.Span), await _site.ReadAsync($"{Address}/{file.Path}"));
        }
    }

    [AzuriteFact]
    public async Task Publish_SomethingElseLiesThere_IsRefusedAndNothingIsDecided()
    {
        var store = await _site.OpenAsync();
        await _site.Public.GetBlobClient($"{Address}/stray.txt").UploadAsync(BinaryData.FromString("?"));

        await Assert.ThrowsAsync<PublishedFilesDifferException>(() => store.PublishAsync(Address, s_files, default));

        Assert.False(await store.IsPublishedAsync(Address, default));
        Assert.Equal([$"{Address}/stray.txt"], await _site.PathsAsync());
    }

    [AzuriteFact]
    public async Task Publish_AFileWasPutThereByHandMeanwhile_IsNotOverwritten()
    {
        var dying = await _site.OpenAsync(perTry: new CutOff(8));
        await Record.ExceptionAsync(() => dying.PublishAsync(Address, s_files, default));
        Assert.DoesNotContain($"{Address}/index.html", await _site.PathsAsync());
        await _site.Public.GetBlobClient($"{Address}/index.html").UploadAsync(BinaryData.FromString("by hand"));
        var store = await _site.OpenAsync();

        await Assert.ThrowsAsync<PublishedFilesDifferException>(() => store.IsPublishedAsync(Address, default));

        Assert.Equal("by hand", await _site.ReadAsync($"{Address}/index.html"));
    }

    [AzuriteFact]
    public async Task Publish_InsideAVersion_IsRefused()
    {
        var store = await _site.OpenAsync();
        await store.PublishAsync("t/R6", [new("index.html", "text/html", "1"u8.ToArray())], default);

        await Assert.ThrowsAsync<PublishedFilesDifferException>(() => store.PublishAsync("t/R6/v2", s_files, default));
    }

    [Fact]
    public async Task NobodyAnswers_IsSaidInTheAppsWords()
    {
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)closed.LocalEndPoint!).Port;
        var store = Closed(port);

        var away = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.IsPublishedAsync(Address, default));

        Assert.Equal($"127.0.0.1:{port}", away.Place);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (AzuriteServer.Find() is not null)
        {
            await _site.DisposeAsync();
        }
    }

    private static BlobPublicationStore Closed(int port)
    {
        var options = BlobPublicationStore.ClientOptions();
        options.Retry.MaxRetries = 1;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        var connection = $"AccountName={AzuriteServer.Account};AccountKey={AzuriteServer.Key};BlobEndpoint=http://127.0.0.1:{port}/{AzuriteServer.Account};";
        return BlobPublicationStore.In(new BlobServiceClient(connection, options));
    }

    private static PublishedFile[] Version(string printed) =>
    [
        new("index.html", "text/html; charset=utf-8", Encoding.UTF8.GetBytes("意見書")),
        new("opinion.pdf", "application/pdf", Encoding.UTF8.GetBytes(printed)),
        .. Enumerable.Range(1, 10).Select(n => new PublishedFile($"data/{n}.csv", "text/csv; charset=utf-8", Encoding.UTF8.GetBytes($"{n}"))),
    ];

    // Whoever comes upon the version's first page finds all that it leads to.
    private static async Task WholeFromItsFirstPageAsync(TestSite site)
    {
        var paths = await site.PathsAsync();
        Assert.True(!paths.Contains($"{Address}/index.html") || paths.Count == s_files.Length, string.Join(' ', paths));
    }

    // By another process, whose printer makes another PDF of the same version: what was decided stays, what wasn't is decided now.
    private static async Task AskedAgainAsync(TestSite site)
    {
        var store = await site.OpenAsync();
        var again = Version("printed twice");
        var decided = await store.IsPublishedAsync(Address, default);
        if (decided)
        {
            await Assert.ThrowsAsync<PublishedFilesDifferException>(() => store.PublishAsync(Address, again, default));
            await store.PublishAsync(Address, s_files, default);
        }
        else
        {
            Assert.Empty(await site.PathsAsync());
            await store.PublishAsync(Address, again, default);
        }

        Assert.True(await store.IsPublishedAsync(Address, default));
        Assert.Equal(decided ? "printed once" : "printed twice", await site.ReadAsync($"{Address}/opinion.pdf"));
        Assert.Equal(s_files.Length, (await site.PathsAsync()).Count);
    }

    private sealed class OnBlobs(AzuriteServer azurite) : PublicationStoreContract
    {
        private readonly TestSite _site = new(azurite);

        public override Task DisposeAsync() => _site.DisposeAsync().AsTask();

        protected override async Task<IPublicationStore> CreateAsync() => await _site.OpenAsync();

        protected override Task<string?> ReadAsync(string path) => _site.ReadAsync(path);
    }
}
