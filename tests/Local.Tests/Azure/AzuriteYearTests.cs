using System.Net;
using System.Net.Sockets;
using Azure.Core;
using Azure.Storage.Blobs;
using GyoseiFlow.App.Ports;
using GyoseiFlow.Local.Demo;
using GyoseiFlow.Local.Storage;
using GyoseiFlow.Local.Tests.Commands;
using GyoseiFlow.Local.Tests.Demo;
using Xunit.Abstractions;

namespace GyoseiFlow.Local.Tests.Azure;

/// <summary>A year with the function app's storage adapters on Azurite, beside the same year on this machine's.</summary>
[Collection(AzuriteTests.Name)]
public sealed class AzuriteYearTests(ParityYears years, ITestOutputHelper log) : IClassFixture<ParityYears>
{
    private const int MostRefused = 12;

    [AzuriteFact]
    public void Demo_OnAzurite_PublishesTheSameBytesAndSendsTheSameMails()
    {
        log.WriteLine($"SQLite {years.OnMachine.TotalSeconds:0.0} s; Azurite {years.OnAzurite.TotalSeconds:0.0} s, {years.Requests} requests");

        Assert.NotEmpty(PlayedYear.Published(years.Machine));
        Assert.Equal(PlayedYear.Published(years.Machine), PlayedYear.Published(years.Azure));
        Assert.Equal(PlayedYear.Mails(years.Machine), PlayedYear.Mails(years.Azure));
    }

    [AzuriteFact]
    public async Task Demo_OnAzurite_CanBeVerified()
    {
        var verified = await Cli.RunAsync("verify", Path.Combine(years.Azure, "published"));

        Assert.Equal((0, ""), (verified.ExitCode, verified.Errors));
    }

    [AzuriteFact]
    public async Task Demo_OnAzurite_EveryFileIsServedAsWhatItIs()
    {
        var served = new List<string>();
        await foreach (var file in new BlobContainerClient(years.ConnectionString, years.Stores.Name + "-site").GetBlobsAsync())
        {
            var caching = file.Properties.CacheControl.Contains("immutable", StringComparison.Ordinal) ? "immutable" : "short";
            served.Add($"{Path.GetExtension(file.Name)} {file.Properties.ContentType} {caching}");
        }

        Assert.Equal(
            [
                ".csv text/csv; charset=utf-8 immutable",
                ".docx application/vnd.openxmlformats-officedocument.wordprocessingml.document immutable",
                ".html text/html; charset=utf-8 immutable",
                ".html text/html; charset=utf-8 short",
                ".json application/json; charset=utf-8 immutable",
                ".txt text/plain; charset=utf-8 immutable",
                ".xlsx application/vnd.openxmlformats-officedocument.spreadsheetml.sheet immutable",
                ".xml application/atom+xml; charset=utf-8 short",
            ],
            served.Distinct().Order(StringComparer.Ordinal));
    }

    [AzuriteTheory]
    [InlineData(1)]
    public async Task Demo_AzuriteIsKilledInMidYear_PublishesTheSameBytesAndNoMailTwice(int seed)
    {
        using var folder = new TemporaryFolder();
        var azurite = new AzuriteServer();
        try
        {
            await azurite.StartAsync();
            using var outages = new Outages(azurite, Moments(seed));
            var stops = await PlayAsync(azurite, outages, folder.FullPath);

            log.WriteLine($"seed {seed}: {outages.Kills} kills, {outages.Refused} requests refused, the demo stopped and was resumed {stops} times");
            Assert.Equal(Moments(seed).Count, outages.Kills);
            Assert.Equal(PlayedYear.Published(years.Machine), PlayedYear.Published(folder.FullPath));
            Assert.Equal(PlayedYear.MailKeys(years.Machine), PlayedYear.MailKeys(folder.FullPath));
        }
        finally
        {
            await azurite.DisposeAsync();
        }
    }

