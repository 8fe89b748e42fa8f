using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;
using GyoseiFlow.Review.Tests.Rules;
using static GyoseiFlow.Review.Sheets.SheetState;

namespace GyoseiFlow.Review.Tests.Sheets;

/// <summary>Every act in every state: where it leads, or that it is refused.</summary>
public class SheetLifecycleTests
{
    private static readonly Dictionary<string, Func<Sheet, Sheet>> Acts = new()
    {
        ["draft"] = s => s.Drafted(),
        ["submit"] = s => s.Submitted(),
        ["return"] = s => s.Returned("理由", Some.Due, Some.Now),
        ["accept"] = s => s.Accepted(),
        ["extend"] = s => s.Extended("理由", Some.Due.AddDays(1), Some.Now),
        ["reassign"] = s => s.Reassigned(["kikaku"]),
        ["withdraw"] = s => s.Withdrawn(),
        ["close"] = s => s.Closed(),
        ["takeBack"] = s => s.TakenBack(Some.Now),
        ["remind"] = s => s.WrittenTo(),
        ["handOver"] = s => s.HandedOver(["kikaku"], "申し送り"),
    };

    private static readonly Dictionary<(string Act, SheetState From), SheetState> Allowed = new()
    {
        [("draft", NotStarted)] = Drafting,
        [("draft", Drafting)] = Drafting,
        [("draft", Returned)] = Returned,
        [("submit", NotStarted)] = Submitted,
        [("submit", Drafting)] = Submitted,
        [("submit", Returned)] = Submitted,
        [("return", Submitted)] = Returned,
        [("accept", Submitted)] = Accepted,
        [("extend", NotStarted)] = NotStarted,
        [("extend", Drafting)] = Drafting,
        [("extend", Returned)] = Returned,
        [("reassign", NotStarted)] = NotStarted,
        [("reassign", Drafting)] = Drafting,
        [("reassign", Submitted)] = Submitted,
        [("reassign", Returned)] = Returned,
        [("withdraw", NotStarted)] = Withdrawn,
        [("withdraw", Drafting)] = Withdrawn,
        [("withdraw", Submitted)] = Withdrawn,
        [("withdraw", Returned)] = Withdrawn,
        [("close", NotStarted)] = Missing,
        [("close", Drafting)] = Missing,
        [("close", Returned)] = Missing,
        [("takeBack", Submitted)] = Drafting,
        [("remind", NotStarted)] = NotStarted,
        [("remind", Drafting)] = Drafting,
        [("remind", Returned)] = Returned,
        [("handOver", NotStarted)] = NotStarted,
        [("handOver", Drafting)] = Drafting,
        [("handOver", Returned)] = Returned,
    };

    public static TheoryData<string, SheetState> Matrix
    {
        get
        {
            var matrix = new TheoryData<string, SheetState>();
            foreach (var act in Acts.Keys)
            {
                foreach (var state in Enum.GetValues<SheetState>())
                {
                    matrix.Add(act, state);
                }
            }

            return matrix;
        }
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public void Act_InEachState_LeadsWhereTheTableSaysOrIsRefused(string act, SheetState from)
    {
        var sheet = Some.In(from);
        if (!Allowed.TryGetValue((act, from), out var to))
        {
            Assert.Throws<RuleBrokenException>(() => Acts[act](sheet));
            return;
        }

        var after = Acts[act](sheet);

        Assert.Equal(to, after.State);
        Assert.Equal(after == sheet ? 0 : 1, after.Revision);
        Assert.Equal(act == "submit" ? 1 : 0, after.Version);
    }

    [Theory]
    [InlineData(NotStarted, true, false)]
    [InlineData(Drafting, true, false)]
    [InlineData(Submitted, false, false)]
    [InlineData(Returned, true, false)]
    [InlineData(Accepted, false, true)]
    [InlineData(Missing, false, true)]
    [InlineData(Withdrawn, false, true)]
    public void State_Each_AwaitsTheDepartmentOrIsSettled(SheetState state, bool awaits, bool settled) =>
        Assert.Equal((awaits, settled), (Some.In(state).AwaitsDepartment, Some.In(state).IsSettled));
}
