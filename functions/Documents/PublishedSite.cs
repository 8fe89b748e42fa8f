using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Site;

namespace GyoseiFlow.Documents;

/// <summary>The pages above the published documents.</summary>
public static class PublishedSite
{
    /// <summary>Makes index.html (plans, their years, and every version of each) and feed.xml, which exists once something is published.</summary>
    /// <param name="years">Everything that is published.</param>
    /// <param name="editions">The editions by which years were or are reviewed: each has a page, with what changed since the one before.</param>
    /// <param name="courses">The plans whose items can be followed over years: each has a page.</param>
    public static async Task<ImmutableArray<PublishedFile>> RenderAsync(
        IReadOnlyCollection<PublishedYear> years,
        IReadOnlyCollection<PublishedEdition>? editions = null,
        IReadOnlyCollection<PublishedCourse>? courses = null)
    {
        ArgumentNullException.ThrowIfNull(years);
        var index = await StaticHtml.RenderAsync<SiteIndex>(
            "index.html",
            new() { [nameof(SiteIndex.Years)] = years, [nameof(SiteIndex.Editions)] = editions ?? [], [nameof(SiteIndex.Courses)] = courses ?? [] });
        var pages = ImmutableArray.CreateBuilder<PublishedFile>();
        foreach (var edition in editions ?? [])
        {
            pages.Add(await StaticHtml.RenderAsync<EditionPage>(edition.Path, new() { [nameof(EditionPage.Edition)] = edition }));
        }

        foreach (var course in courses ?? [])
        {
            pages.Add(await StaticHtml.RenderAsync<ItemsPage>(course.Path, new() { [nameof(ItemsPage.Course)] = course }));
        }

        return years.Count == 0 ? [index, .. pages] : [index, AtomFeed.Write(years), .. pages];
    }
}
