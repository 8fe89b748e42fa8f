using System.Collections.Immutable;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Documents;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Publication;

/// <summary>The pages that list what is published; made anew from the recorded versions.</summary>
public sealed class PublishedIndex(IRecordStore store, IPublicationStore publications, CycleReader cycles, PlanLibrary plans)
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
        var newest = new List<CourseYear>();
        var used = new Dictionary<string, SortedSet<int>>(StringComparer.Ordinal);
        await foreach (var listing in store.ListAsync<CycleListing>(RecordKeys.Cycles, "", cancellation))
        {
            if (await store.FindAsync(listing.Key, RecordKeys.Cycle, cancellation) is not null)
            {
                var running = await cycles.GetAsync(listing.Key, cancellation);
                var versions = await VersionsOfAsync(running, cancellation);
                published.AddRange(versions);
                newest.AddRange(versions is [] ? [] : [new CourseYear(versions.MaxBy(v => v.Version)!, running.Plan)]);
                var editions = used.TryGetValue(running.Plan.Id, out var known) ? known : used[running.Plan.Id] = [];
                editions.UnionWith([running.Cycle.PlanEdition, .. (running.Cycle.Adoptions ?? []).Select(a => a.Edition)]);
            }
        }

        await publications.ReplaceIndexAsync(
            await PublishedSite.RenderAsync(
                published, await EditionsAsync(published, used, cancellation), await CoursesAsync(newest, cancellation)),
            cancellation);
    }

    /// <summary>Publishes the index anew where something is published already: a year that opens may bring a new edition of its plan.</summary>
    public async Task RefreshAsync(RunningCycle running, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(running);
        if ((await cycles.OfPlanAsync(running.Plan.Id, cancellation)).Any(r => r.Cycle.Version > 0))
        {
            await PublishAsync(cancellation);
        }
    }

    // Of plans that have more than one year to tell of.
    private async Task<List<PublishedCourse>> CoursesAsync(List<CourseYear> newest, CancellationToken cancellation)
    {
        var courses = new List<PublishedCourse>();
        foreach (var plan in newest.GroupBy(y => y.Published.PlanId, StringComparer.Ordinal).OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            ImmutableArray<CourseYear> years = [.. plan.OrderByDescending(y => y.Published.FiscalYear)];
            var grades = await plans.PastGradesAsync(plan.Key, years[0].Published.FiscalYear.Next, cancellation);
            if (years.Length > 1 || grades.Items.Values.Any(item => item.Count > 1))
            {
                courses.Add(new PublishedCourse(years, grades));
            }
        }

        return courses;
    }

    // Of plans that have something published and more than one edition in use: one alone has nothing to be told from.
    private async Task<List<PublishedEdition>> EditionsAsync(
        List<PublishedYear> published, Dictionary<string, SortedSet<int>> used, CancellationToken cancellation)
    {
        var shown = new List<PublishedEdition>();
        foreach (var (planId, editions) in used.Where(u => u.Value.Count > 1 && published.Any(y => y.PlanId == u.Key)).OrderBy(u => u.Key, StringComparer.Ordinal))
        {
            Plan? former = null;
            foreach (var edition in editions)
            {
                var plan = await plans.GetAsync(planId, edition, cancellation);
                shown.Add(new PublishedEdition(plan, former));
                former = plan;
            }
        }

        return shown;
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
