using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Indicators;

namespace GyoseiFlow.Review.Tests.Indicators;

/// <summary>Values from Ebetsu's paper (取組状況, 令和3年度) where it has them.</summary>
public class AttainmentTests
{
    private static readonly FiscalYear R3 = FiscalYear.Parse("R3");

    [Theory]
    // 市民参加の機会が十分にあると思う市民割合, 職員提案数
    [InlineData(Direction.Up, "64.8%", "R5", "71.0%", "81.9%", AttainmentVerdict.Reached)]
    [InlineData(Direction.Up, "70.2%", "R5", "77.0%", "69.4%", AttainmentVerdict.NotReached)]
    // 年次休暇: 12日以上 from the first year on
    [InlineData(Direction.Up, "10.8%", "R1", "12%以上", "12.6%", AttainmentVerdict.Reached)]
    [InlineData(Direction.Up, "10.8%", "R1", "12%以上", "11.7%", AttainmentVerdict.NotReached)]
    // 増加, 縮減
    [InlineData(Direction.Up, "3%", "R1", "増加", "10%", AttainmentVerdict.Reached)]
    [InlineData(Direction.Up, "3%", "R1", "増加", "3%", AttainmentVerdict.NotReached)]
    [InlineData(Direction.Down, "161.2%", "R1", "縮減", "143.2%", AttainmentVerdict.Reached)]
    [InlineData(Direction.Down, "161.2%", "R1", "縮減", "165%", AttainmentVerdict.NotReached)]
    [InlineData(Direction.Up, null, "R1", "増加", "10%", AttainmentVerdict.Undecided)]
    // states
    [InlineData(Direction.Up, null, "R1", "検討・実施", "検討・実施", AttainmentVerdict.Reached)]
    [InlineData(Direction.Up, null, "R1", "検討・実施", "検討", AttainmentVerdict.NotReached)]
    [InlineData(Direction.Up, null, "R4", "実施", "検討・実施", AttainmentVerdict.Undecided)]
    [InlineData(Direction.Up, null, "R4", "実施", "検討", AttainmentVerdict.NotReached)]
    [InlineData(Direction.Up, null, "R1", "検討", "実施", AttainmentVerdict.Reached)]
    [InlineData(Direction.Up, null, "R1", "要綱の制定", "要綱案の作成", AttainmentVerdict.Undecided)]
    // less is better; the nearer the better
    [InlineData(Direction.Down, "100%", "R5", "80%", "80%", AttainmentVerdict.Reached)]
    [InlineData(Direction.Down, "100%", "R5", "80%", "81%", AttainmentVerdict.NotReached)]
    [InlineData(Direction.Keep, null, "R5", "80%", "80%", AttainmentVerdict.Reached)]
    [InlineData(Direction.Keep, null, "R5", "80%", "81%", AttainmentVerdict.NotReached)]
    // an actual that is itself a bound
    [InlineData(Direction.Up, null, "R5", "80%", "81%以上", AttainmentVerdict.Reached)]
    [InlineData(Direction.Up, null, "R5", "80%", "79%以上", AttainmentVerdict.Undecided)]
    [InlineData(Direction.Up, null, "R5", "80%", "79%以下", AttainmentVerdict.NotReached)]
    [InlineData(Direction.Keep, null, "R5", "80%", "81%以上", AttainmentVerdict.NotReached)]
    // a number beside a state says nothing
    [InlineData(Direction.Up, null, "R5", "80%", "実施", AttainmentVerdict.Undecided)]
    public void Of_ActualAndTarget_JudgesWhatTheyDecide(
        Direction direction, string? initial, string year, string target, string actual, AttainmentVerdict verdict)
    {
        var attainment = Assert.Single(Attainment.Of(Indicator(direction, initial, (year, target)), R3, Value(actual), null));

        Assert.Equal((verdict, target), (attainment.Verdict, attainment.Target.Printed));
    }

    [Theory]
    [InlineData(Direction.Up, "97%", "110%", "104.5%", 0.95)]
    [InlineData(Direction.Up, "97%", "13%以上", "15.6%", 1.2)]
    [InlineData(Direction.Down, "100%", "80%", "85%", 0.75)]
    [InlineData(Direction.Down, "100%", "80%", "110%", -0.5)]
    public void Of_Numbers_HaveARate(Direction direction, string initial, string target, string actual, double rate) =>
        Assert.Equal((decimal)rate, Assert.Single(Attainment.Of(Indicator(direction, initial, ("R5", target)), R3, Value(actual), null)).Rate);

    [Theory]
    [InlineData(Direction.Up, "3%", "増加", "10%")]
    [InlineData(Direction.Up, "3%", "10%", "9%以上")]
    [InlineData(Direction.Up, "3%", "0%", "9%")]
    [InlineData(Direction.Down, null, "80%", "85%")]
    [InlineData(Direction.Down, "70%", "80%", "85%")]
    [InlineData(Direction.Keep, "70%", "80%", "85%")]
    public void Of_WhatCannotBeReckoned_HasNoRate(Direction direction, string? initial, string target, string actual) =>
        Assert.Null(Assert.Single(Attainment.Of(Indicator(direction, initial, ("R5", target)), R3, Value(actual), null)).Rate);

    [Fact]
    public void Of_NoInitialValue_LooksAtTheYearBefore() => Assert.Equal(
        AttainmentVerdict.Reached,
        Assert.Single(Attainment.Of(Indicator(Direction.Up, null, ("R1", "増加")), R3, Value("10%"), Value("7%"))).Verdict);

    [Theory]
    [InlineData("R3", "R3")]
    [InlineData("R4", "R5")]
    [InlineData("R2", "R3")]
    public void Of_SeveralTargets_TakesTheYearsOwnOrTheNext(string year, string taken) => Assert.Equal(
        FiscalYear.Parse(taken),
        Assert.Single(Attainment.Of(
            Indicator(Direction.Up, null, ("R3", "10%"), ("R5", "20%")), FiscalYear.Parse(year), Value("10%"), null)).TargetYear);

    [Fact]
    public void Of_SplitValue_JudgesThePartsThatHaveATarget()
    {
        var indicator = new Indicator(
            "育児休業取得率", "%", Direction.Up, null, null,
            ImmutableSortedDictionary<FiscalYear, IndicatorValue>.Empty.Add(
                FiscalYear.Parse("R1"), new IndicatorValue([ValuePart.Read("男性", "13%以上", "%")!])),
            ["男性", "女性"]);
        var actual = new IndicatorValue([ValuePart.Read("男性", "38.8%", "%")!, ValuePart.Read("女性", "100%", "%")!]);

        var attainment = Assert.Single(Attainment.Of(indicator, R3, actual, null));

        Assert.Equal(("男性", AttainmentVerdict.Reached), (attainment.Part, attainment.Verdict));
    }

    private static Indicator Indicator(Direction direction, string? initial, params (string Year, string Target)[] targets) => new(
        "指標",
        "%",
        direction,
        initial is null ? null : Value(initial),
        null,
        targets.ToImmutableSortedDictionary(t => FiscalYear.Parse(t.Year), t => Value(t.Target)),
        []);

    private static IndicatorValue Value(string printed) => new([ValuePart.Read("", printed, "%")!]);
}
