using System.Collections.Concurrent;
using System.Text;
using GyoseiFlow.App.Azure.Blobs;
using GyoseiFlow.App.Ports;
using GyoseiFlow.Documents;
using Microsoft.AspNetCore.Http;

namespace GyoseiFlow.Local.Tests.Azure;

/// <summary>The site behind a network on which things go wrong: a version is published once and whole, or not at all.</summary>
[Collection(AzuriteTests.Name)]
public sealed class BlobPublicationStoreFaultTests(AzuriteServer azurite) : IAsyncLifetime
{
    private const string Address = "town/2024/v1";
    private static readonly Fault[] s_faults = [.. Enum.GetValues<Fault>().Except([Fault.None, Fault.Silent, Fault.BusyInside])];
    private static readonly PublishedFile[] s_files = [Page("index.html", "意見書"), .. Enumerable.Range(1, 9).Select(n => Page($"data/{n}.csv", $"{n}"))];

    private readonly TestSite _site = new(azurite);
    private FaultyProxy _proxy = null!;
    private BlobPublicationStore _store = null!;

    public static TheoryData<Fault> Faults => new(s_faults);

    [AzuriteTheory]
    [MemberData(nameof(Faults))]
    public async Task EveryRequest_GoesWrongOnce_AllIsPublishedOnce(Fault fault)
    {
        var seen = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        // The client sends the same id with every try.
        _proxy.Next = request => seen.TryAdd(request.Headers["x-ms-client-request-id"].ToString(), true) ? fault : Fault.None;

        await _store.PublishAsync(Address, s_files, default);
        await _store.ReplaceIndexAsync([Page("index.html", "1")], default);
        await _store.ReplaceIndexAsync([Page("index.html", "2")], default);

        Assert.True(await _store.IsPublishedAsync(Address, default));
        await Assert.ThrowsAsync<PublishedFilesDifferException>(() => _store.PublishAsync(Address, s_files[1..], default));
        Assert.Equal(s_files.Length + 1, (await _site.PathsAsync()).Count);
        Assert.Equal(("意見書", "9", "2"), (await _site.ReadAsync($"{Address}/index.html"), await _site.ReadAsync($"{Address}/data/9.csv"), await _site.ReadAsync("index.html")));
    }

    [AzuriteFact]
    public async Task NoAnswerComes_IsTriedAgain()
    {
        var impatient = await _site.OpenAsync(_proxy.Address, networkTimeout: TimeSpan.FromSeconds(2));
        _proxy.Next = FaultyProxy.First(1, Fault.Silent, request => HttpMethods.IsPut(request.Method));

        await impatient.PublishAsync(Address, s_files, default);

        Assert.True(await impatient.IsPublishedAsync(Address, default));
    }

    [AzuriteTheory]
    [InlineData(Fault.Cut)]
    [InlineData(Fault.Throttled)]
    [InlineData(Fault.Failed)]
    public async Task Storage_IsNotToBeReached_IsSaidInTheAppsWords_AndNothingIsPublic(Fault fault)
    {
        _proxy.Next = _ => fault;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.PublishAsync(Address, s_files, default));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.IsPublishedAsync(Address, default));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.ReplaceIndexAsync([Page("index.html", "1")], default));

        Assert.Empty(await _site.PathsAsync());
    }

    [AzuriteTheory]
    [InlineData(1)]
    [InlineData(20250401)]
    public async Task Publishers_AtOnce_OnABadNetwork_PublishOneWholeVersion(int seed)
    {
        _proxy.Next = FaultyProxy.Seeded(seed, s_faults);
        PublishedFile[][] printed = [.. Enumerable.Range(0, 3).Select(n => (PublishedFile[])[.. s_files, Page("opinion.pdf", $"{n}"), Page("manifest.json", $"{n}")])];

        var failures = await Task.WhenAll(printed.Select(files => Record.ExceptionAsync(() => _store.PublishAsync(Address, files, default))));

        Assert.Single(failures, failure => failure is null);
        Assert.All(failures.OfType<Exception>(), failure => Assert.IsType<PublishedFilesDifferException>(failure));
        Assert.True(await _store.IsPublishedAsync(Address, default));
        Assert.Equal(await _site.ReadAsync($"{Address}/opinion.pdf"), await _site.ReadAsync($"{Address}/manifest.json"));
        Assert.Equal(s_files.Length + 2, (await _site.PathsAsync()).Count);
    }

    public async Task InitializeAsync()
    {
        if (AzuriteServer.Find() is not null)
        {
            _proxy = await FaultyProxy.StartAsync(azurite.Blobs);
            _store = await _site.OpenAsync(_proxy.Address);
        }
    }

    public async Task DisposeAsync()
    {
        if (AzuriteServer.Find() is not null)
        {
            await _site.DisposeAsync();
            await _proxy.DisposeAsync();
        }
    }

    private static PublishedFile Page(string path, string text) => new(path, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));
}
