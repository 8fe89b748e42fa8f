using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Committee;

namespace GyoseiFlow.App.Committee;

/// <summary>Typing a ballot item by item: two windows on two items of it don't disturb each other, two on the same item do.</summary>
public sealed class BallotPad(BallotDesk desk)
{
    private const int MaxTries = 5;

    /// <summary>Tells one state of an item's vote from another.</summary>
    public static string TagOf(Vote vote) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(RecordJson.Write(vote))))[..16];

    /// <summary>The vote for an item as typed last.</summary>
    public static Vote VoteOn(BallotPaper paper, int item)
    {
        ArgumentNullException.ThrowIfNull(paper);
        return paper.Votes.GetValueOrDefault(item) ?? BallotLine.Untouched;
    }

    /// <summary>Saves what was typed for one item.</summary>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="member">The member's id.</param>
    /// <param name="item">The item's number.</param>
    /// <param name="vote">What was typed.</param>
    /// <param name="tag">The tag of the vote that the typing started from.</param>
    /// <param name="act">Who, and which request.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="BallotConflictException">The same item was saved since; it has that, and the caller still has its own.</exception>
    public async Task<BallotPaper> SaveAsync(
        string cycleId, string member, int item, Vote vote, string tag, Act act, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            var paper = await desk.GetAsync(cycleId, member, cancellation);
            var current = VoteOn(paper, item);
            if (current == vote)
            {
                // Turning pages is no change: what was handed in stays handed in.
                return paper;
            }

            if (TagOf(current) != tag)
            {
                throw new BallotConflictException(paper);
            }

            try
            {
                return await desk.SaveDraftAsync(cycleId, member, With(paper.Votes, item, vote), paper.ETag, act, cancellation);
            }
            catch (BallotConflictException) when (tries < MaxTries)
            {
                // Another item was saved in between.
            }
        }
    }

    private static ImmutableSortedDictionary<int, Vote> With(ImmutableSortedDictionary<int, Vote> votes, int item, Vote vote) =>
        vote == BallotLine.Untouched ? votes.Remove(item) : votes.SetItem(item, vote);
}
