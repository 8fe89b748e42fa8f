using Microsoft.AspNetCore.Http;

namespace GyoseiFlow.App.Pages.Shell;

/// <summary>What keeps a page from doing what it is not made for.</summary>
internal static class SecurityHeaders
{
    // No inline script, no inline style, nothing from elsewhere, in nobody's frame.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'";

    // The opinion document carries its style with it, so that a saved page stays whole.
    private const string DocumentPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>For our pages.</summary>
    public static void Set(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.StrictTransportSecurity = "max-age=31536000";
        headers.CacheControl = "no-store";
    }

    /// <summary>For the document's preview.</summary>
    public static void SetForDocument(HttpResponse response)
    {
        Set(response);
        response.Headers.ContentSecurityPolicy = DocumentPolicy;
    }
}
