using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Review.Tests.Plans;

/// <summary>Mistakes that people make in a plan with indicators: each is one message, at its place, that says what to do.</summary>
public class EbetsuMistakesTests
{
    [Theory]
    [InlineData("targets: { R5: '6,000' }", "targets: { R5: 6,000 }", "「,」を含む値は、値全体を \" で囲んでください。")]
    [InlineData("direction: up", "direction: 増", "「増」は使えません。")]
    [InlineData("heading: g1-1", "heading: g1-9", "g1-9")]
    [InlineData("targets: { R5: 110回 }", "targets: { R6: 110回 }", "計画の期間（R1～R5）の外です。")]
    [InlineData("targets: { R5: 110回 }", "target: { R5: 110回 }", "「targets」")]
    [InlineData("kind: indicator", "kind: indicators", "「indicator」")]
    [InlineData("carriedFrom: next", "carriedFrom: naxt", "「next」")]
    [InlineData("unit: 回", "unit：回", "「：」")]
    [InlineData("parent: g1 }", "parent: g0 }", "g0")]
    [InlineData("due: 2022-04-28", "due: 2022/04/28", "「2022/04/28」は日付として読めません。")]
    public void Mistake_IsToldOnceAndWhere(string right, string wrong, string message)
    {
        var text = Cities.Read("ebetsu");
        var at = text.LastIndexOf(right, StringComparison.Ordinal);
        var line = text.AsSpan(0, at).Count('\n') + 1;

        var errors = PlanReader.Read($"{text[..at]}{wrong}{text[(at + right.Length)..]}").Problems
            .Where(p => p.Severity == PlanProblemSeverity.Error).ToArray();

        var error = Assert.Single(errors);
        Assert.InRange(error.Line, line, line + 1);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
