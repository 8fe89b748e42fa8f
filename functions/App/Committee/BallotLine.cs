using System.Collections.Immutable;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Committee;

/// <summary>How far a member is with one item.</summary>
/// <param name="Item">The item.</param>
/// <param name="Vote">What was typed so far.</param>
public sealed record BallotLine(Item Item, Vote Vote)
{
    /// <summary>Nothing typed yet. In a draft a blank opinion is one that is not decided; null is 意見なし.</summary>
    public static Vote Untouched { get; } = new(null, "");

    /// <summary>Whether there is a score.</summary>
    public bool HasScore => Vote.Score is not null;

    /// <summary>Whether there are words.</summary>
    public bool HasOpinion => !string.IsNullOrWhiteSpace(Vote.Opinion);

    /// <summary>Whether the member said that there is nothing to say.</summary>
    public bool IsWithoutOpinion => Vote.Opinion is null;

    /// <summary>Whether nothing is left open.</summary>
    public bool IsComplete => HasScore && (HasOpinion || IsWithoutOpinion);

    /// <summary>A ballot's items in the order of the plan.</summary>
    public static ImmutableArray<BallotLine> Of(Plan plan, ImmutableSortedDictionary<int, Vote> votes)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return [.. plan.Items.Select(item => new BallotLine(item, votes.GetValueOrDefault(item.Number) ?? Untouched))];
    }

    /// <summary>The votes to hand in: what is still open counts as not given.</summary>
    public static ImmutableSortedDictionary<int, Vote> ToHandIn(IEnumerable<BallotLine> lines) => lines
        .Where(line => line.HasScore || line.HasOpinion)
        .ToImmutableSortedDictionary(line => line.Item.Number, line => line.Vote with { Opinion = line.HasOpinion ? line.Vote.Opinion : null });
}
