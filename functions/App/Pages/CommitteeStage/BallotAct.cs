using System.Collections.Immutable;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.App.Pages.CommitteeStage;

/// <summary>An act that the secretariat's page offers for several ballots at once.</summary>
/// <param name="Id">In addresses and forms.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Does">Its button, at the end of "n人".</param>
/// <param name="Done">What the results page says of a ballot.</param>
/// <param name="MissingReason">
/// What it breaks to give no reason, which is typed where it is confirmed: it has no place in an address. null where it needs neither reason nor day.
/// </param>
/// <param name="Mail">Which mail leaves.</param>
public sealed record BallotAct(string Id, string Label, string Does, string Done, BrokenRule? MissingReason, string Mail)
{
    /// <summary>期限延長.</summary>
    public static readonly BallotAct Extend = new(
        "extend", "期限延長", "の期限を延長する", "期限を延長しました", new BallotExtensionMustHaveReason(), "新しい期限を書いた評価の依頼");

    /// <summary>督促.</summary>
    public static readonly BallotAct Remind = new(
        "remind", "督促", "に督促する", "督促しました", MissingReason: null, "予定されている督促とは別に、評価の督促");

    /// <summary>委員評価の締切, which is for all that are open and has a page of its own.</summary>
    public static readonly BallotAct CloseStage = new(
        "closestage", "委員評価の締切", "", "未提出として締め切りました", MissingReason: null, "");

    /// <summary>Those that the list offers.</summary>
    public static ImmutableArray<BallotAct> All { get; } = [Extend, Remind];

    /// <summary>The act of an id, or null.</summary>
    public static BallotAct? Of(string? id) => id == CloseStage.Id ? CloseStage : All.FirstOrDefault(a => a.Id == id);
}
