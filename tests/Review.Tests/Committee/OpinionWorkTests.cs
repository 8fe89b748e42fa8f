using System.Collections.Immutable;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Tests.Rules;

namespace GyoseiFlow.Review.Tests.Committee;

public class OpinionWorkTests
{
    private static readonly ImmutableArray<OpinionOriginal> Originals =
        [new("m1", 1, "良い"), new("m2", 1, "続けてほしい"), new("m3", 1, "よい"), new("m1", 2, "遅れている")];

    private static readonly OpinionWork Work = OpinionWork.Begun(Originals);

    [Fact]
    public void Begun_EachOpinionIsATextAsWritten()
    {
        Assert.Equal(["良い", "続けてほしい", "よい"], Work.Compiled.Of(1).AsEnumerable());
        Assert.Equal(Originals.Select(o => o.Source), SourcesOf(Work));
    }

    [Fact]
    public void Originals_OnlyOfBallotsThatAreInAndSaySomething()
    {
        var votes = ImmutableSortedDictionary.CreateRange(
            [KeyValuePair.Create(1, new Vote(3, "良い")), KeyValuePair.Create(2, new Vote(3, " ")), KeyValuePair.Create(3, new Vote(3, null))]);
        var submitted = new Ballot("m1", default, BallotState.Submitted, votes, default, 1);

        var originals = OpinionOriginal.Of([submitted, submitted with { Member = "m2", State = BallotState.Missing }]);

        Assert.Equal(new OpinionOriginal("m1", 1, "良い"), Assert.Single(originals));
    }

    [Fact]
    public void Merged_TakesTheFirstsPlaceWithEverySource()
    {
        var merged = Work.Moved(1, 3, 0).Merged(1, [1, 3], "良いという意見があった");

        Assert.Equal(["良いという意見があった", "続けてほしい"], merged.Compiled.Of(1).AsEnumerable());
        Assert.Equal(["m3", "m1"], merged.ByItem[1][0].Sources.Select(s => s.Member));
    }

    [Fact]
    public void LeftOut_IsNotPublishedAndStaysWithItsReason()
    {
        var left = Work.LeftOut(2, 1, "項目違い");

        Assert.False(left.Compiled.ByItem.ContainsKey(2));
        Assert.Equal("項目違い", left.ByItem[2][0].LeftOut);
        Assert.Equal("遅れている", Assert.Single(left.TakenIn(2, 1).Compiled.Of(2)));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(1, 1)]
    [InlineData(99, 2)]
    public void Moved_BeyondTheEnds_IsFirstOrLast(int place, int expected) =>
        Assert.Equal(expected, Array.FindIndex([.. Work.Moved(1, 1, place).ByItem[1]], t => t.Number == 1));

    /// <summary>Whatever is done, each opinion is the source of exactly one text.</summary>
    [Fact]
    public void Acts_Any_LoseAndDoubleNoSource()
    {
        var work = Work.Edited(1, 1, "大変良い").Merged(1, [2, 1], "一つに").LeftOut(1, 3, "重複").Moved(1, 3, 0).Merged(1, [3, 1], "さらに一つに");

        Assert.Equal(
            Originals.Select(o => o.Source).OrderBy(s => $"{s}", StringComparer.Ordinal),
            SourcesOf(work).OrderBy(s => $"{s}", StringComparer.Ordinal));
    }

    [Fact]
    public void Added_ComesLastWithANumberOfItsOwnAndNoSource()
    {
        var added = Work.Added(1, "事務局の文").Added(5, "意見のなかった項目の文");

        Assert.Equal(("事務局の文", 0), (added.Compiled.Of(1)[^1], added.ByItem[1][^1].Sources.Length));
        Assert.Equal(added.ByItem[1].Length, added.ByItem[1].Select(t => t.Number).Distinct().Count());
        Assert.Equal(1, Assert.Single(added.ByItem[5]).Number);
        Assert.IsType<OpinionTextMustSaySomething>(Refused.By(() => Work.Added(1, " ")));
    }

    private static IEnumerable<OpinionSource> SourcesOf(OpinionWork work) =>
        work.ByItem.Values.SelectMany(texts => texts.SelectMany(t => t.Sources));
}
