using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Tests.Rules;

public class CommentMustNotBeTooLongTests
{
    /// <summary>𠮷 is one character, though it takes two places in memory.</summary>
    [Fact]
    public void Write_CountsAsPeopleDo()
    {
        var longest = string.Concat(Enumerable.Repeat("𠮷", SheetComment.MaxLength));

        Assert.Equal(longest, SheetComment.Written("1", 1, "secretariat", Some.Now, longest).Text);
        var rule = Refused.By(() => SheetComment.Written("1", 1, "secretariat", Some.Now, longest + "あ"));
        Assert.Equal(2_001, Assert.IsType<CommentMustNotBeTooLong>(rule).Length);
    }
}
