using System.Collections.Immutable;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using GyoseiFlow.Review.Sheets;
using Microsoft.Playwright;

namespace GyoseiFlow.Documents.Tests.Browser;

/// <summary>The published pages in a real browser: axe finds nothing, nothing is fetched, and a phone shows them without sideways scrolling.</summary>
public sealed class PublishedPagesTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gyoseiflow-pages-");
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static TheoryData<string, int, ColorScheme> Views
    {
        get
        {
            var views = new TheoryData<string, int, ColorScheme>();
            foreach (var page in new[] { "index.html", "data/index.html" })
            {
                views.Add(page, 1280, ColorScheme.Light);
                views.Add(page, 1280, ColorScheme.Dark);
                views.Add(page, 320, ColorScheme.Light);
            }

            return views;
        }
    }

    public async Task InitializeAsync()
    {
        if (!File.Exists(BrowserTheoryAttribute.Chromium))
        {
            return;
        }

        foreach (var file in (await Tomakomai.PublishedAsync).Files)
        {
            var path = Path.Combine(_folder.FullName, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, file.Content);
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = BrowserTheoryAttribute.Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        await (_browser?.CloseAsync() ?? Task.CompletedTask);
        _playwright?.Dispose();
        _folder.Delete(recursive: true);
    }

    [BrowserTheory]
    [MemberData(nameof(Views))]
    public async Task Page_AxeFindsNothing_AndNothingOverflows(string page, int width, ColorScheme scheme)
    {
        await using var context = await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = scheme,
        });
        var tab = await context.NewPageAsync();
        var fetched = new List<string>();
        tab.Request += (_, request) => fetched.Add(request.Url);
        var address = AddressOf(page);
        await tab.GotoAsync(address);

        var found = await tab.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });

        Assert.Equal([], found.Violations.Select(v => $"{v.Id}: {v.Help} ({v.Nodes.Length}) {v.Nodes[0].Html}"));
        Assert.Equal([address], fetched);
        var widths = await tab.EvaluateAsync<int[]>("[document.documentElement.scrollWidth, document.documentElement.clientWidth]");
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
        await File.WriteAllBytesAsync(Path.Combine(_folder.FullName, "hostile.html"), published.File("index.html").Content);
        await using var context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 } });
        var tab = await context.NewPageAsync();
        await tab.GotoAsync(AddressOf("hostile.html"));
        await tab.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");

        var widths = await tab.EvaluateAsync<int[]>("[document.documentElement.scrollWidth, document.documentElement.clientWidth]");

        Assert.True(widths[0] <= widths[1], $"{widths[0]} px wide in {widths[1]}");
        Assert.Contains(text[..100], await tab.InnerTextAsync("body"), StringComparison.Ordinal);
    }

    private string AddressOf(string page) => new Uri(Path.Combine(_folder.FullName, page)).AbsoluteUri;
}
