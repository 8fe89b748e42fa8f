using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Tests.Plans;

namespace GyoseiFlow.Review.Tests.Rules;

public class MeasureMustNotHaveEndedTests
{
    [Fact]
    public void End_EndedByThePlanFile_IsRefused()
    {
        var ended = Tomakomai.Plan.Measures.First(m => m.Ended is not null).Code;

        Assert.IsType<MeasureMustNotHaveEnded>(Refused.By(() => MeasureEnd.Recorded(Tomakomai.Plan, ended, new DateOnly(2025, 3, 1))));
    }
}
