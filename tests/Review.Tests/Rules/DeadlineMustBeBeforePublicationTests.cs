using FsCheck;
using FsCheck.Fluent;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Tests.Plans;

namespace GyoseiFlow.Review.Tests.Rules;

public class DeadlineMustBeBeforePublicationTests
{
    private static readonly CyclePlan Cycle = Tomakomai.Plan.Cycles[0] with { Publication = new DateOnly(2025, 7, 30) };

    private static readonly Arbitrary<DateOnly> Days = Gen.Choose(0, 1500).Select(new DateOnly(2024, 4, 1).AddDays).ToArbitrary();

    [Fact]
    public void Check_TheDayBefore_IsTaken() => DeadlineMustBeBeforePublication.Check(Cycle, new DateOnly(2025, 7, 29), Some.Today);

    [Fact]
    public void Check_TheDayItself_IsRefusedWithTheLastThatWillDo()
    {
        var rule = Assert.IsType<DeadlineMustBeBeforePublication>(RefusalOf(new DateOnly(2025, 7, 30), Some.Today));

        Assert.Equal(new DateOnly(2025, 7, 29), rule.Latest);
        Assert.Contains("令和7年7月29日(火)までの日を指定してください。", rule.Message, StringComparison.Ordinal);
    }

    /// <summary>A cycle that is late can still return a sheet with a deadline.</summary>
    [Fact]
    public void Check_PublicationIsPast_TakesAnyDayWithinAYear()
    {
        var today = new DateOnly(2025, 8, 20);

        DeadlineMustBeBeforePublication.Check(Cycle, today.AddYears(1), today);
        Assert.Contains("先の日すぎます", RefusalOf(today.AddYears(1).AddDays(1), today).Message, StringComparison.Ordinal);
        Assert.Contains("先の日すぎます", RefusalOf(DateOnly.MaxValue, today).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_AnyDay_SomeDeadlineIsAlwaysLeftAndAllowsSaysTheSame() => Prop.ForAll(Days, Days, (due, today) =>
    {
        var isRefused = Xunit.Record.Exception(() => DeadlineMustBeBeforePublication.Check(Cycle, due, today)) is RuleBrokenException;
        return isRefused != DeadlineMustBeBeforePublication.Allows(Cycle, due, today)
            && (DeadlineMustBeBeforePublication.Allows(Cycle, today, today) || today.AddDays(1) > Cycle.Publication);
    }).QuickCheckThrowOnFailure();

    private static BrokenRule RefusalOf(DateOnly due, DateOnly today) =>
        Assert.Throws<RuleBrokenException>(() => DeadlineMustBeBeforePublication.Check(Cycle, due, today)).Rule;
}
