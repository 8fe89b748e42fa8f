using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages.Shell;

/// <summary>Style sheets and scripts of the pages, each at an address that changes with its content.</summary>
public static class PageAssets
{
    /// <summary>The asset that is the sign in a browser's tab.</summary>
    public const string Icon = "icon.svg";

    private const string Prefix = "assets/";
    private static readonly FrozenDictionary<string, Asset> All = typeof(PageAssets).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Prefix.Length..], Asset.Read, StringComparer.Ordinal);

    /// <summary>Where an asset is, or null when there is none of that name.</summary>
    public static string? PathOf(string name) => All.TryGetValue(name, out var asset) ? $"/{Prefix}{asset.Version}/{name}" : null;

    /// <summary>The sign in a browser's tab, for pages that don't name it: browsers ask for it of their own accord.</summary>
    [Function("Icon")]
    public static IResult GetIcon(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "favicon.ico")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var headers = request.HttpContext.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "public, max-age=86400";
        return Results.Bytes(All[Icon].Content, All[Icon].ContentType);
    }

    /// <summary>An asset: GET assets/{version}/{name}.</summary>
    [Function("Asset")]
    public static IResult Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "assets/{version}/{name}")] HttpRequest request,
        string version,
        string name)
    {
        ArgumentNullException.ThrowIfNull(request);
        var headers = request.HttpContext.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        if (!All.TryGetValue(name, out var asset) || asset.Version != version)
        {
            headers.CacheControl = "no-store";
            return Results.NotFound();
        }

        headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(asset.Content, asset.ContentType);
    }

    private sealed record Asset(byte[] Content, string ContentType, string Version)
    {
        public static Asset Read(string name)
        {
            using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream(name)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            var type = Path.GetExtension(name) switch
            {
                ".css" => "text/css; charset=utf-8",
                ".js" => "text/javascript; charset=utf-8",
                _ => "image/svg+xml",
            };
            return new Asset(content, type, Convert.ToHexStringLower(SHA256.HashData(content))[..16]);
        }
    }
}
