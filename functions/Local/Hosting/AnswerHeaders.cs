using Microsoft.AspNetCore.Http;

namespace GyoseiFlow.Local.Hosting;

/// <summary>
/// What every answer of this machine carries: data, errors and refusals too. Pages and the public site say in place of it what they need.
/// </summary>
internal static class AnswerHeaders
{
    /// <summary>Puts them there, for whatever answers to go on from.</summary>
    public static void Set(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.StrictTransportSecurity = "max-age=31536000";
    }
}
