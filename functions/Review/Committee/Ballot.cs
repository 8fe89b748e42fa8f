using System.Collections.Immutable;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Committee;

/// <summary>One member's scores and opinions. Published only as means and unattributed texts.</summary>
/// <param name="Member">The member's id.</param>
/// <param name="Due">The last day; the deadline is the end of that day in Japan.</param>
/// <param name="State">How far it is.</param>
/// <param name="ByItem">What the member gave, by item number; items without a vote are absent.</param>
/// <param name="DueSetAt">When the deadline was set.</param>
/// <param name="Revision">Grows by one with every change, from 0.</param>
public sealed record Ballot(
    string Member,
    DateOnly Due,
    BallotState State,
    ImmutableSortedDictionary<int, Vote> ByItem,
    DateTimeOffset DueSetAt,
    int Revision)
{
    /// <summary>A ballot as it is when its stage opens.</summary>
    public static Ballot Opened(string member, DateOnly due, DateTimeOffset at) =>
        new(member, due, BallotState.Open, ImmutableSortedDictionary<int, Vote>.Empty, at, 0);

    /// <summary>Whether nothing more is expected.</summary>
    public bool IsSettled => State != BallotState.Open;

    /// <summary>The member hands it in; a member may hand in again until the stage closes.</summary>
    /// <exception cref="RuleBrokenException">A score is outside the scale, an item is unknown, or the stage is closed.</exception>
    public Ballot Submitted(Plan plan, ImmutableSortedDictionary<int, Vote> votes)
    {
        RuleBrokenException.Unless(State != BallotState.Missing, new BallotMustBeOpen());
        foreach (var (item, vote) in votes)
        {
            RuleBrokenException.Unless(plan.Items.Any(i => i.Number == item), new BallotItemMustExist(item));
            if (vote.Score is { } score)
            {
                RuleBrokenException.Unless(
                    score >= plan.Committee.Min && score <= plan.Committee.Max,
                    new BallotScoreMustBeInScale(item, score, plan.Committee.Min, plan.Committee.Max));
            }
        }

        return this with { State = BallotState.Submitted, ByItem = votes, Revision = Revision + 1 };
    }

    /// <summary>打切り: the stage closes without it.</summary>
    /// <exception cref="RuleBrokenException">It was handed in.</exception>
    public Ballot Closed()
    {
        RuleBrokenException.Unless(!IsSettled, new BallotMustBeOpen());
        return this with { State = BallotState.Missing, Revision = Revision + 1 };
    }
}

/// <summary>What a member says of one item.</summary>
/// <param name="Score">Within the committee's scale, or null: no score.</param>
/// <param name="Opinion">The member's words, or null: 意見なし.</param>
public sealed record Vote(int? Score, string? Opinion);

/// <summary>How far a ballot is.</summary>
public enum BallotState
{
    /// <summary>受付中.</summary>
    Open,

    /// <summary>提出済み.</summary>
    Submitted,

    /// <summary>未提出.</summary>
    Missing,
}
