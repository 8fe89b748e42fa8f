using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class FinishedWorkMustBeAsReadTests
{
    /// <summary>What the desk holds the act against; App.Tests shows that it does.</summary>
    [Fact]
    public void Message_SaysWhatToDo() => Assert.Contains("もう一度「検討を終える」を押してください", new FinishedWorkMustBeAsRead().Message, StringComparison.Ordinal);
}
