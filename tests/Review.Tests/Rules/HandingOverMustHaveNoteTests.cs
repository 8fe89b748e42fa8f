using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class HandingOverMustHaveNoteTests
{
    [Theory]
    [InlineData("")]
    [InlineData("　\n")]
    public void HandOver_NoteIsBlank_IsRefused(string note) =>
        Assert.IsType<HandingOverMustHaveNote>(Refused.By(() => Some.Sheet.HandedOver(["kikaku"], note)));
}
