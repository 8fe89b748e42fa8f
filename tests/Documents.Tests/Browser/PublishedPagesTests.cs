using System.Collections.Immutable;
using GyoseiFlow.App.Tests.Pages;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;
using Microsoft.Playwright;

namespace GyoseiFlow.Documents.Tests.Browser;

/// <summary>The published pages in a real browser: axe finds nothing, nothing is fetched, and a phone shows them without sideways scrolling.</summary>
public sealed class PublishedPagesTests(PublishedPages pages) : IClassFixture<PublishedPages>
{
    // All 95 sheets have the same markup and the same styles; half a minute for all of them is spent once.
    private const string MoreOfTheSame = "#appendix .appendix-item:nth-of-type(n+4)";

    public static TheoryData<string, int, ColorScheme> Views
    {
        get
        {
            var views = new TheoryData<string, int, ColorScheme>();
            foreach (var page in new[] { "index.html", "data/index.html", "unscored.html" })
            {
                views.Add(page, 1280, ColorScheme.Light);
                views.Add(page, 320, ColorScheme.Light);
                views.Add(page, 1280, ColorScheme.Dark);
            }

            return views;
        }
    }

    [BrowserTheory]
    [MemberData(nameof(Views))]
    public async Task Page_AxeFindsNothing_AndNothingOverflows(string page, int width, ColorScheme scheme)
    {
        await using var context = await pages.OpenAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = scheme,
        });
        var tab = await context.NewPageAsync();
        var fetched = new List<string>();
        tab.Request += (_, request) => fetched.Add(request.Url);
        var address = pages.AddressOf(page);
        await tab.GotoAsync(address);

        var widths = await tab.EvaluateAsync<int[]>("[document.documentElement.scrollWidth, document.documentElement.clientWidth]");
        if ((width, scheme) is not (1280, ColorScheme.Light))
        {
            await tab.EvaluateAsync("sheets => document.querySelectorAll(sheets).forEach(s => s.remove())", MoreOfTheSame);
        }

        var found = await Axe.FindAsync(tab, scheme == ColorScheme.Dark ? Axe.Colours : Axe.EveryRule);

        Assert.Equal([], found);
        Assert.Equal([address], fetched);
        Assert.True(widths[0] <= widths[1], $"{widths[0]} px wide in {widths[1]}");
    }

    /// <summary>Texts that nobody would write and everybody may paste: nothing pushes the page wider than a phone.</summary>
    [BrowserTheory]
    [InlineData(320)]
    [InlineData(1280)]
    public async Task Page_VeryLongAndRareTexts_StayWithinTheScreen(int width)
    {
        var text = new string('あ', 20_000) + new string('W', 3_000) + " 𠮷髙葛\uDB40\uDD00👨‍👩‍👧 https://example.jp/" + new string('x', 2_000);
        var year = new Years
        {
            PlanName = new string('W', 300),
            Items = [new(1, new string('長', 400), ["money"], [Years.Measure("1", text)])],
            Themes = [new("money", "I", "財政", new string('W', 200))],
            Scores = ImmutableDictionary<string, int[]>.Empty.Add("1", [3, 2]),
            Opinions = [text, ""],
            Answers = ImmutableDictionary<string, Answers>.Empty.Add("1", Answers.None.With("remark", new TextAnswer(text))),
        }.Build();
        var published = await Published.OfAsync(year);
        await File.WriteAllBytesAsync(pages.PathOf("hostile.html"), published.File("index.html").Content);
        await using var context = await pages.OpenAsync(new() { ViewportSize = new() { Width = width, Height = 900 } });
        var tab = await context.NewPageAsync();
        await tab.GotoAsync(pages.AddressOf("hostile.html"));
        await tab.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");

        var widths = await tab.EvaluateAsync<int[]>("[document.documentElement.scrollWidth, document.documentElement.clientWidth]");

        Assert.True(widths[0] <= widths[1], $"{widths[0]} px wide in {widths[1]}");
        Assert.Contains(text[..100], await tab.InnerTextAsync("body"), StringComparison.Ordinal);
    }

    /// <summary>Every figure is there without scrolling sideways, and what no longer looks like a table still says that it is one.</summary>
    [BrowserTheory]
    [InlineData("index.html", 320, 360, 768)]
    [InlineData("data/index.html", 320)]
    [InlineData("unscored.html", 320, 360)]
    public async Task Tables_OnANarrowScreen_NeedNoScrollingAndStayTables(string page, params int[] widths)
    {
        await using var context = await pages.OpenAsync();
        var tab = await context.NewPageAsync();
        await tab.GotoAsync(pages.AddressOf(page));
        await tab.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        foreach (var width in widths)
        {
            await tab.SetViewportSizeAsync(width, 900);

            var scrolling = await tab.EvaluateAsync<string[]>("""
                [...document.querySelectorAll('.scroll')].filter(s => s.scrollWidth > s.clientWidth).map(s => `${s.querySelector('table').id} is ${s.scrollWidth} px wide in ${s.clientWidth}`)
                """);
            var unseen = await tab.EvaluateAsync<string[]>("""
                [...document.querySelectorAll('.total, .grade, .committee')].map(c => [c, c.getBoundingClientRect()])
                  .filter(([c, b]) => c.textContent.trim() && (b.width < 5 || b.left < 0 || b.right > innerWidth)).map(([c]) => c.outerHTML)
                """);
            var roleless = await tab.EvaluateAsync<string[]>("""
                [...document.querySelectorAll('table, thead, tbody, tr, th, td')]
                  .filter(e => !getComputedStyle(e).display.startsWith('table') && !e.getAttribute('role')).map(e => e.outerHTML.slice(0, 100))
                """);

            Assert.Equal([], scrolling);
            Assert.Equal([], unseen);
            Assert.Equal([], roleless);
        }
    }

    /// <summary>On a phone the totals stand before what they are made from, each with its name.</summary>
    [BrowserFact]
    public async Task Record_OnAPhone_NamesItsTotalsFirst()
    {
        await using var context = await pages.OpenAsync(new() { ViewportSize = new() { Width = 320, Height = 900 } });
        var tab = await context.NewPageAsync();
        await tab.GotoAsync(pages.AddressOf("index.html"));
        foreach (var (table, first, later) in new[]
        {
            ("#items-overview", "合計", "進捗度"), ("#measures-overview", "合計", "進捗度"), ("#themes-summary", "審議会評価平均", "進捗度"),
        })
        {
            var tops = await tab.EvaluateAsync<double[]>($$"""
                ['{{first}}', '{{later}}'].map(label => document.querySelector(`{{table}} td[data-label="${label}"]`).getBoundingClientRect().top)
                """);

            Assert.True(tops[0] < tops[1], $"{table}: {first} at {tops[0]}, {later} at {tops[1]}");
            Assert.Contains(first, await tab.EvaluateAsync<string>($"getComputedStyle(document.querySelector('{table} td[data-label=\"{first}\"]'), '::before').content"), StringComparison.Ordinal);
        }
    }

    /// <summary>A table that is too wide even so says that it scrolls, and its names stay in sight.</summary>
    [BrowserFact]
    public async Task Table_TooWide_SaysThatItScrolls()
    {
        var themes = Enumerable.Range(1, 40).Select(n => new Theme($"t{n}", $"{n}", $"分野{n}", $"分野{n}")).ToImmutableArray();
        var published = await Published.OfAsync(new Years
        {
            Themes = themes,
            Items = [new(1, "財源の確保", ["t1"], [Years.Measure("M1", "広告収入"), Years.Measure("M2", "寄附")])],
        }.Build());
        await File.WriteAllBytesAsync(pages.PathOf("wide.html"), published.File("index.html").Content);
        await using var context = await pages.OpenAsync(new() { ViewportSize = new() { Width = 900, Height = 900 } });
        var tab = await context.NewPageAsync();
        await tab.GotoAsync(pages.AddressOf("wide.html"));
        await tab.EvaluateAsync("document.querySelector('.scroll:has(#items-overview)').scrollLeft = 400");

        const string Hint = "getComputedStyle(document.querySelector('#{0}-caption'), '::after').content";
        await tab.WaitForFunctionAsync(Hint.Replace("{0}", "items-overview", StringComparison.Ordinal) + ".includes('横にスクロール')");
        Assert.Equal("none", await tab.EvaluateAsync<string>(Hint.Replace("{0}", "roster", StringComparison.Ordinal)));
        Assert.True(await tab.EvaluateAsync<double>("document.querySelector('#items-overview tbody .name').getBoundingClientRect().left") >= 0);
    }

    /// <summary>資料編 is more than half of the pages: whoever prints can leave it out, without a script.</summary>
    [BrowserFact]
    public async Task Appendix_LeftOutByItsReader_IsNotPrinted()
    {
        await using var context = await pages.OpenAsync();
        var tab = await context.NewPageAsync();
        await tab.GotoAsync(pages.AddressOf("index.html"));
        var choice = tab.GetByLabel("資料編を印刷しない");
        var appendix = tab.Locator("#appendix");

        await tab.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.True(await appendix.IsVisibleAsync());
        Assert.False(await choice.IsVisibleAsync());

        await tab.EmulateMediaAsync(new() { Media = Media.Screen });
        await choice.CheckAsync();
        Assert.True(await appendix.IsVisibleAsync());

        await tab.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.False(await appendix.IsVisibleAsync());
        Assert.True(await tab.Locator("#chapter-6").IsVisibleAsync());
    }
}
