using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class MeetingMustBeAsReadTests
{
    /// <summary>What the desk holds the act against; App.Tests shows that it does.</summary>
    [Fact]
    public void Message_SaysWhatToDo() => Assert.Contains("新しい記録として保存してください", new MeetingMustBeAsRead().Message, StringComparison.Ordinal);
}
