using System.Collections.Immutable;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>An act that the board offers for several sheets at once.</summary>
/// <param name="Id">In addresses and forms.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Does">Its button, at the end of "n件を".</param>
/// <param name="Done">What the results page says of a sheet.</param>
/// <param name="AsksDay">Whether it needs a day, before it can be shown what it would do.</param>
/// <param name="MissingReason">
/// What it breaks to give no reason, which is typed where it is confirmed: it has no place in an address. null where it needs none.
/// </param>
/// <param name="Warning">What to know before doing it, or null.</param>
public sealed record ManyAct(string Id, string Label, string Does, string Done, bool AsksDay, BrokenRule? MissingReason, string? Warning)
{
    /// <summary>受理.</summary>
    public static readonly ManyAct Accept = new(
        "accept", "受理", "受理する", "受理しました", AsksDay: false, MissingReason: null, "受理した個票は、公表までこの画面では差し戻せません。提出された内容を個票の画面で確認してから実行してください。");

    /// <summary>期限延長.</summary>
    public static readonly ManyAct Extend = new("extend", "期限延長", "延長する", "期限を延長しました", AsksDay: true, new ExtensionMustHaveReason(), Warning: null);

    /// <summary>督促.</summary>
    public static readonly ManyAct Remind = new(
        "remind", "督促", "督促する", "督促しました", AsksDay: false, MissingReason: null, "予定されている督促とは別に、5分以内に送ります。同じ部署の個票は1通にまとめます。");

    /// <summary>取下げ.</summary>
    public static readonly ManyAct Withdraw = new(
        "withdraw", "取下げ", "取り下げる", "取り下げました", AsksDay: false, new WithdrawingMustHaveReason(), "取り下げると、この年度は部署に提出を求めません。元に戻すことはできません。");

    /// <summary>打切り.</summary>
    public static readonly ManyAct Close = new(
        "close", "打切り", "未提出として打ち切る", "未提出として打ち切りました", AsksDay: false, new ClosingMustHaveReason(), "打ち切ると「未提出」と記録され、提出できなくなります。元に戻すことはできません。");

    /// <summary>自己評価の締切, which is for all that are open and has a page of its own.</summary>
    public static readonly ManyAct CloseStage = new(
        "closestage", "自己評価の締切", "自己評価を締め切る", "未提出として締め切りました", AsksDay: false, MissingReason: null, "締め切ると「未提出」と記録され、提出できなくなります。元に戻すことはできません。");

    /// <summary>Those that the board offers.</summary>
    public static ImmutableArray<ManyAct> All { get; } = [Accept, Extend, Remind, Withdraw, Close];

    /// <summary>The act of an id, or null.</summary>
    public static ManyAct? Of(string? id) => id == CloseStage.Id ? CloseStage : All.FirstOrDefault(a => a.Id == id);
}
