using AngleSharp.Html.Dom;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Documents.Tests;

public class PublishedSiteTests
{
    [Fact]
    public async Task Index_ListsPlansYearsAndVersions_NewestFirst()
    {
        var page = await RenderAsync(Year("a", 2023, 1), Year("b", 2024, 1), Year("a", 2024, 1), Year("a", 2024, 2, "合計の誤り <b>"));

        Assert.Equal(["計画a", "計画b"], page.QuerySelectorAll("h2").Select(h => h.TextContent));
        Assert.Equal(["令和6年度", "令和5年度", "令和6年度"], page.QuerySelectorAll("h3").Select(h => h.TextContent));
        Assert.Equal(
            ["a/2024/v2/index.html", "a/2024/v1/index.html", "a/2023/v1/index.html", "b/2024/v1/index.html"],
            page.QuerySelectorAll("main .versions a:first-child:not(.reason a)").Select(a => a.GetAttribute("href")));
        Assert.Equal("訂正の理由：合計の誤り <b>", page.QuerySelector(".reason span")!.TextContent);
        Assert.Single(page.QuerySelectorAll(".tag"), t => t.TextContent == "旧版");
    }

    [Fact]
    public async Task Index_IsTheSameWhateverTheOrderGiven()
    {
        PublishedYear[] years = [Year("b", 2024, 1), Year("a", 2023, 1), Year("a", 2024, 1)];

        var one = await PublishedSite.RenderAsync(years);
        var other = await PublishedSite.RenderAsync([.. years.Reverse()]);

        Assert.All(one.Zip(other), file => Assert.True(file.First.Content.Span.SequenceEqual(file.Second.Content.Span)));
    }

    /// <summary>A reader follows an item: its grade of every year, and the way to where each year's document tells of it.</summary>
    [Fact]
    public async Task Items_OverTheYears_HaveTheirGradesAndLeadIntoEachDocument()
    {
        var reviewed = Tomakomai.R6;
        var plan = reviewed.Plan;
        PublishedYear[] published = [Year(plan.Id, 2024, 2, "誤り"), Year(plan.Id, 2023, 1)];
        var course = new PublishedCourse([.. published.Select(y => new CourseYear(y, plan))], reviewed.Past);

        var site = new Published(await PublishedSite.RenderAsync(published, courses: [course]));

        Assert.Equal($"{plan.Id}/items.html", site.Page.QuerySelector(".editions a")!.GetAttribute("href"));
        var page = site.Html(course.Path);
        Assert.Equal(plan.Items.Length, page.QuerySelectorAll("h2").Length);
        var rows = page.QuerySelectorAll("#item-1-years tbody tr");
        Assert.Equal(["令和6年度", "令和5年度", "令和4年度", "令和3年度", "令和2年度"], rows.Select(r => r.QuerySelector("th")!.TextContent));
        Assert.Equal(["../tomakomai/2024/v2/index.html#item-1", "../tomakomai/2023/v1/index.html#item-1"], rows.SelectMany(r => r.QuerySelectorAll("a")).Select(a => a.GetAttribute("href")));
        Assert.Equal(reviewed.Past.OfItem(1, new FiscalYear(2023)), rows[1].QuerySelector("td")!.TextContent);
        Assert.Contains("このサイトにはありません", rows[4].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_OfNothing_SaysSo() => Assert.Contains("まだありません", (await RenderAsync()).Body!.TextContent, StringComparison.Ordinal);

    private static async Task<IHtmlDocument> RenderAsync(params PublishedYear[] years) =>
        new Published(await PublishedSite.RenderAsync(years)).Page;

    private static PublishedYear Year(string plan, int year, int version, string? reason = null) => new(
        plan, $"計画{plan}", "試験市", new FiscalYear(year), version, new DateOnly(2025, 7, 30).AddDays(version), "意見書", reason);
}
