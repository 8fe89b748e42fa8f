using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class MailMustNotHaveBeenErasedTests
{
    /// <summary>What the desk holds the act against; App.Tests shows that it does.</summary>
    [Fact]
    public void Message_SaysWhatToDo() => Assert.Contains("送り直せません", new MailMustNotHaveBeenErased().Message, StringComparison.Ordinal);
}
