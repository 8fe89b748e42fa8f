using GyoseiFlow.Review.Texts;

namespace GyoseiFlow.Review.Tests.Texts;

public class ComparedTextTests
{
    [Theory]
    [InlineData("同じ始まりの𠮷です", "同じ始まりの𠮸です", "𠮷", "𠮸")]
    [InlineData("あ𠮷", "𡈽𠮷", "あ", "𡈽")]
    [InlineData("いろは", "いろはに", "", "に")]
    [InlineData("aaa", "aa", "a", "")]
    [InlineData("", "新", "", "新")]
    public void Compare_TwoTexts_FindsWhatChangedInWholeCharacters(string before, string after, string was, string now)
    {
        var (first, second) = ComparedText.Compare(before, after);

        Assert.Equal((was, now), (first.Changed, second.Changed));
        Assert.Equal(before, first.Lead + first.Changed + first.Tail);
        Assert.Equal(after, second.Lead + second.Changed + second.Tail);
    }

    [Fact]
    public void Shortened_LongTexts_LeavesAFewWordsAround()
    {
        var text = string.Concat(Enumerable.Repeat("長い文章。", 50));

        var was = ComparedText.Compare(text + "誤" + text, text + "正" + text).One.Shortened(24);

        Assert.StartsWith("…", was.Lead, StringComparison.Ordinal);
        Assert.EndsWith("…", was.Tail, StringComparison.Ordinal);
        Assert.InRange(was.Lead.Length + was.Tail.Length, 2, 60);
    }

    [Fact]
    public void Shortened_CutWithinACharacter_LeavesItOut()
    {
        var was = ComparedText.Compare("あ𠮷誤𠮷あ", "あ𠮷正𠮷あ").One.Shortened(1);

        Assert.Equal(new ComparedText("…", "誤", "…"), was);
    }

    [Fact]
    public void IsBlank_OnlyWithoutAnyText()
    {
        var (one, other) = ComparedText.Compare("", "新");

        Assert.Equal((true, false), (one.IsBlank, other.IsBlank));
    }
}
