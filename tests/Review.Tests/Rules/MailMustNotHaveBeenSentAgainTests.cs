using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class MailMustNotHaveBeenSentAgainTests
{
    [Fact]
    public void Message_SaysWhereToLook() =>
        Assert.Contains("送り直したメール", new MailMustNotHaveBeenSentAgain().Message, StringComparison.Ordinal);
}
