using System.Security.Cryptography;
using System.Text;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Mail;

/// <summary>What a mail is for. At most one leaves for each key.</summary>
/// <param name="CycleId">The cycle.</param>
/// <param name="Subject">The sheet, ballot, department or the cycle itself.</param>
/// <param name="Purpose">What it says.</param>
/// <param name="Occasion">Tells the first from the second of a purpose: a revision, or a deadline and the distance to it.</param>
public sealed record MailKey(string CycleId, string Subject, MailPurpose Purpose, string Occasion)
{
    // Plan, year, subject, purpose and occasion, each at its longest.
    private const int LongestKey = 400;

    /// <summary>The record's key within the cycle's partition.</summary>
    internal string RecordKey => $"{PrefixOf(Subject)}{Purpose}/{Occasion}";

    /// <summary>The prefix of all mails about a subject.</summary>
    internal static string PrefixOf(string subject) => $"{RecordKeys.MailPrefix}{subject}/";

    /// <summary>The occasion that is a person's own act: the same act again is the same mail.</summary>
    /// <remarks>A request's id comes from outside and may hold anything; a mail's key may not.</remarks>
    internal static string OccasionOf(string what, Act act) =>
        $"{what}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{act.By}/{act.RequestId}")))[..20]}";

    /// <summary>Where the mail of a key is, as a transport has the key; null when it can't be one of the outbox.</summary>
    internal static (string Partition, string RecordKey)? PlaceOf(string key) =>
        key.Length <= LongestKey && !key.Any(char.IsControl) && key.Split('/', 2) is [{ Length: > 0 } cycleId, { Length: > 0 } rest]
            ? (cycleId, RecordKeys.MailPrefix + rest)
            : null;

    /// <inheritdoc/>
    public override string ToString() => $"{CycleId}/{Subject}/{Purpose}/{Occasion}";
}
