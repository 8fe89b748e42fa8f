using System.Collections.Immutable;
using GyoseiFlow.App.Pages.Sheets;
using GyoseiFlow.App.Tests.Pages.Departments;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.Pages.Sheets;

public class AnswerMergeTests
{
    private static readonly Plan Plan = PlanReader.Read(FullForm.Yaml).Plan!;

    [Theory]
    // Only one side touched the table.
    [InlineData("a b", "a", "a b", "a", "")]
    [InlineData("a b", "a b", "a b c", "a b c", "")]
    // Each touched other rows: taken out here, added and changed there.
    [InlineData("a b c", "b c", "a b c d", "b c d", "")]
    [InlineData("a b c", "a x b c", "a b c2", "a x b c2", "")]
    // Both added: nobody's row takes the other's place.
    [InlineData("", "m", "t", "t m", "")]
    [InlineData("a", "a same", "a same", "a same", "")]
    // Both changed the same row in other cells, or in the same cell.
    [InlineData("a/1", "a/2", "a2/1", "a2/2", "")]
    [InlineData("a/1 b/1", "a/1 b/2", "a/1 b/3", "a/1 b/2", "f.actions.1.no=3")]
    // Nothing is left of the row: it is another one, and no cell of it goes into the other's.
    [InlineData("a/1", "x/9", "a/2", "x/9", "f.actions.0.no=2 f.actions.0.plan=a")]
    public void Of_Tables_TakesWhatOneTouchedAndAsksForTheRest(string start, string mine, string theirs, string merged, string asked)
    {
        var both = Merge(Table(start), Table(mine), Table(theirs));

        Assert.Equal(AnswersJson.Write(Table(merged)), AnswersJson.Write(both.Answers));
        Assert.Equal(asked, string.Join(' ', both.Contests.Select(c => $"{c.Name}={c.Theirs}").Order(StringComparer.Ordinal)));
    }

    [Theory]
    // A row was taken out while the same row was changed; rows changed places while one was changed.
    [InlineData("a b", "a2", "b2")]
    [InlineData("a/1 b/1", "b/1 a/1", "a/2 b/2")]
    public void Of_RowsThatCannotBeTold_AsksForTheWholeTable(string start, string mine, string theirs)
    {
        var both = Merge(Table(start), Table(mine), Table(theirs));

        Assert.Equal(AnswersJson.Write(Table(mine)), AnswersJson.Write(both.Answers));
        var contest = Assert.Single(both.Contests);
        Assert.True(contest.IsWholeTable);
        Assert.Equal(AnswersJson.Write(Table(theirs)), AnswersJson.Write(Answers.None.With("actions", contest.TheirTable()!)));
    }

    [Theory]
    [InlineData("", "m", "", "m", false)]
    [InlineData("s", "s", "t", "t", false)]
    [InlineData("s", "", "s", "", false)]
    [InlineData("s", "", "t", "", true)]
    [InlineData("s", "m", "t", "m", true)]
    [InlineData("s", "same", "same", "same", false)]
    public void Of_Text_TakesWhatOneTouched(string start, string mine, string theirs, string merged, bool isAsked)
    {
        var both = Merge(Text(start), Text(mine), Text(theirs));

        Assert.Equal(AnswersJson.Write(Text(merged)), AnswersJson.Write(both.Answers));
        Assert.Equal(isAsked, both.Contests.Length == 1);
    }

    [Fact]
    public void Of_StartIsUnknown_AsksForEveryDifference()
    {
        var both = AnswerMerge.Of(Plan, start: null, Text("m"), Table("a"));

        Assert.Equal(["f.remark", "f.actions"], both.Contests.Select(c => c.Name));
    }

    [Fact]
    public void Of_ThousandsOfRows_IsPutTogetherWhenOneLeftThemAlone()
    {
        var many = string.Join(' ', Enumerable.Range(0, 1_200).Select(i => $"r{i}"));

        var both = Merge(Table(many), Table(many), Table(many + " last"));

        Assert.Equal("last", both.Answers.Of<TableAnswer>("actions")!.Rows[^1]["plan"]);
        Assert.Empty(both.Contests);
    }

    private static MergedAnswers Merge(Answers start, Answers mine, Answers theirs)
    {
        // As a form carries it.
        var written = FormStart.Of(Plan, start).ToString();
        Assert.DoesNotContain("plan=a ", written, StringComparison.Ordinal);
        return AnswerMerge.Of(Plan, FormStart.Of(Plan, start), mine, theirs);
    }

    private static Answers Text(string text) => text.Length == 0 ? Answers.None : Answers.None.With("remark", new TextAnswer(text));

    // Rows by spaces, each "plan/no".
    private static Answers Table(string rows) => rows.Length == 0
        ? Answers.None
        : Answers.None.With("actions", new TableAnswer([.. rows.Split(' ').Select(row => row.Split('/') is [var plan, var no]
            ? ImmutableSortedDictionary.CreateRange([KeyValuePair.Create("plan", plan), KeyValuePair.Create("no", no)])
            : ImmutableSortedDictionary.CreateRange([KeyValuePair.Create("plan", row)]))]));
}
