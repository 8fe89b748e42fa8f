using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;
using GyoseiFlow.Review.Tests.Plans;

namespace GyoseiFlow.Review.Tests.Rules;

public class AnswersMustBeCompleteTests
{
    [Fact]
    public void Message_HasEveryProblemOfTheAnswers()
    {
        var problems = AnswerCheck.Check(Tomakomai.Plan, Tomakomai.Plan.Measures.First(), Answers.None);

        Assert.NotEmpty(problems);
        Assert.All(problems, p => Assert.Contains(p.Message, new AnswersMustBeComplete(problems).Message, StringComparison.Ordinal));
    }
}
