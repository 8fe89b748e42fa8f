using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;

namespace GyoseiFlow.App.Pages.CommitteeStage;

/// <summary>What an act on several ballots was asked with.</summary>
/// <param name="Act">The act.</param>
/// <param name="Members">The chosen members' ids, each once.</param>
/// <param name="Due">The new deadline as typed.</param>
/// <param name="Reason">As typed.</param>
public sealed record TypedBallotAct(BallotAct Act, ImmutableArray<string> Members, TypedDeadline Due, string Reason)
{
    /// <summary>That the day is missing, by field.</summary>
    public ImmutableArray<(string Field, string Message)> DayProblem =>
        Act.AsksDayAndReason && Due.Day is null ? [("due", "新しい期限を、年月日で入力してください。")] : [];

    /// <summary>That the reason is missing, by field.</summary>
    public ImmutableArray<(string Field, string Message)> ReasonProblem => Act.AsksDayAndReason && string.IsNullOrWhiteSpace(Reason)
        ? [("reason", "期限を延長する理由を入力してください。操作の記録に残ります。")]
        : [];

    /// <summary>What an address says.</summary>
    public static TypedBallotAct Of(BallotAct act, IQueryCollection query) => new(
        act, [.. query["member"].OfType<string>().Distinct(StringComparer.Ordinal)], TypedDeadline.Of(query, "due"), "");

    /// <summary>What a form sent.</summary>
    public static TypedBallotAct Of(BallotAct act, PostedForm form) => new(
        act, [.. form.All("member").Distinct(StringComparer.Ordinal)], TypedDeadline.Of(form, "due"), form["reason"]);
}
