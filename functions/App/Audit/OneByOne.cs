using System.Collections.Immutable;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.App.Audit;

/// <summary>
/// One act on several things. Each is a commit of its own, its request id made from the act's: one that is refused does not stop the
/// others, and after a cut the same request does the rest.
/// </summary>
internal static class OneByOne
{
    /// <summary>Does it to each, once.</summary>
    /// <param name="ids">The things.</param>
    /// <param name="act">Who, and which request.</param>
    /// <param name="one">Does it to one, as the act that it is for that one; what a rule forbids is its outcome.</param>
    public static async Task<ImmutableArray<Outcome>> DoAsync(IEnumerable<string> ids, Act act, Func<string, Act, Task> one)
    {
        var outcomes = ImmutableArray.CreateBuilder<Outcome>();
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            try
            {
                await one(id, Of(act, id));
                outcomes.Add(new Outcome(id, Refusal: null));
            }
            catch (RuleBrokenException refused)
            {
                outcomes.Add(new Outcome(id, refused.Rule));
            }
        }

        return outcomes.ToImmutable();
    }

    /// <summary>What the log of a partition has of it for one of the things; null when it was not done.</summary>
    public static async Task<AuditEntry?> FindAsync(IRecordStore store, string partition, Act act, string id, CancellationToken cancellation) =>
        (await store.FindAsync<AuditEntry>(partition, RecordKeys.Audit(act.By, Of(act, id).RequestId), cancellation))?.Value;

    private static Act Of(Act act, string id) => act with { RequestId = $"{act.RequestId}/{id}" };
}

/// <summary>What became of one thing among several.</summary>
/// <param name="Id">The measure's code, the member's id.</param>
/// <param name="Refusal">Why nothing was done; null when it is done.</param>
public sealed record Outcome(string Id, BrokenRule? Refusal);
