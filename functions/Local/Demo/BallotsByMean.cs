using System.Collections.Immutable;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Local.Demo;

/// <summary>
/// Members' scores aren't public, so the demo makes some: as many ballots as there are members, whose mean rounds to the
/// published one. The paper's opinions are dealt out among them.
/// </summary>
internal static class BallotsByMean
{
    /// <summary>Every member's votes; the same for the same seed.</summary>
    public static ImmutableDictionary<string, ImmutableSortedDictionary<int, Vote>> Deal(
        CommitteePlan committee, ImmutableSortedDictionary<int, PublishedOpinions> published, SeededRandom random)
    {
        var votes = committee.Members.ToDictionary(m => m.Id, _ => ImmutableSortedDictionary.CreateBuilder<int, Vote>());
        foreach (var (item, opinions) in published)
        {
            var scores = ScoresWithMean(committee, opinions.Mean, random);
            var speakers = random.Shuffle([.. Enumerable.Range(0, committee.Members.Length)]);
            for (var i = 0; i < committee.Members.Length; i++)
            {
                // With more opinions than members some members have written two.
                var said = opinions.Texts.Where((_, index) => speakers[index % speakers.Length] == i);
                var opinion = string.Join('\n', said);
                votes[committee.Members[i].Id][item] = new Vote(scores[i], opinion.Length == 0 ? null : opinion);
            }
        }

        return votes.ToImmutableDictionary(v => v.Key, v => v.Value.ToImmutable());
    }

    /// <summary>One score a member, within the scale, whose rounded mean is the published one.</summary>
    /// <exception cref="FormatException">No such scores exist.</exception>
    public static ImmutableArray<int> ScoresWithMean(CommitteePlan committee, decimal mean, SeededRandom random)
    {
        var count = committee.Members.Length;
        var lowest = count * committee.Min;
        var highest = count * committee.Max;
        var sum = Enumerable.Range(lowest, highest - lowest + 1)
            .OrderBy(s => Math.Abs((mean * count) - s))
            .FirstOrDefault(s => committee.MeanRounding.Round((decimal)s / count) == mean, -1);
        if (sum < 0)
        {
            throw new FormatException($"{count}人の評点の平均が{mean}になる組合せはありません。");
        }

        var scores = Enumerable.Repeat(sum / count, count).ToArray();
        for (var i = 0; i < sum % count; i++)
        {
            scores[i]++;
        }

        return random.Shuffle(Spread(committee, scores, random));
    }

    // People don't agree as closely as arithmetic does: move some points from one member to another, the sum unchanged.
    private static ImmutableArray<int> Spread(CommitteePlan committee, int[] scores, SeededRandom random)
    {
        for (var moves = 0; moves < scores.Length / 3; moves++)
        {
            var from = random.Next(scores.Length);
            var to = random.Next(scores.Length);
            if (from != to && scores[from] > committee.Min && scores[to] < committee.Max)
            {
                scores[from]--;
                scores[to]++;
            }
        }

        return [.. scores];
    }
}
