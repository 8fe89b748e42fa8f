using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Tests.Rules;

public class CommentMustSaySomethingTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" 　\n")]
    public void Write_Blank_IsRefused(string text) =>
        Assert.IsType<CommentMustSaySomething>(Refused.By(() => SheetComment.Written("1", 1, "secretariat", Some.Now, text)));
}
