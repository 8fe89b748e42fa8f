using System.Collections.Immutable;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;
using GyoseiFlow.Review.Tests.Plans;

namespace GyoseiFlow.Review.Tests.Sheets;

/// <summary>Indicators, choices, numbers, progress and grids: checked, written and read, carried, said in words.</summary>
public class AnswerKindsTests
{
    private static readonly Plan Plan = UnscoredPlan.Plan;

    public static TheoryData<string, string, Answer, string> Wrong => new()
    {
        { "2-1", "actual", new IndicatorAnswer(Texts(("男性", "15.4%"))), "「実績値」の「女性」が入力されていません。入力してください。" },
        { "2-1", "actual", new IndicatorAnswer(Texts(("男性", "1"), ("女性", "2"), ("他", "3"))), "「実績値」の「他」は、この実践項目にはありません。消してください。" },
        { "1-1", "actual", new IndicatorAnswer(Texts(("", new string('値', 201)))), "「実績値」は200文字までです（いま201文字）。短くしてください。" },
        { "1-1", "state", new ChoiceAnswer("未定"), "「状況」の「未定」は使えません。計画どおり、遅れから選んでください。" },
        { "2-1", "level", new ProgressAnswer(Steps(("a", 4))), "「進捗状況」の「男性の取得」の4は使えません。1、2、3から選んでください。" },
        { "1-1", "level", new ProgressAnswer(Steps(("", 0))), "「進捗状況」の0は使えません。1、2、3から選んでください。" },
        { "1-1", "year", new GridAnswer(Texts(("a2", "x"))), "「今年度の実績」の「a2」は、この実践項目にはありません。消してください。" },
    };

    private static Answers Full => Answers.None
        .With("actual", new IndicatorAnswer(Texts(("男性", "15.4%"), ("女性", "100%"))))
        .With("level", new ProgressAnswer(Steps(("a", 2), ("b", 3))))
        .With("state", new ChoiceAnswer("計画どおり"))
        .With("cost", new NumberAnswer(81571.5m))
        .With("nextYear", new TextAnswer("研修をする"));

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Check_WrongAnswer_IsSaid(string measure, string field, Answer answer, string message)
    {
        var answers = Answers.None.With("actual", new IndicatorAnswer(Texts(("", "1人"), ("男性", "1%"), ("女性", "1%")))).With(field, answer);

        Assert.Contains(AnswerCheck.Check(Plan, Plan.Measure(measure), answers), p => p == new AnswerProblem(field, message));
    }

    [Fact]
    public void Check_Complete_HasNoProblem() => Assert.Empty(AnswerCheck.Check(Plan, Plan.Measure("2-1"), Full));

    [Fact]
    public void Check_MeasureWithoutIndicator_NeedsNoValue()
    {
        var measure = Plan.Measure("2-1") with { Indicator = null };

        Assert.Empty(AnswerCheck.Check(Plan, measure, Answers.None));
        Assert.Equal("「実績値」が入力されていません。入力してください。", Assert.Single(AnswerCheck.Check(Plan, Plan.Measure("2-1"), Answers.None)).Message);
    }

    [Fact]
    public void Json_EveryKind_ComesBackAsWritten()
    {
        var answers = Full.With("year", new GridAnswer(Texts(("a1", "150回"))));

        var json = AnswersJson.Write(answers);

        Assert.Equal(json, AnswersJson.Write(AnswersJson.Read(Plan.Form, json)));
        Assert.Equal(
            """{"actual":{"女性":"100%","男性":"15.4%"},"cost":81571.5,"level":{"a":2,"b":3},"nextYear":"研修をする","state":"計画どおり","year":{"a1":"150回"}}""",
            json);
    }

    [Theory]
    [InlineData("""{"actual":"97回"}""")]
    [InlineData("""{"cost":"5"}""")]
    [InlineData("""{"level":{"a":"2"}}""")]
    [InlineData("""{"level":{"a":1,"a":2}}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("1")]
    public void Json_WrongShape_IsSaid(string json) => Assert.Throws<FormatException>(() => AnswersJson.Read(Plan.Form, json));

    [Fact]
    public void CarriedBy_FieldThatStartsFromAnother_HasItsFormerAnswer()
    {
        var carried = Full.CarriedBy(Plan.Form);

        Assert.Equal(["status"], carried.ByField.Keys);
        Assert.Equal(new TextAnswer("研修をする"), carried.ByField["status"]);
    }

    [Fact]
    public void Parts_EachKind_IsSaidInThePlansOrderAndWords()
    {
        var measure = Plan.Measure("2-1");
        string Lines(string field) => AnswerParts.Lines(Plan, measure, Plan.Form.Single(f => f.Id == field), Full.ByField[field]);

        Assert.Equal("男性：15.4%\n女性：100%", Lines("actual"));
        Assert.Equal("男性の取得：2 概ね順調\n女性の取得：3 順調", Lines("level"));
        Assert.Equal("計画どおり", Lines("state"));
        Assert.Equal("81,571.5千円", Lines("cost"));
    }

    [Fact]
    public void MeasuresAskedIn_StartedAndNotEnded_OrInTheLastYear()
    {
        var r1 = Plan.FirstYear;
        var plan = Plan.WithEndings(new Dictionary<string, MeasureEnd> { ["1-1"] = new(r1, null) });

        Assert.Equal(["1-1", "2-1", "2-2"], plan.MeasuresAskedIn(r1).Select(m => m.Code));
        Assert.Equal(["2-1", "2-2"], plan.MeasuresAskedIn(r1.Next).Select(m => m.Code));
        Assert.Equal(["1-1", "2-1", "2-2"], plan.MeasuresAskedIn(plan.LastYear).Select(m => m.Code));
    }

    private static ImmutableSortedDictionary<string, string> Texts(params (string Id, string Text)[] texts) =>
        texts.ToImmutableSortedDictionary(t => t.Id, t => t.Text, StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, int> Steps(params (string Id, int Step)[] steps) =>
        steps.ToImmutableSortedDictionary(s => s.Id, s => s.Step, StringComparer.Ordinal);
}
