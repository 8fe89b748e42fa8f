using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Corrections;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Tests.Rules;

public class ReasonMustNotBeTooLongTests
{
    // 𠮷 is one character, though it takes two places in memory.
    private static readonly string Longest = string.Concat(Enumerable.Repeat("𠮷", WrittenReason.MaxLength));

    public static TheoryData<string> Acts =>
    [
        "return", "extend", "hand over", "ask for more time", "decline", "extend a ballot", "correct", "leave out", "close", "close the ballots", "send back", "adopt",
    ];

    [Theory]
    [MemberData(nameof(Acts))]
    public void Act_ReasonOfTheMostCharactersAsPeopleCount_IsTaken_OneMoreIsNot(string act)
    {
        Do(act, Longest);

        var rule = Assert.IsType<ReasonMustNotBeTooLong>(Refused.By(() => Do(act, Longest + "あ")));
        Assert.Equal("入力できるのは2000文字までです（いま2001文字）。短くして、もう一度送ってください。", rule.Message);
    }

    private static object Do(string act, string reason) => act switch
    {
        "return" => Some.Submitted.Returned(reason, Some.Due, Some.Now),
        "extend" => Some.Sheet.Extended(reason, Some.Due.AddDays(1), Some.Now),
        "hand over" => Some.Sheet.HandedOver(["kikaku"], reason),
        "ask for more time" => Request(reason),
        "decline" => Request("繁忙").Declined(reason),
        "extend a ballot" => Some.Ballot.Extended(reason, Some.Due.AddDays(1), Some.Now),
        "correct" => Correction.Ordered(2, Some.Today, reason, [new(ChangedSubject.Measure, new Labelled("1", "広告料"), ChangedFigure.Total, null, "5", "4")]),
        "leave out" => OpinionWork.Begun([new("m1", 1, "良い")]).LeftOut(1, 1, reason),
        "close" => Some.Cycle.SelfEvaluationClosed(reason, "secretariat", Some.Now),
        "close the ballots" => Committee.CommitteeClosed(reason, "secretariat", Some.Now),
        "send back" => Committee.MovedTo(CycleStage.Compiling).SentToChair().SentBack(reason),
        _ => Some.Cycle.Adopted(2, new FiscalYear(2024), ImmutableSortedDictionary<string, MeasureEnd>.Empty, reason, "secretariat", Some.Now),
    };

    private static Cycle Committee => Some.Cycle.MovedTo(CycleStage.Committee);

    private static ExtensionRequest Request(string reason) =>
        ExtensionRequest.Of(Some.Sheet, Some.Due.AddDays(1), reason, "department:zaisei", Some.Now);
}
