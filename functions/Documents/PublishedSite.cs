using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Site;

namespace GyoseiFlow.Documents;

/// <summary>The pages above the published documents.</summary>
public static class PublishedSite
{
    /// <summary>Makes the site's index.html: plans, their years, and every version of each.</summary>
    public static async Task<ImmutableArray<PublishedFile>> RenderAsync(IReadOnlyCollection<PublishedYear> years)
    {
        ArgumentNullException.ThrowIfNull(years);
        return [await StaticHtml.RenderAsync<SiteIndex>("index.html", new() { [nameof(SiteIndex.Years)] = years })];
    }
}
