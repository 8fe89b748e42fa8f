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
    [InlineData("2025-03", 0)]
    [InlineData("2020-03", 1)]
    [InlineData("2125-03", 1)]
    public void Check_Month_IsOneOfThePlansYears(string month, int problems)
    {
        var plan = Tomakomai.Plan with { Form = [Field(FieldKind.Month, required: false)] };

        Assert.Equal(problems, AnswerCheck.Check(plan, plan.Measures.First(), Answers.None.With("f", MonthAnswer.Read(month)!)).Length);
    }

    /// <summary>A year that was typed as of its era, and one that no date can hold the fiscal year of: no month that anybody could print.</summary>
    [Theory]
    [InlineData("0007-03")]
    [InlineData("1926-12")]
    [InlineData("9999-04")]
    [InlineData("2025-13")]
    [InlineData("")]
    public void Month_ThatNobodyCanMean_IsNone(string typed)
    {
        Assert.Null(MonthAnswer.Read(typed));
        Assert.Throws<FormatException>(() => AnswersJson.Read([Field(FieldKind.Month, required: false)], $$"""{"f":"{{typed}}"}"""));
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
