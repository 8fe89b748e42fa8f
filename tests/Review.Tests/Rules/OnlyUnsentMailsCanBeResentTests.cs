using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

/// <summary>Where the rule stops an act is tested with the desk that does it, in App.Tests.</summary>
public class OnlyUnsentMailsCanBeResentTests
{
    [Fact]
    public void Message_SaysHowTheMailStandsAndWhichCanBeSentAgain()
    {
        var message = new OnlyUnsentMailsCanBeResent("送信済み").Message;

        Assert.StartsWith("このメールは「送信済み」です。", message, StringComparison.Ordinal);
        Assert.All(new[] { "送信失敗", "不明", "送信対象外" }, state => Assert.Contains($"「{state}」", message, StringComparison.Ordinal));
    }
}
