using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Documents;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.App.Publication;

/// <summary>The pages that list what is published; made anew from the recorded versions.</summary>
public sealed class PublishedIndex(IRecordStore store, IPublicationStore publications, CycleReader cycles)
{
    /// <summary>Where a version's files are, relative to the site: plan, fiscal year, version.</summary>
    public static string AddressOf(Cycle cycle, int version)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        return PublishedYear.FolderOf(cycle.PlanId, cycle.Year, version);
    }

    /// <summary>Publishes the index.</summary>
    public async Task PublishAsync(CancellationToken cancellation)
    {
        var published = new List<PublishedYear>();
        await foreach (var listing in store.ListAsync<CycleListing>(RecordKeys.Cycles, "", cancellation))
        {
            if (await store.FindAsync(listing.Key, RecordKeys.Cycle, cancellation) is not null)
            {
                published.AddRange(await VersionsOfAsync(await cycles.GetAsync(listing.Key, cancellation), cancellation));
            }
        }

        await publications.ReplaceIndexAsync(await PublishedSite.RenderAsync(published), cancellation);
    }

    private async Task<List<PublishedYear>> VersionsOfAsync(RunningCycle running, CancellationToken cancellation)
    {
        var versions = new List<PublishedYear>();
        await foreach (var version in store.ListAsync<PublishedVersion>(running.Cycle.Id, RecordKeys.VersionPrefix, cancellation))
        {
            versions.Add(new PublishedYear(
                running.Plan.Id,
                running.Plan.Name,
                running.Plan.City,
                running.Cycle.Year,
                version.Value.Version,
                version.Value.PublishedOn,
                running.Plan.Document.Title,
                version.Value.Reason)
            {
                BaseUrl = running.Plan.Mail.BaseUrl + "/published/",
            });
        }

        return versions;
    }
}

/// <summary>A published version as the store keeps it; inserted once.</summary>
/// <param name="Version">From 1.</param>
/// <param name="PublishedOn">Its day.</param>
/// <param name="Address">Where its files are, relative to the site.</param>
/// <param name="Reason">Why a correction was needed; null for the first version.</param>
internal sealed record PublishedVersion(int Version, DateOnly PublishedOn, string Address, string? Reason);
