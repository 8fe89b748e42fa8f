using System.Runtime.CompilerServices;
using GyoseiFlow.App.Tests.Towns;
using Microsoft.Playwright;

namespace GyoseiFlow.App.Tests.Pages;

/// <summary>A real browser, shared by the tests of a class. What it saw is kept as pictures in bin/…/screens.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // The shell first: the same browser without a window, whose own pages took a third of the tests' time.
    private static readonly string? Program = new[] { "/usr/bin/chromium-headless-shell", "/usr/bin/chromium" }.FirstOrDefault(File.Exists);
    private const int Wide = 1280;
    private const int Phone = 320;
    private const int Height = 900;
    private static readonly ConditionalWeakTable<IBrowserContext, IBrowserContext> s_withoutScripts = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Why browser tests are left out; null where they run.</summary>
    public static string? Missing => Program is null ? "No Chromium on this machine; tests/run installs it." : null;

    public static string Screens { get; } = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screens")).FullName;

    public async Task InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        await (_browser?.CloseAsync() ?? Task.CompletedTask);
        _playwright?.Dispose();
    }

    /// <summary>A tab of somebody of their own.</summary>
    internal async Task<IPage> OpenAsync(Town town, int width = Wide, bool withScripts = true)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = town.Host.Address!.ToString(),
            JavaScriptEnabled = withScripts,
            ViewportSize = new() { Width = width, Height = Height },
            Locale = "ja-JP",
        });
        // A machine that builds and tests at the same time is slow, not wrong.
        context.SetDefaultTimeout(120_000);
        if (withScripts)
        {
            await Axe.AddAsync(context);
        }
        else
        {
            s_withoutScripts.AddOrUpdate(context, context);
        }

        return await context.NewPageAsync();
    }

    /// <summary>Signs in as the people do: address, mail, code.</summary>
    internal async Task<IPage> SignInAsync(Town town, string address, int width = Wide, bool withScripts = true)
    {
        var tab = await OpenAsync(town, width, withScripts);
        await tab.GotoAsync("/sign-in");
        await tab.GetByLabel("メールアドレス").FillAsync(address);
        await tab.GetByRole(AriaRole.Button, new() { Name = "コードを送る" }).ClickAsync();
        await tab.GetByLabel("コード（8桁の数字）").FillAsync(await town.SignInCodeAsync(address));
        await tab.GetByRole(AriaRole.Button, new() { Name = "サインイン" }).ClickAsync();
        await tab.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        return tab;
    }

    /// <summary>Holds the page against what every page must be: axe finds nothing, it isn't wider than the window; and keeps a picture.</summary>
    internal static async Task LookAsync(IPage tab, string name)
    {
        await KeepAsync(tab, name);
        if (s_withoutScripts.TryGetValue(tab.Context, out _))
        {
            // axe is a script, and would wait for ever. The same page is held against it with scripts.
            return;
        }

        Assert.Empty(await Axe.FindAsync(tab, Axe.EveryRule));
        if (tab.ViewportSize!.Width >= Wide)
        {
            // The same page with the other colours: only they can be wrong, and they are the same at every width.
            await tab.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            Assert.Empty(await Axe.FindAsync(tab, Axe.Colours));
            await tab.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        }
    }

    /// <summary>The same for a page that somebody has come to, in a wide window and on a phone.</summary>
    internal static async Task LookAtEveryWidthAsync(IPage tab, string name)
    {
        await LookAsync(tab, name);
        await tab.SetViewportSizeAsync(Phone, Height);
        await LookAsync(tab, name);
        await tab.SetViewportSizeAsync(Wide, Height);
    }

    /// <summary>The same for a page of many rows alike: the picture has them all, axe looks at the first ones, for it takes seconds for a hundred.</summary>
    internal static async Task LookAtManyRowsAsync(IPage tab, string name)
    {
        await KeepAsync(tab, name);
        await tab.SetViewportSizeAsync(Phone, Height);
        await KeepAsync(tab, name);
        await tab.EvaluateAsync("document.querySelectorAll('tbody tr:nth-of-type(n+9)').forEach(row => row.remove())");
        Assert.Empty(await Axe.FindAsync(tab, Axe.EveryRule));
        await tab.SetViewportSizeAsync(Wide, Height);
        Assert.Empty(await Axe.FindAsync(tab, Axe.EveryRule));
    }

    // The picture, of a page that must not be wider than its window. JPEG where it can be: packing a long page as PNG takes as long as
    // looking at it, but JPEG ends at 65,535 px.
    private static async Task KeepAsync(IPage tab, string name)
    {
        var width = tab.ViewportSize!.Width;
        var suffix = s_withoutScripts.TryGetValue(tab.Context, out _) ? "-without-scripts" : "";
        var picture = Path.Combine(Screens, $"{name}-{width}{suffix}");
        var kept = await tab.ScreenshotAsync(new() { Path = picture + ".jpg", FullPage = true, Type = ScreenshotType.Jpeg, Quality = 80 });
        if (kept.Length == 0)
        {
            File.Delete(picture + ".jpg");
            kept = await tab.ScreenshotAsync(new() { Path = picture + ".png", FullPage = true });
        }

        Assert.NotEmpty(kept);
        if (suffix.Length == 0)
        {
            var widths = await tab.EvaluateAsync<int[]>("[document.documentElement.scrollWidth, document.documentElement.clientWidth]");
            Assert.True(widths[0] <= widths[1], $"{name} at {width}: {widths[0]} px wide in a window of {widths[1]} px");
        }
    }
}
