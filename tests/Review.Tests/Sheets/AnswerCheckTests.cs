using System.Collections.Immutable;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;
using GyoseiFlow.Review.Tests.Plans;

namespace GyoseiFlow.Review.Tests.Sheets;

public class AnswerCheckTests
{
    public static TheoryData<FieldKind, Answer> Blanks => new()
    {
        { FieldKind.Text, new TextAnswer(" ") },
        { FieldKind.TextPerCriterion, new TextsAnswer(ImmutableSortedDictionary<string, string>.Empty) },
        { FieldKind.TextPerCriterion, new TextsAnswer(ImmutableSortedDictionary<string, string>.Empty.Add("progress", "　")) },
        { FieldKind.Table, new TableAnswer([]) },
    };

    [Theory]
    [MemberData(nameof(Blanks))]
    public void Check_RequiredAnswerIsBlank_IsAProblem(FieldKind kind, Answer blank)
    {
        var plan = Tomakomai.Plan with { Form = [Field(kind, required: true)] };

        Assert.Equal("f", Assert.Single(AnswerCheck.Check(plan, plan.Measures.First(), Answers.None.With("f", blank))).Field);
    }

    [Theory]
    [MemberData(nameof(Blanks))]
    public void Check_OptionalAnswerIsBlank_IsNoProblem(FieldKind kind, Answer blank)
    {
        var plan = Tomakomai.Plan with { Form = [Field(kind, required: false)] };

        Assert.Empty(AnswerCheck.Check(plan, plan.Measures.First(), Answers.None.With("f", blank)));
    }

    [Fact]
    public void Check_ScoresIncompleteOrOutside_EachIsAProblem()
    {
        var plan = Tomakomai.Plan with { Form = [Field(FieldKind.Scores, required: true)] };
        var scores = new ScoresAnswer(ImmutableSortedDictionary<string, int>.Empty.Add("progress", 4).Add("cooperation", 0).Add("efficiency", -1));

        Assert.Equal(3, AnswerCheck.Check(plan, plan.Measures.First(), Answers.None.With("f", scores)).Length);
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(11, 1)]
    public void Check_Text_IsHeldToItsLength(int length, int problems)
    {
        var plan = Tomakomai.Plan with { Form = [Field(FieldKind.Text, required: true)] };

        Assert.Equal(problems, AnswerCheck.Check(plan, plan.Measures.First(), Answers.None.With("f", new TextAnswer(new string('字', length)))).Length);
    }

    [Fact]
    public void Check_CharacterOutsideTheFirstPlane_CountsAsOne()
    {
        var plan = Tomakomai.Plan with { Form = [Field(FieldKind.Text, required: true)] };

        Assert.Empty(AnswerCheck.Check(plan, plan.Measures.First(), Answers.None.With("f", new TextAnswer("𠮷" + new string('字', 9)))));
    }

    private static FormField Field(FieldKind kind, bool required) => new("f", "欄", kind, required, false, 10, [], null);
}
