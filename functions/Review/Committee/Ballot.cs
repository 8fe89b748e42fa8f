using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
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
    /// <exception cref="RuleBrokenException">A score is outside the scale, an opinion too long, an item unknown, or the stage closed.</exception>
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

            RuleBrokenException.Unless(vote.CountOpinion() <= Vote.MostOpinion, new BallotOpinionMustNotBeTooLong(item, vote.CountOpinion()));
        }

        return this with { State = BallotState.Submitted, ByItem = votes, Revision = Revision + 1 };
    }

    /// <summary>A draft may be kept: it may lack or hold anything, but there must still be time for it.</summary>
    /// <exception cref="RuleBrokenException">The stage is closed.</exception>
    public Ballot Drafted()
    {
        RuleBrokenException.Unless(State != BallotState.Missing, new BallotMustBeOpen());
        return this;
    }

    /// <summary>期限延長 for one member.</summary>
    /// <exception cref="RuleBrokenException">It is not awaited any more, there is no reason, or the new deadline is not later or is past.</exception>
    public Ballot Extended(string reason, DateOnly due, DateTimeOffset at)
    {
        RuleBrokenException.Unless(!IsSettled, new OnlyAwaitedBallotsCanBeExtended(State));
        WrittenReason.Check(reason, new BallotExtensionMustHaveReason());
        RuleBrokenException.Unless(due > Due, new ExtensionMustBeLater(Due, due));
        RuleBrokenException.Unless(due >= JapanTime.DateOf(at), new DeadlineMustNotBePast(due));
        return this with { Due = due, DueSetAt = at, Revision = Revision + 1 };
    }

    /// <summary>The member is written to beside the calendar: a new revision, so that whoever drives the ballot looks again.</summary>
    /// <exception cref="RuleBrokenException">It is not awaited any more.</exception>
    public Ballot WrittenTo()
    {
        RuleBrokenException.Unless(!IsSettled, new OnlyAwaitedBallotsCanBeReminded(State));
        return this with { Revision = Revision + 1 };
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
public sealed record Vote(int? Score, string? Opinion)
{
    /// <summary>The most characters that an opinion may have: far more than any in the paper, and little enough to read.</summary>
    public const int MostOpinion = 4000;

    /// <summary>Counts the opinion's characters as people do: 𠮷 is one.</summary>
    public int CountOpinion() => Opinion?.EnumerateRunes().Count() ?? 0;
}

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

/// <summary>The words that people see for a ballot's state.</summary>
public static class BallotStateLabel
{
    /// <summary>The Japanese label.</summary>
    public static string Label(this BallotState state) => state switch
    {
        BallotState.Open => "受付中",
        BallotState.Submitted => "提出済み",
        BallotState.Missing => "未提出",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state."),
    };
}
