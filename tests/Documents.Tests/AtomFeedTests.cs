using System.Text;
using System.Xml.Linq;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Documents.Tests;

public class AtomFeedTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task Feed_HasEveryVersion_NewestFirst_CorrectionsWithReason()
    {
        var feed = await RenderAsync(Year(1), Year(2, "合計の誤り <b>\u0001"));

        Assert.Equal("feed", feed.Name.LocalName);
        Assert.Equal("2025-08-01T09:00:00+09:00", feed.Element(Atom + "updated")!.Value);
        var entries = feed.Elements(Atom + "entry").ToArray();
        Assert.Equal(["意見書（計画 令和6年度）第2版（訂正版）", "意見書（計画 令和6年度）"], entries.Select(e => e.Element(Atom + "title")!.Value));
        Assert.Equal("訂正版を公表しました。訂正の理由：合計の誤り <b>", entries[0].Element(Atom + "summary")!.Value);
        Assert.Equal("https://city.example.jp/published/plan/2024/v2/index.html", entries[0].Element(Atom + "link")!.Attribute("href")!.Value);
        Assert.All(entries, e => Assert.Equal("試験市", e.Element(Atom + "author")!.Element(Atom + "name")!.Value));
    }

    /// <summary>RFC 4287: exactly one id, title and updated each; ids are absolute, different, and the same for ever.</summary>
    [Fact]
    public async Task Feed_IdsAreStable_WhateverIsPublishedLaterAndWhereverTheSiteMoves()
    {
        var first = await RenderAsync(Year(1));
        var later = await RenderAsync([Year(2, "理由"), Year(1) with { BaseUrl = "https://new.example.jp/" }]);

        Assert.Equal(first.Element(Atom + "id")!.Value, later.Element(Atom + "id")!.Value);
        Assert.Equal(Ids(first), Ids(later)[1..]);
        Assert.All(later.DescendantsAndSelf().Where(e => e.Name.LocalName is "feed" or "entry"), e =>
        {
            Assert.All(new[] { "id", "title", "updated" }, name => Assert.Single(e.Elements(Atom + name)));
            Assert.StartsWith("urn:uuid:", e.Element(Atom + "id")!.Value, StringComparison.Ordinal);
        });
        Assert.Equal(3, later.Descendants(Atom + "id").Select(i => i.Value).Distinct().Count());
    }

    [Fact]
    public async Task Site_OfNothing_HasNoFeed() => Assert.Equal(["index.html"], (await PublishedSite.RenderAsync([])).Select(f => f.Path));

    [Fact]
    public async Task Index_NamesTheFeedAndMarksTheNewest()
    {
        var page = new Published(await PublishedSite.RenderAsync([Year(1), Year(2, "理由")])).Page;

        Assert.Equal("feed.xml", page.QuerySelector("link[rel=alternate]")!.GetAttribute("href"));
        Assert.Equal(["最新", "旧版"], page.QuerySelectorAll(".versions .tag").Select(t => t.TextContent));
    }

    private static string[] Ids(XElement feed) => [.. feed.Elements(Atom + "entry").Select(e => e.Element(Atom + "id")!.Value)];

    private static async Task<XElement> RenderAsync(params PublishedYear[] years)
    {
        var file = (await PublishedSite.RenderAsync(years)).Single(f => f.Path == "feed.xml");
        Assert.Equal("application/atom+xml; charset=utf-8", file.MediaType);
        return XDocument.Parse(Encoding.UTF8.GetString(file.Content.Span)).Root!;
    }

    private static PublishedYear Year(int version, string? reason = null) =>
        new("plan", "計画", "試験市", new FiscalYear(2024), version, new DateOnly(2025, 7, 30).AddDays(version), "意見書", reason)
        {
            BaseUrl = "https://city.example.jp/published/",
        };
}
