using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace GyoseiFlow.App.Access;

/// <summary>
/// How many requests one address on the network may make a minute, by this instance. Our own few lines: the framework's
/// limiters follow the system's clock only, and the Functions worker doesn't run ASP.NET Core's middleware.
/// </summary>
public sealed class RequestLimit(TimeProvider clock, IConfiguration settings)
{
    private const int Usual = 600;
    private readonly int _perMinute =
        int.TryParse(settings["RequestsPerMinute"], CultureInfo.InvariantCulture, out var set) && set > 0 ? set : Usual;

    private readonly Lock _turn = new();
    private ConcurrentDictionary<string, int> _counts = new();
    private long _minute;

    /// <summary>Counts a request.</summary>
    /// <returns>false when there have been too many.</returns>
    public bool Allows(HttpContext http)
    {
        var minute = clock.GetUtcNow().ToUnixTimeSeconds() / 60;
        ConcurrentDictionary<string, int> counts;
        lock (_turn)
        {
            if (minute != _minute)
            {
                (_minute, _counts) = (minute, new ConcurrentDictionary<string, int>());
            }

            counts = _counts;
        }

        var client = http.Connection.RemoteIpAddress?.ToString() ?? "";
        return counts.AddOrUpdate(client, 1, (_, count) => count + 1) <= _perMinute;
    }
}
