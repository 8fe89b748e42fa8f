using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Site;

namespace GyoseiFlow.Documents;

/// <summary>The pages above the published documents.</summary>
public static class PublishedSite
{
    /// <summary>Makes index.html (plans, their years, and every version of each) and feed.xml, which exists once something is published.</summary>
    public static async Task<ImmutableArray<PublishedFile>> RenderAsync(IReadOnlyCollection<PublishedYear> years)
    {
        ArgumentNullException.ThrowIfNull(years);
        var index = await StaticHtml.RenderAsync<SiteIndex>("index.html", new() { [nameof(SiteIndex.Years)] = years });
        return years.Count == 0 ? [index] : [index, AtomFeed.Write(years)];
    }
}
