using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GyoseiFlow.App.Pages;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Commands;
using GyoseiFlow.Local.Demo;
using GyoseiFlow.Local.Hosting;
using GyoseiFlow.Local.Storage;
using GyoseiFlow.Review.Sheets;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.Local.Serving;

/// <summary>Tomakomai's R6 review, stopped somewhere in the year: something to try the pages on.</summary>
internal static class SampleYear
{
    private const string PlanName = "tomakomai";

    /// <summary>How a data folder stands to a sample, and where its clock is.</summary>
    /// <param name="IsEmpty">Whether the folder holds no plan yet.</param>
    /// <param name="Now">Where the sample's clock stands; null where no complete sample is.</param>
    /// <param name="Loading">Where loading a sample was interrupted; null where it was not.</param>
    /// <param name="Stop">Which sample it is; null where none is.</param>
    internal sealed record Found(bool IsEmpty, DateTimeOffset? Now, DemoClock.Moment? Loading, SampleStop? Stop);

    /// <summary>Looks what a folder holds.</summary>
    public static async Task<Found> FindAsync(DataFolder folder, CancellationToken cancellation)
    {
        if (!File.Exists(folder.Store))
        {
            return new Found(IsEmpty: true, null, null, null);
        }

        await using var file = SqliteFile.Open(folder.Store);
        var store = await SqliteRecordStore.OpenAsync(file, cancellation);
        var plans = await new PlanLibrary(store, new PublicAddress(Url: null), TimeProvider.System).LatestAsync(cancellation);
        var now = await SampleClock.FindAsync(store, cancellation);
        var loading = await DemoClock.FindAsync(store, cancellation);
        var stop = await SampleName.FindAsync(store, cancellation);
        // A folder of before there were several holds the first.
        return new Found(plans is [], now, loading, stop ?? (now is null && loading is null ? null : SampleStop.April));
    }

    /// <summary>Loads the sample into an empty folder, or goes on where loading was interrupted.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="stop">Which sample.</param>
    /// <param name="found">What the folder holds.</param>
    /// <param name="address">Where its mails' links lead.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Where its clock stands then.</returns>
    /// <exception cref="CommandFailure">The folder holds something else.</exception>
    public static async Task<DateTimeOffset> LoadAsync(
        DataFolder folder, SampleStop stop, Found found, string address, CancellationToken cancellation)
    {
        if (found is { IsEmpty: false, Loading: null })
        {
            throw new CommandFailure(
                $"「{folder.Path}」には見本ではない記録があります。見本は、--data で指定した空のフォルダーか新しいフォルダーに用意します。");
        }

        var data = DemoData.Read(Path.Combine(AppContext.BaseDirectory, "Plans", PlanName));
        data = data with { Former = FormerOf(data) };
        var clock = new VirtualClock(found.Loading?.Now ?? DemoHost.StartOf(data));
        var options = DemoHost.Options(folder.Store, folder.Mail, folder.Published, clock);
        await using var host = await LocalHost.CreateAsync(
            options with { Settings = options.Settings.Append(KeyValuePair.Create(PublicAddress.Setting, (string?)address)).ToImmutableDictionary() },
            cancellation);
        var store = host.Services.GetRequiredService<IRecordStore>();
        await SampleName.RecordAsync(store, stop, cancellation);
        // The sample never changes: the seed only names it, as a demo's record does.
        var year = new DemoClock(clock, host, store, SampleStop.Seed);
        await year.RecordAsync(clock.GetUtcNow(), cancellation);
        await DemoHost.StartAsync(host, data, cancellation);
        var until = stop.Until(data);
        await PlayAsync(new ScriptPlayer(year, host, stop.Write(data)), until, cancellation);
        await SampleClock.RecordAsync(store, until, cancellation);
        return until;
    }

    // What the departments wrote the year before stands beside this year's fields; the yearly reviews have it.
    private static string? FormerOf(DemoData data) => DemoData.Through(PlanName, data.Cycle.Year.Previous) is [.., var before]
        ? new JsonObject
        {
            [before.Cycle.Year.ToString()] = new JsonObject(before.Answers
                .OrderBy(a => a.Key, StringComparer.Ordinal)
                .Select(a => KeyValuePair.Create(a.Key, JsonNode.Parse(AnswersJson.Write(a.Value))))),
        }.ToJsonString()
        : null;

    private static async Task PlayAsync(ScriptPlayer player, DateTimeOffset until, CancellationToken cancellation)
    {
        await player.BeginAsync(cancellation);
        while (await player.NextAsync(cancellation) is { } next && next < until)
        {
            await player.JumpAsync(next, cancellation);
        }

        await player.JumpAsync(until, cancellation);
    }
}
