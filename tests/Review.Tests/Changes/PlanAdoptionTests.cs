using FsCheck;
using FsCheck.Fluent;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Changes;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;
using GyoseiFlow.Review.Tests.Plans;

namespace GyoseiFlow.Review.Tests.Changes;

public class PlanAdoptionTests
{
    private static readonly FiscalYear Year = new(2024);
    private static readonly Plan Before = Tomakomai.Plan.In(Year);
    private static readonly DateTimeOffset Now = JapanTime.At(new DateOnly(2025, 4, 10), new TimeOnly(9, 0));
    private static readonly Cycle Cycle = Cycle.Opened("tomakomai", 1, Year);

    private static readonly Arbitrary<SheetState> States = Gen.Elements(Enum.GetValues<SheetState>()).ToArbitrary();

    [Fact]
    public void Of_TheSamePlan_ChangesNothing()
    {
        var adoption = Of(Before, SheetState.Drafting);

        Assert.True(adoption.IsEmpty);
        Assert.Empty(adoption.Refusals);
        Assert.Empty(adoption.Changes);
    }

    /// <summary>Whatever state a sheet is in: what is settled stays, what was handed in is not lost, and doing it twice is doing it once.</summary>
    [Fact]
    public void AdoptedSheet_AnyState_KeepsWhatIsSettledAndIsDoneOnce() => Prop.ForAll(States, Gen.Choose(0, 2).ToArbitrary(), (state, change) =>
    {
        var code = Before.Measures.First().Code;
        var after = change switch
        {
            0 => Changed(m => m with { Departments = ["zaisei"] }),
            1 => Changed(m => m with { Ended = new MeasureEnd(new FiscalYear(2022), null) }) with { LastYear = new FiscalYear(2025) },
            _ => DueMoved(7),
        };
        var sheet = SheetOf(Before.Measures.First(), state);
        var adopted = AdoptedSheet.Of(sheet, Before, after, Year, new FiscalYear(2025), JapanTime.DateOf(Now));
        if (sheet.IsSettled)
        {
            return adopted is null;
        }

        if (adopted is null)
        {
            return true;
        }

        var done = adopted.After(Now);
        return done.Version == sheet.Version
            && (done.State == sheet.State || (change == 1 && done.State == SheetState.Withdrawn))
            && AdoptedSheet.Of(done, Before, after, Year, new FiscalYear(2025), JapanTime.DateOf(Now)) is null;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void AdoptedSheet_HandedToOthersByHand_StaysWithThem()
    {
        var measure = Before.Measures.First();
        var after = Changed(m => m with { Departments = ["zaisei"] });
        var byHand = SheetOf(measure, SheetState.Drafting) with { Departments = [Other(measure)] };

        Assert.Null(AdoptedSheet.Of(byHand, Before, after, Year, new FiscalYear(2025), JapanTime.DateOf(Now)));
    }

    [Fact]
    public void AdoptedSheet_DeadlineOfItsOwn_Stays()
    {
        var after = DueMoved(7);
        var extended = SheetOf(Before.Measures.First(), SheetState.Drafting) with { Due = Before.CycleOf(Year)!.SelfEvaluation.Due.AddDays(3) };

        Assert.Null(AdoptedSheet.Of(extended, Before, after, Year, new FiscalYear(2025), JapanTime.DateOf(Now)));
    }

    [Theory]
    [InlineData(SheetState.NotStarted, -7, -7)]
    [InlineData(SheetState.Drafting, -7, -7)]
    [InlineData(SheetState.Drafting, 7, 7)]
    // Past already: it stays where it is.
    [InlineData(SheetState.Drafting, -21, 0)]
    // Handed in: nobody waits for it.
    [InlineData(SheetState.Submitted, -7, 0)]
    public void AdoptedSheet_CalendarMoved_LaterOrEarlierButNeverIntoThePast(SheetState state, int days, int expected)
    {
        var due = Before.CycleOf(Year)!.SelfEvaluation.Due;
        var sheet = SheetOf(Before.Measures.First(), state);

        var adopted = AdoptedSheet.Of(sheet, Before, DueMoved(days), Year, new FiscalYear(2025), JapanTime.DateOf(Now));

        Assert.Equal(due.AddDays(expected), adopted?.Due ?? sheet.Due);
        Assert.Equal(due.AddDays(expected), adopted?.After(Now).Due ?? sheet.Due);
    }

    [Fact]
    public void Refusals_DeadlineMovedToToday_SaysTomorrow()
    {
        var today = JapanTime.DateOf(Now);
        var due = Before.CycleOf(Year)!.SelfEvaluation.Due;

        Assert.Contains("今日（令和7年4月10日(木)）に早めることはできません", Assert.Single(Of(DueMoved(today.DayNumber - due.DayNumber), SheetState.Drafting).Refusals), StringComparison.Ordinal);
        Assert.Empty(Of(DueMoved(today.DayNumber - due.DayNumber + 1), SheetState.Drafting).Refusals);
    }

    [Theory]
    [InlineData(CycleStage.Approval, "会長の承認を待っている")]
    [InlineData(CycleStage.Publication, "承認・公表した年度は、その時の計画のまま")]
    [InlineData(CycleStage.Published, "承認・公表した年度は、その時の計画のまま")]
    public void Refusals_TooLate_SayWhy(CycleStage stage, string why) => Assert.Contains(
        why,
        Assert.Single(PlanAdoption.Of(Cycle with { Stage = stage }, Before, Before, new FiscalYear(2025), [], JapanTime.DateOf(Now)).Refusals),
        StringComparison.Ordinal);

    [Fact]
    public void Refusals_CriteriaChangedAfterScoring_AreNamed()
    {
        var after = Before with { Scoring = Before.Scoring with { Criteria = Before.Scoring.Criteria.SetItem(0, Before.Scoring.Criteria[0] with { Max = 5 }) } };

        Assert.Contains(Of(after, SheetState.Submitted).Refusals, r => r.Contains("評価項目", StringComparison.Ordinal));
        Assert.DoesNotContain(Of(after, SheetState.NotStarted).Refusals, r => r.Contains("評価項目", StringComparison.Ordinal));
    }

    [Fact]
    public void Refusals_CommitteeChangedOnceMembersScore_AreNamed()
    {
        var after = Before with { Committee = Before.Committee with { Members = Before.Committee.Members.RemoveAt(Before.Committee.Members.Length - 1) } };
        var cycle = Cycle with { Stage = CycleStage.Committee };

        Assert.Contains(PlanAdoption.Of(cycle, Before, after, new FiscalYear(2025), Sheets(SheetState.Accepted), JapanTime.DateOf(Now)).Refusals, r => r.Contains("委員または評点", StringComparison.Ordinal));
        Assert.Empty(Of(after, SheetState.Drafting).Refusals);
    }

    [Fact]
    public void Refusals_NoCalendarOrADayThatIsPast_AreNamed()
    {
        Assert.Contains("日程（cycles）がありません", Assert.Single(Of(Before with { Cycles = [] }, SheetState.Drafting).Refusals), StringComparison.Ordinal);
        var past = Before with { Cycles = [.. Before.Cycles.Select(c => c with { SelfEvaluation = c.SelfEvaluation with { Due = new DateOnly(2025, 4, 4) } })] };
        Assert.Contains("すでに過ぎています", Assert.Single(Of(past, SheetState.Drafting).Refusals), StringComparison.Ordinal);
    }

    /// <summary>The store lists sheets by their keys: 1, 10, 11, 2.</summary>
    [Fact]
    public void Of_SheetsInAnyOrder_AreInTheOrderOfThePlan()
    {
        string[] codes = [.. Before.MeasuresAskedIn(Year).Select(m => m.Code)];
        TypedSheetAnswers[] stored = [.. Sheets(SheetState.Drafting).OrderBy(s => s.Sheet.Measure, StringComparer.Ordinal)];

        var adoption = PlanAdoption.Of(Cycle, Before, DueMoved(7), new FiscalYear(2025), stored, JapanTime.DateOf(Now));

        Assert.NotEqual(codes, stored.Select(s => s.Sheet.Measure));
        Assert.Equal(codes, adoption.Sheets.Select(s => s.Before.Measure));
    }

    [Fact]
    public void Fingerprint_AnyDifference_IsAnother()
    {
        var (one, other) = (Of(Changed(m => m with { Name = "新しい名前" }), SheetState.Drafting), Of(Changed(m => m with { Name = "別の名前" }), SheetState.Drafting));

        Assert.NotEqual(one.Fingerprint, other.Fingerprint);
        Assert.Equal(one.Fingerprint, Of(Changed(m => m with { Name = "新しい名前" }), SheetState.Drafting).Fingerprint);
    }

    private static Plan DueMoved(int days) => Before with
    {
        Cycles = [.. Before.Cycles.Select(c => c with { SelfEvaluation = c.SelfEvaluation with { Due = c.SelfEvaluation.Due.AddDays(days) } })],
    };

    private static PlanAdoption Of(Plan after, SheetState state) =>
        PlanAdoption.Of(Cycle, Before, after, new FiscalYear(2025), Sheets(state), JapanTime.DateOf(Now));

    private static TypedSheetAnswers[] Sheets(SheetState state) =>
        [.. Before.MeasuresAskedIn(Year).Select(m => new TypedSheetAnswers(SheetOf(m, state), Answers.None))];

    private static Sheet SheetOf(Measure measure, SheetState state) =>
        Sheet.Opened(measure.Code, measure.Departments, Before.CycleOf(Year)!.SelfEvaluation.Due, Now) with
        {
            State = state,
            Version = state is SheetState.Submitted or SheetState.Accepted ? 1 : 0,
        };

    private static string Other(Measure measure) => Before.Departments.First(d => d.Mail is not null && d.Id != "zaisei" && !measure.Departments.Contains(d.Id)).Id;

    // The first measure is otherwise.
    private static Plan Changed(Func<Measure, Measure> change)
    {
        var item = Before.Items[0];
        return Before with { Items = Before.Items.SetItem(0, item with { Measures = item.Measures.SetItem(0, change(item.Measures[0])) }) };
    }
}
