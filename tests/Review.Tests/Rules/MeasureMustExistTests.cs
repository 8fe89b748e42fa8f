using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Tests.Plans;

namespace GyoseiFlow.Review.Tests.Rules;

public class MeasureMustExistTests
{
    [Fact]
    public void End_NoSuchMeasure_IsRefused() =>
        Assert.IsType<MeasureMustExist>(Refused.By(() => MeasureEnd.Recorded(Tomakomai.Plan, "999", new DateOnly(2024, 9, 1))));
}
