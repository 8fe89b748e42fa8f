using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class AdoptionMustHaveReasonTests
{
    private static readonly ImmutableSortedDictionary<string, MeasureEnd> NoEnds = ImmutableSortedDictionary<string, MeasureEnd>.Empty;

    [Theory]
    [InlineData("")]
    [InlineData("　")]
    public void Adopt_NoReason_IsRefused(string reason) => Assert.IsType<AdoptionMustHaveReason>(
        Refused.By(() => Some.Cycle.Adopted(2, new FiscalYear(2025), NoEnds, reason, "secretariat", Some.Now)));

    /// <summary>What held before is kept, and another orchestration takes over.</summary>
    [Fact]
    public void Adopt_Reason_KeepsWhatHeldBefore()
    {
        var adopted = Some.Cycle.Adopted(2, new FiscalYear(2025), NoEnds, "組織改正", "secretariat", Some.Now);

        Assert.Equal((2, new FiscalYear(2025), 2, 1), (adopted.PlanEdition, adopted.Offices, adopted.Run, adopted.Revision));
        Assert.Equal((1, null, "組織改正"), (adopted.Adoptions!.Value[0].Edition, adopted.Adoptions.Value[0].Offices, adopted.Adoptions.Value[0].Reason));
    }
}
