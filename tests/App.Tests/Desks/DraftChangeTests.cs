using System.Text;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Local.Demo;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;
using Xunit.Abstractions;

namespace GyoseiFlow.App.Tests.Desks;

/// <summary>What the log keeps of a saved draft.</summary>
public sealed class DraftChangeTests(ITestOutputHelper output)
{
    [Fact]
    public void Between_KeepsOnlyTheFieldsThatDiffer()
    {
        var change = DraftChange.Between("""{"a":"いち","b":{"x":1},"gone":"消す"}""", """{"a":"いち","b":{"x":2},"new":"足す"}""");

        Assert.Equal(new DraftChange("""{"b":{"x":1},"gone":"消す"}""", """{"b":{"x":2},"new":"足す"}"""), change);
    }

    [Fact]
    public void Between_FirstDraft_IsWhole() => Assert.Equal(new DraftChange(null, """{"a":"いち"}"""), DraftChange.Between(null, """{"a":"いち"}"""));

    [Fact]
    public void Between_SavedUnchanged_IsEmpty() => Assert.Equal(new DraftChange("{}", "{}"), DraftChange.Between("""{"a":1}""", """{"a":1}"""));

    /// <summary>Somebody types a real sheet's longest text in a hundred saves, the other fields being filled in.</summary>
    [Fact]
    public void Between_AHundredSaves_AreFarSmallerThanTheWholeAnswers_AndLoseNothing()
    {
        var data = DemoData.Tomakomai();
        var (whole, field, text) = Longest(data);
        var (before, bytes, wholeBytes) = (AnswersJson.Write(whole), 0, 0);
        var first = before;
        for (var save = 1; save <= 100; save++)
        {
            var after = AnswersJson.Write(whole.With(field.Id, new TextAnswer(text[..(text.Length * save / 100)])));
            var change = DraftChange.Between(before, after);
            bytes += Encoding.UTF8.GetByteCount(change.Before + change.After);
            wholeBytes += Encoding.UTF8.GetByteCount(before + after);
            before = after;
        }

        output.WriteLine($"100 saves: {bytes} bytes of before and after, {wholeBytes} as whole answers; the sheet has {Encoding.UTF8.GetByteCount(first)}");
        Assert.True(bytes * 2 < wholeBytes, $"{bytes} of {wholeBytes}");
    }

    private static (Answers Answers, FormField Field, string Text) Longest(DemoData data) => data.Answers.Values
        .SelectMany(answers => data.Plan.Form.Select(field => (answers, field, text: (answers.ByField.GetValueOrDefault(field.Id) as TextAnswer)?.Text ?? "")))
        .MaxBy(a => a.text.Length);
}
