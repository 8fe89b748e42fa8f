using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Tests.Rules;

public class OnlyAcceptedSheetsCanBeCorrectedTests
{
    public static TheoryData<SheetState> Others => [.. Enum.GetValues<SheetState>().Where(s => s != SheetState.Accepted)];

    [Theory]
    [MemberData(nameof(Others))]
    public void Correct_NotAccepted_IsRefused(SheetState state) =>
        Assert.IsType<OnlyAcceptedSheetsCanBeCorrected>(Refused.By(() => Some.In(state).Corrected()));

    [Fact]
    public void Correct_Accepted_IsOneMoreVersionAndStaysAccepted()
    {
        var accepted = Some.Submitted.Accepted();

        var corrected = accepted.Corrected();

        Assert.Equal(accepted with { Version = 2, Revision = accepted.Revision + 1 }, corrected);
    }
}
