using System.Collections.Immutable;
using GyoseiFlow.Review.Rules;
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
        Act.MissingReason is not null && Due.Day is null ? [("due", "新しい期限を、年月日で入力してください。")] : [];

    /// <summary>What is wrong with the reason, by field.</summary>
    public ImmutableArray<(string Field, string Message)> ReasonProblem =>
        Act.MissingReason is { } missing && WrittenReason.Problem(Reason, missing) is { } problem ? [("reason", problem.Message)] : [];

    /// <summary>What an address says.</summary>
    public static TypedBallotAct Of(BallotAct act, IQueryCollection query) => new(
        act, [.. query["member"].OfType<string>().Distinct(StringComparer.Ordinal)], TypedDeadline.Of(query, "due"), "");

    /// <summary>What a form sent.</summary>
    public static TypedBallotAct Of(BallotAct act, PostedForm form) => new(
        act, [.. form.All("member").Distinct(StringComparer.Ordinal)], TypedDeadline.Of(form, "due"), form["reason"]);
}
