using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace GyoseiFlow.Local.Serving;

/// <summary>
/// The public site, as files under /published. It knows no sessions and sets no cookies; what isn't a published kind of file isn't there.
/// </summary>
internal static class PublicSite
{
    /// <summary>Where it is served.</summary>
    public const string Root = "/published";

    // Its pages carry their style with them and have no script. A file is opened by the browser's own viewer, whose needs are its own.
    private const string PagePolicy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    // Files are written in UTF-8, which JSON always is.
    private static readonly Dictionary<string, string> s_contentTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".csv"] = "text/csv; charset=utf-8",
        [".txt"] = "text/plain; charset=utf-8",
        [".xml"] = "application/atom+xml; charset=utf-8",
        [".json"] = "application/json",
        [".pdf"] = "application/pdf",
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [".png"] = "image/png",
        [".svg"] = "image/svg+xml",
        [".zip"] = "application/zip",
    };

    /// <summary>Serves the folder.</summary>
    public static void Serve(IApplicationBuilder web, string folder)
    {
        var files = new PhysicalFileProvider(Directory.CreateDirectory(folder).FullName);
        web.Map(Root, site =>
        {
            Task Refuse(HttpContext http) => RefuseAsync(http, File.Exists(Path.Combine(folder, "index.html")));
            site.Use((http, next) =>
            {
                // A function that answers every address would otherwise have been chosen already.
                http.SetEndpoint(null);
                http.Response.Headers.ContentSecurityPolicy = PagePolicy;
                return IsHidden(http.Request.Path) ? Refuse(http) : next(http);
            });
            site.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files, DefaultFileNames = ["index.html"] });
            site.UseStaticFiles(new StaticFileOptions
            {
                FileProvider = files,
                ContentTypeProvider = new FileExtensionContentTypeProvider(s_contentTypes),
                OnPrepareResponse = answer =>
                {
                    var headers = answer.Context.Response.Headers;
                    // The index pages change: a copy may be kept, but is asked for by its ETag.
                    headers.CacheControl = "no-cache";
                    if (!Path.GetExtension(answer.File.Name).Equals(".html", StringComparison.OrdinalIgnoreCase))
                    {
                        headers.ContentSecurityPolicy = default;
                    }
                },
            });
            site.Run(Refuse);
        });
    }

    // As plain as the published pages, and readable in the dark.
    private const string Style =
        "<style>:root{color-scheme:light dark;font-family:sans-serif;line-height:1.7}main{max-inline-size:40rem;margin:3rem auto;padding-inline:1rem}h1{font-size:1.5rem}</style>";

    // Names that begin with a dot are what is being prepared, and what is in it. The file provider looks at a file's own name only.
    private static bool IsHidden(PathString path) => path.Value?.Contains("/.", StringComparison.Ordinal) ?? false;

    private static async Task RefuseAsync(HttpContext http, bool isAnythingPublished)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            http.Response.Headers.Allow = "GET, HEAD";
            return;
        }

        var page = Encoding.UTF8.GetBytes(isAnythingPublished
            ? Page("ページがありません", $"<p>アドレスを確かめてください。<a href=\"{Root}/\">公表した文書の一覧</a>からも探せます。</p>")
            : Page("公表している文書は、まだありません", "<p>行政改革の評価が終わり、結果を公表すると、ここから読めるようになります。</p><p>担当部署・事務局・委員の方は、<a href=\"/\">入口</a>からサインインしてください。</p>"));
        // The site's own entrance is there from the beginning; only it has nothing to show yet.
        var isEntrance = !isAnythingPublished && http.Request.Path.Value is "" or "/" or "/index.html";
        http.Response.StatusCode = isEntrance ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.ContentLength = page.Length;
        http.Response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsGet(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(page, http.RequestAborted);
        }
    }

    private static string Page(string title, string body) => $"""
        <!DOCTYPE html>
        <html lang="ja">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title}</title>
        {Style}
        </head>
        <body>
        <main>
        <h1>{title}</h1>
        {body}
        </main>
        </body>
        </html>

        """;
}
