using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.Local.Hosting;

/// <summary>The keys that open functions. Only their hashes are kept, so that a memory dump or a log gives none away.</summary>
internal sealed class FunctionKeys(IEnumerable<string> functionKeys, IEnumerable<string> adminKeys)
{
    private const string Header = "x-functions-key";
    private const string Query = "code";
    private readonly byte[][] _function = [.. functionKeys.Where(k => k.Length > 0).Select(Hash)];
    private readonly byte[][] _admin = [.. adminKeys.Where(k => k.Length > 0).Select(Hash)];

    /// <summary>Whether the request may call a function of this level. Without configured keys nobody may, but for anonymous ones.</summary>
    public bool Opens(AuthorizationLevel level, HttpRequest request)
    {
        if (level == AuthorizationLevel.Anonymous)
        {
            return true;
        }

        var given = request.Headers.TryGetValue(Header, out var header) ? header : request.Query[Query];
        if (given.Count != 1 || string.IsNullOrEmpty(given[0]))
        {
            return false;
        }

        // As in Azure: the admin key opens everything, a function key only functions of its level.
        var hash = Hash(given[0]!);
        return IsAmong(_admin, hash) | (level == AuthorizationLevel.Function && IsAmong(_function, hash));
    }

    // Every key is compared, each in constant time: how long it takes tells nothing.
    private static bool IsAmong(byte[][] keys, byte[] hash) =>
        keys.Aggregate(false, (found, key) => found | CryptographicOperations.FixedTimeEquals(key, hash));

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
