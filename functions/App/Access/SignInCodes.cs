using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;

namespace GyoseiFlow.App.Access;

/// <summary>
/// Single-use codes that prove an address: eight digits, for ten minutes and five tries. The store has only a hash that takes the
/// browser's own secret to compute, so neither a mail nor the store alone signs anybody in.
/// </summary>
public sealed class SignInCodes(IRecordStore store, TimeProvider clock)
{
    /// <summary>How long a code can be used.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private const int MaxTries = 5;

    /// <summary>How many codes an address can get in a window of time, whether anybody has it or not.</summary>
    public const int MaxCodes = 5;

    /// <summary>The window of time.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>Makes a code for an address.</summary>
    public async Task<IssuedCode> IssueAsync(string address, CancellationToken cancellation)
    {
        var attempt = Secrets.New();
        var (isFree, fullUntil) = await CountAsync(address, cancellation);
        if (!isFree)
        {
            return new IssuedCode(attempt, null, fullUntil);
        }

        var code = RandomNumberGenerator.GetInt32(100_000_000).ToString("D8", CultureInfo.InvariantCulture);
        var record = new CodeRecord(Accounts.Normal(address), HashOf(attempt, code), clock.GetUtcNow() + Life, 0);
        await store.CommitAsync(RecordKeys.Codes, [TypedRecords.Insert(Secrets.Hash(attempt), record)], cancellation);
        return new IssuedCode(attempt, code, null);
    }

    /// <summary>Uses a code up.</summary>
    /// <returns>The address that it proves; null when the code is wrong, late, used, or tried too often.</returns>
    public async Task<string?> RedeemAsync(string attempt, string code, CancellationToken cancellation)
    {
        if (await store.FindAsync<CodeRecord>(RecordKeys.Codes, Secrets.Hash(attempt), cancellation) is not { } found
            || found.Value.Tries >= MaxTries || clock.GetUtcNow() >= found.Value.ExpiresAt)
        {
            return null;
        }

        var digits = new string([.. code.Normalize(NormalizationForm.FormKC).Where(char.IsAsciiDigit)]);
        var isRight = CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(found.Value.CodeHash), Encoding.ASCII.GetBytes(HashOf(attempt, digits)));
        try
        {
            // Used or counted in one write, so that of two at once only one gets in, and no try goes uncounted.
            RecordWrite write = isRight ? found.Gone() : found.With(found.Value with { Tries = found.Value.Tries + 1 });
            await store.CommitAsync(RecordKeys.Codes, [write], cancellation);
        }
        catch (RecordConflictException)
        {
            return null;
        }

        return isRight ? found.Value.Address : null;
    }

    /// <summary>Deletes the codes that can't be used any more, with the addresses that asked for them, and the counts of windows that are over.</summary>
    /// <returns>How many codes.</returns>
    internal async Task<int> DeleteEndedAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await store.DeleteAsync<CodeCount>(
            RecordKeys.Codes, RecordKeys.CodeCount(""), count => now >= count.Value.Since + Window, cancellation);
        return await store.DeleteAsync<CodeRecord>(
            RecordKeys.Codes,
            "",
            code => !code.Key.StartsWith(RecordKeys.CodeCount(""), StringComparison.Ordinal) && now >= code.Value.ExpiresAt,
            cancellation);
    }

    private async Task<(bool IsFree, DateTimeOffset? FullUntil)> CountAsync(string address, CancellationToken cancellation)
    {
        var key = RecordKeys.CodeCount(Accounts.HashOf(address));
        while (true)
        {
            var found = await store.FindAsync<CodeCount>(RecordKeys.Codes, key, cancellation);
            var now = clock.GetUtcNow();
            var count = found is { Value.Since: var since } && now < since + Window ? found.Value : new CodeCount(now, 0);
            if (count.Count >= MaxCodes)
            {
                return (false, count.Since + Window);
            }

            try
            {
                await store.CommitAsync(
                    RecordKeys.Codes, [TypedRecords.Put(key, found, count with { Count = count.Count + 1 })], cancellation);
                return (true, null);
            }
            catch (RecordConflictException)
            {
                // A double click: the browser keeps the second answer's secret, so the second gets a code as well.
            }
        }
    }

    private static string HashOf(string attempt, string code) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(attempt), Encoding.ASCII.GetBytes(code)));

    private sealed record CodeRecord(string Address, string CodeHash, DateTimeOffset ExpiresAt, int Tries);

    private sealed record CodeCount(DateTimeOffset Since, int Count);
}

/// <summary>What asking for a code gave.</summary>
/// <param name="Attempt">The browser's secret.</param>
/// <param name="Code">For the mail; null when the address had too many.</param>
/// <param name="FullUntil">When the address can have codes again, where it had too many; null otherwise.</param>
public sealed record IssuedCode(string Attempt, string? Code, DateTimeOffset? FullUntil);
