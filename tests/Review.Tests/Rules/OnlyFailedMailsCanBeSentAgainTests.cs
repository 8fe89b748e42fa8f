using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class OnlyFailedMailsCanBeSentAgainTests
{
    [Fact]
    public void Message_NamesTheState() =>
        Assert.StartsWith("このメールは「送信済み」です。", new OnlyFailedMailsCanBeSentAgain("送信済み").Message, StringComparison.Ordinal);
}
