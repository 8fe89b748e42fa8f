using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Tests.Plans;

namespace GyoseiFlow.Review.Tests.Rules;

public class EndingMustBeWithinPlanTests
{
    private static readonly Measure Going =
        Tomakomai.Plan.Measures.First(m => m.Ended is null && m.Started > Tomakomai.Plan.FirstYear);

    [Fact]
    public void End_BeforeItStartedOrAfterThePlan_IsRefused()
    {
        Assert.IsType<EndingMustBeWithinPlan>(Refused.By(() => At(new DateOnly(Going.Started.Year, 3, 31))));
        Assert.IsType<EndingMustBeWithinPlan>(Refused.By(() => At(new DateOnly(Tomakomai.Plan.LastYear.Year + 1, 4, 1))));
    }

    [Fact]
    public void Message_SaysTheMonthInTheJapaneseCalendar() => Assert.StartsWith(
        "取組終了の年月（令和7年3月）は使えません。",
        new EndingMustBeWithinPlan(new DateOnly(2025, 3, 1), new FiscalYear(2025), new FiscalYear(2026)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void End_OnTheFirstOrLastMonth_IsTaken()
    {
        Assert.Equal(new MeasureEnd(Going.Started, new DateOnly(Going.Started.Year, 4, 1)), At(new DateOnly(Going.Started.Year, 4, 30)));
        Assert.Equal(Tomakomai.Plan.LastYear, At(new DateOnly(Tomakomai.Plan.LastYear.Year + 1, 3, 31)).Year);
    }

    [Fact]
    public void WithEndings_GivesTheMeasureItsEndAndLeavesTheFilesOwn()
    {
        var ended = Tomakomai.Plan.Measures.First(m => m.Ended is not null);
        var end = new MeasureEnd(Tomakomai.Plan.LastYear, null);

        var plan = Tomakomai.Plan.WithEndings(new Dictionary<string, MeasureEnd> { [Going.Code] = end, [ended.Code] = end });

        Assert.Equal((end, ended.Ended), (plan.Measure(Going.Code).Ended, plan.Measure(ended.Code).Ended));
        Assert.Null(Tomakomai.Plan.Measure(Going.Code).Ended);
    }

    private static MeasureEnd At(DateOnly month) => MeasureEnd.Recorded(Tomakomai.Plan, Going.Code, month);
}
