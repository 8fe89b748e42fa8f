using GyoseiFlow.Review.Texts;

namespace GyoseiFlow.Review.Tests.Texts;

public class TextDiffTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("橋を直した。", "橋を直した。", "=橋を直した。")]
    [InlineData("橋を直した。", "橋を直した。道も直した。", "=橋を直した。 +道も直した。")]
    [InlineData("橋を直した。道も直した。", "道も直した。", "-橋を直した。 =道も直した。")]
    [InlineData("進捗度：3\n創造性：2", "進捗度：2\n創造性：2", "-進捗度：3\n +進捗度：2\n =創造性：2")]
    [InlineData("", "新しい", "+新しい")]
    [InlineData("- 職員の育成", "- 職員の育成\n- 知識の共有", "=- 職員の育成 +\n- 知識の共有")]
    [InlineData("- 職員の育成\n- 知識の共有", "- 職員の育成", "=- 職員の育成 -\n- 知識の共有")]
    [InlineData("い。あ。う。", "え。あ。お。", "-い。 +え。 =あ。 -う。 +お。")]
    public void Between_TwoTexts_SaysWhatStayedWentAndCame(string before, string after, string expected) =>
        Assert.Equal(expected, string.Join(' ', TextDiff.Between(before, after).Select(p => $"{"=-+"[(int)p.Kind]}{p.Text}")));

    [Fact]
    public void Between_AnyTexts_KeepBothWhole()
    {
        var random = new Random(7);
        for (var i = 0; i < 200; i++)
        {
            var (before, after) = (Text(), Text());

            var pieces = TextDiff.Between(before, after);

            Assert.Equal(before, string.Concat(pieces.Where(p => p.Kind != DiffKind.Added).Select(p => p.Text)));
            Assert.Equal(after, string.Concat(pieces.Where(p => p.Kind != DiffKind.Removed).Select(p => p.Text)));
        }

        string Text() => string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => "あい。、\n"[random.Next(5)]));
    }

    [Fact]
    public void Between_ManyPieces_IsReplacedAsAWhole() =>
        Assert.Equal(2, TextDiff.Between(string.Concat(Enumerable.Repeat("あ。", 2_000)), "い。").Length);
}
