using GyoseiFlow.App.Tests.Pages;
using Microsoft.Playwright;

namespace GyoseiFlow.Documents.Tests.Browser;

/// <summary>The published files in a folder, and one browser to look at them.</summary>
public sealed class PublishedPages : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gyoseiflow-pages-");
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (BrowserTheoryAttribute.Chromium is null)
        {
            return;
        }

        foreach (var file in (await Tomakomai.PublishedAsync).Files)
        {
            var path = PathOf(file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, file.Content);
        }

        await File.WriteAllBytesAsync(PathOf("unscored.html"), (await UnscoredYear.PublishedAsync).File("index.html").Content);
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

    public string PathOf(string page) => Path.Combine(_folder.FullName, page);

    public string AddressOf(string page) => new Uri(PathOf(page)).AbsoluteUri;

    /// <summary>A visitor of their own, with axe in every page.</summary>
    public async Task<IBrowserContext> OpenAsync(BrowserNewContextOptions? options = null)
    {
        var context = await _browser!.NewContextAsync(options);
        // A machine that builds and tests at the same time is slow, not wrong.
        context.SetDefaultTimeout(120_000);
        await Axe.AddAsync(context);
        return context;
    }
}