    [Fact]
    public async Task Demo_NoAzuriteAnswers_SaysHowToStartIt_AndTouchesNothing()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["demo.lock"], "");
        await File.WriteAllTextAsync(folder["gyoseiflow.db"], "前のデモの記録");

        var demo = await Cli.RunAsync("demo", "--out", folder.FullPath, "--store", "azurite", "--azurite", NobodyThere());

        Assert.Equal(1, demo.ExitCode);
        Assert.Contains("につながりません", demo.Errors, StringComparison.Ordinal);
        Assert.Contains("npx azurite", demo.Errors, StringComparison.Ordinal);
        Assert.Equal("前のデモの記録", await File.ReadAllTextAsync(folder["gyoseiflow.db"]));
    }

    [Theory]
    [InlineData("--store", "mongodb", "--store には sqlite か azurite")]
    [InlineData("--azurite", "AccountName=realcity;AccountKey=x;BlobEndpoint=https://realcity.blob.example.jp/", "Azurite（devstoreaccount1）の接続文字列だけ")]
    [InlineData("--azurite", "AccountName=devstoreaccount1;BlobEndpoint=?", "接続文字列を読めません")]
    public async Task Demo_WrongStore_IsSaid(string option, string value, string said)
    {
        using var folder = new TemporaryFolder();
        string[] azurite = option == "--store" ? [] : ["--store", "azurite"];

        var demo = await Cli.RunAsync(["demo", "--out", folder["out"], .. azurite, option, value]);

        Assert.Equal(1, demo.ExitCode);
        Assert.Contains(said, demo.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [AzuriteFact]
    public async Task Demo_ResumedOnTheOtherStore_IsRefused_AndWithoutOneGoesOnWhereItsRecordsAre()
    {
        var other = await Cli.RunAsync("demo", "--plan", ParityYears.Plan, "--out", years.Azure, "--resume", "--store", "sqlite");
        var before = PlayedYear.Mails(years.Azure);
        var same = await Cli.RunAsync("demo", "--plan", ParityYears.Plan, "--out", years.Azure, "--resume");

        Assert.Equal(1, other.ExitCode);
        Assert.Contains("記録は azurite にあります", other.Errors, StringComparison.Ordinal);
        Assert.Equal((0, ""), (same.ExitCode, same.Errors));
        Assert.Equal(before, PlayedYear.Mails(years.Azure));
    }

    // Three in the year, and one among the last requests, which publish.
    private List<(long Request, int Refused)> Moments(int seed)
    {
#pragma warning disable CA5394 // Chance for a test, repeatable by its seed.
        var random = new Random(seed);
        var published = PlayedYear.Published(years.Machine).Count;
        var moments = Enumerable.Range(0, 3).Select(_ => random.NextInt64(1, years.Requests * 9 / 10)).Order().ToList();
        moments.Add(years.Requests - published - random.Next(2 * published));
        return [.. moments.Select(m => (m, random.Next(1, MostRefused)))];
#pragma warning restore CA5394
    }

    // Whoever watches the demo starts it again when it says that its store is away.
    private static async Task<int> PlayAsync(AzuriteServer azurite, Outages outages, string path)
    {
        var data = DemoData.OfName(ParityYears.Plan);
        var folder = new DemoFolder(path, data.Plan.Id, data.Cycle.Year);
        using var taken = folder.Take(resume: false);
        var stores = new AzuriteStores(azurite.ConnectionString, path, options =>
        {
            options.Retry.MaxRetries = 3;
            options.Retry.Delay = TimeSpan.FromMilliseconds(1);
            options.Retry.MaxDelay = TimeSpan.FromMilliseconds(5);
            options.AddPolicy(outages, HttpPipelinePosition.PerRetry);
        });
        folder = await folder.OnAsync(stores, default);
        for (var stops = 0; ; stops++)
        {
            var run = new DemoRun([data], folder, printPdf: false, DemoProgress.On(TextWriter.Null));
            try
            {
                await run.PlayAsync(await run.StoppedAtAsync(askedSeed: null, default), askedSeed: null, default);
                return stops;
            }
            catch (StoreUnavailableException)
            {
                // Said; now once more.
            }
        }
    }

    private static string NobodyThere()
    {
        // Bound and never listening: whoever knocks is refused, and nobody else can take the port meanwhile.
        var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var address = $"http://127.0.0.1:{((IPEndPoint)closed.LocalEndPoint!).Port}/{AzuriteServer.Account}";
        return $"AccountName={AzuriteServer.Account};AccountKey={AzuriteServer.Key};BlobEndpoint={address};TableEndpoint={address};";
    }
}
