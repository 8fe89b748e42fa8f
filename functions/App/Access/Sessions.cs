using System.Security.Cryptography;
using System.Text;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using Microsoft.AspNetCore.Http;

namespace GyoseiFlow.App.Access;

/// <summary>
/// Who is signed in, by a cookie that holds nothing but a secret; the store has its hash. A session ends after two hours
/// without a request, after twelve in any case, on signing out, and when its person leaves.
/// </summary>
public sealed class Sessions(IRecordStore store, TimeProvider clock)
{
    private const string Cookie = "__Host-session";
    private static readonly TimeSpan Idle = TimeSpan.FromHours(2);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    // The store need not hear of every request.
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(10);

    /// <summary>Signs in.</summary>
    public async Task StartAsync(HttpContext http, Visitor visitor, string address, CancellationToken cancellation)
    {
        var secret = Secrets.New();
        var now = clock.GetUtcNow();
        await store.CommitAsync(
            RecordKeys.Sessions,
            [TypedRecords.Insert(Secrets.Hash(secret), new Session(visitor, Accounts.HashOf(address), now, now))],
            cancellation);
        http.Response.Cookies.Append(Cookie, secret, CookieKinds.Hidden(Longest));
    }

    /// <summary>Whose session the request belongs to, or null.</summary>
    public async Task<Visitor?> FindAsync(HttpContext http, CancellationToken cancellation)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 and <= 100 } secret
            || await store.FindAsync<Session>(RecordKeys.Sessions, Secrets.Hash(secret), cancellation) is not { } session)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        if (now >= session.Value.SeenAt + Idle || now >= session.Value.StartedAt + Longest || await IsRevokedAsync(session.Value, cancellation))
        {
            return null;
        }

        if (now >= session.Value.SeenAt + Renewal)
        {
            await TouchAsync(session, now, cancellation);
        }

        return session.Value.Visitor;
    }

    /// <summary>Signs out.</summary>
    public async Task EndAsync(HttpContext http, CancellationToken cancellation)
    {
        if (http.Request.Cookies[Cookie] is { Length: > 0 and <= 100 } secret
            && await store.FindAsync<Session>(RecordKeys.Sessions, Secrets.Hash(secret), cancellation) is { } session)
        {
            try
            {
                await store.CommitAsync(RecordKeys.Sessions, [session.Gone()], cancellation);
            }
            catch (RecordConflictException)
            {
                // Renewed or gone in the same moment; without its cookie it is of no use.
            }
        }

        http.Response.Cookies.Delete(Cookie, CookieKinds.Hidden(TimeSpan.Zero));
    }

    /// <summary>Deletes the sessions that have ended: nobody can use them.</summary>
    /// <returns>How many.</returns>
    internal Task<int> DeleteEndedAsync(CancellationToken cancellation) => store.DeleteAsync<Session>(
        RecordKeys.Sessions, "", session => clock.GetUtcNow() >= session.Value.StartedAt + Longest, cancellation);

    /// <summary>What makes every session of an address end: the person left, or what they may be has changed.</summary>
    internal static async Task<RecordWrite> RevocationAsync(
        IRecordStore store, string address, DateTimeOffset now, CancellationToken cancellation)
    {
        var key = RecordKeys.Revocation(Accounts.HashOf(address));
        return TypedRecords.Put(key, await store.FindAsync<Revocation>(RecordKeys.People, key, cancellation), new Revocation(now));
    }

    private async Task<bool> IsRevokedAsync(Session session, CancellationToken cancellation) =>
        await store.FindAsync<Revocation>(RecordKeys.People, RecordKeys.Revocation(session.AddressHash), cancellation) is { } revoked
        && revoked.Value.At >= session.StartedAt;

    private async Task TouchAsync(Stored<Session> session, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            await store.CommitAsync(RecordKeys.Sessions, [session.With(session.Value with { SeenAt = now })], cancellation);
        }
        catch (RecordConflictException)
        {
            // Another request of the same person renewed it.
        }
    }

    private sealed record Session(Visitor Visitor, string AddressHash, DateTimeOffset StartedAt, DateTimeOffset SeenAt);

    private sealed record Revocation(DateTimeOffset At);
}

/// <summary>Secrets that travel in cookies.</summary>
internal static class Secrets
{
    private const int Bytes = 32;

    /// <summary>One that nobody can guess, safe in a cookie.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What the store keeps instead.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

/// <summary>How our cookies are set.</summary>
internal static class CookieKinds
{
    /// <summary>For this site only, over TLS (or this very machine), out of reach of scripts.</summary>
    /// <param name="life">How long; null as long as the browser is open.</param>
    public static CookieOptions Hidden(TimeSpan? life) => new()
    {
        HttpOnly = true,
        Secure = true,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = life,
        IsEssential = true,
    };
}
