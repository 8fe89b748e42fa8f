using System.Collections.Immutable;
using System.Net;
using System.Text;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using GyoseiFlow.App.Access;
using GyoseiFlow.App.Pages;
using GyoseiFlow.Documents;
using GyoseiFlow.Local.Planning;
using GyoseiFlow.Local.Rehearsals;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.Local.Previews;

/// <summary>
/// What a plan file makes of sheets and document, as files: the real pages, asked for as a department's browser would, and the real
/// document of a year in which everybody answered with placeholders.
/// </summary>
/// <param name="asked">The plan and its year.</param>
/// <param name="past">What there is of the years before.</param>
/// <param name="folder">Where the files go.</param>
internal sealed class PlanPreview(RehearsedPlan asked, PastYears past, string folder)
{
    private const string AssetsPath = "/assets/";
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    /// <summary>The first page.</summary>
    public string Index => Path.Combine(folder, "index.html");

    /// <summary>Writes all of it.</summary>
    /// <returns>How many sheets' forms there are.</returns>
    public async Task<int> WriteAsync(CancellationToken cancellation)
    {
        await using var host = await RehearsalHost.OpenAsync(asked.Yaml, asked.Plan, asked.Cycle, past, hasPages: true, cancellation);
        var kinds = SheetKinds.Of(asked.Plan, asked.Cycle);
        await WriteSheetsAsync(host, kinds, cancellation);
        await host.PlayAsync(
            new RehearsalScript(asked.Plan, asked.Cycle, host.Services.GetRequiredService<BusinessCalendar>()).Answered(), cancellation);
        RehearsedYear.RefuseUnpublished(await host.StatusAsync(cancellation));
        Copy(Path.Combine(host.Site, PublishedYear.FolderOf(asked.Plan.Id, asked.Cycle.Year, version: 1)), Path.Combine(folder, "document"));
        await File.WriteAllTextAsync(Index, PreviewIndex.Write(asked, past, kinds), Encoding.UTF8, cancellation);
        return kinds.Length;
    }

    private async Task WriteSheetsAsync(RehearsalHost host, ImmutableArray<Measure> kinds, CancellationToken cancellation)
    {
        // Cookies by hand: those of the pages are for HTTPS only.
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = host.Address };
        var assets = new HashSet<string>(StringComparer.Ordinal);
        Directory.CreateDirectory(Path.Combine(folder, "sheets"));
        foreach (var measure in kinds)
        {
            var page = await GetAsync(host, http, measure, cancellation);
            var html = Still(page, assets);
            await File.WriteAllTextAsync(Path.Combine(folder, PreviewIndex.PathOf(measure)), html, Encoding.UTF8, cancellation);
        }

        foreach (var asset in assets)
        {
            var path = Path.Combine(folder, asset.TrimStart('/'));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, await http.GetByteArrayAsync(new Uri(asset, UriKind.Relative), cancellation), cancellation);
        }
    }

    // As the department that answers first.
    private async Task<string> GetAsync(RehearsalHost host, HttpClient http, Measure measure, CancellationToken cancellation)
    {
        var address = asked.Plan.Department(measure.LeadDepartment).Mail!;
        using var request = new HttpRequestMessage(HttpMethod.Get, PagePaths.Sheet(host.CycleId, measure.Code));
        request.Headers.Add("Cookie", await SignInAsync(host, address, cancellation));
        using var response = await http.SendAsync(request, cancellation);
        return response.StatusCode == HttpStatusCode.OK
            ? await response.Content.ReadAsStringAsync(cancellation)
            : throw new InvalidOperationException($"The sheet {measure.Code} answered {response.StatusCode}.");
    }

    private async Task<string> SignInAsync(RehearsalHost host, string address, CancellationToken cancellation)
    {
        if (!_cookies.TryGetValue(address, out var cookie))
        {
            var account = await host.Services.GetRequiredService<Accounts>().FindAsync(address, cancellation)
                ?? throw new InvalidOperationException("A department of the plan has no account.");
            var browser = new DefaultHttpContext();
            await host.Services.GetRequiredService<Sessions>().StartAsync(browser, account, address, cancellation);
            cookie = browser.Response.Headers.SetCookie.ToString().Split(';')[0];
            _cookies.Add(address, cookie);
        }

        return cookie;
    }

    // A page that is only looked at: what would go to the server goes nowhere.
    private static string Still(string page, HashSet<string> assets)
    {
        var document = new HtmlParser().ParseDocument(page);
        foreach (var script in document.QuerySelectorAll("script, input[type=hidden], form[action='/sign-out']").ToArray())
        {
            script.Remove();
        }

        foreach (var style in document.QuerySelectorAll($"link[href^='{AssetsPath}']"))
        {
            assets.Add(style.GetAttribute("href")!);
            style.SetAttribute("href", ".." + style.GetAttribute("href"));
        }

        foreach (var form in document.QuerySelectorAll<IHtmlFormElement>("form"))
        {
            form.RemoveAttribute("action");
            form.SetAttribute("method", "dialog");
        }

        foreach (var link in document.QuerySelectorAll("a[href^='/']"))
        {
            link.RemoveAttribute("href");
        }

        var notice = document.CreateElement("div");
        notice.ClassName = "notice";
        notice.InnerHtml = "<p>計画ファイルから作った見本です。入力はできますが、何も保存されません。<a href=\"../index.html\">見本の一覧へ戻る</a></p>";
        document.QuerySelector("main")!.Prepend(notice);
        return document.ToHtml();
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }
}
