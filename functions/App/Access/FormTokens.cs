using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace GyoseiFlow.App.Access;

/// <summary>
/// Proof that a form was ours: a token made from a cookie that only this site can set and no script can read. It outlives
/// the session, so that a form that was open too long can be sent again after signing in.
/// </summary>
internal static class FormTokens
{
    /// <summary>The name of the form's field.</summary>
    public const string Field = "token";

    private const string Cookie = "__Host-form";

    /// <summary>The token for the forms of the page that answers this request.</summary>
    public static string For(HttpContext http)
    {
        if (http.Items[Cookie] is string made)
        {
            return made;
        }

        var secret = http.Request.Cookies[Cookie];
        if (secret is not { Length: 64 })
        {
            secret = Secrets.New();
            http.Response.Cookies.Append(Cookie, secret, CookieKinds.Hidden(life: null));
        }

        return (string)(http.Items[Cookie] = TokenOf(secret));
    }

    /// <summary>Whether the posted token belongs to the browser's cookie.</summary>
    public static bool IsOurs(HttpContext http, string? posted) =>
        http.Request.Cookies[Cookie] is { Length: 64 } secret
        && posted is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(posted), Encoding.UTF8.GetBytes(TokenOf(secret)));

    private static string TokenOf(string secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), "form"u8));
}
