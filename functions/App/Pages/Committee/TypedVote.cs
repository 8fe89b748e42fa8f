using System.Globalization;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Pages.Committee;

/// <summary>What a form said of one item, with what is wrong with it.</summary>
/// <param name="Score">As posted; empty for not decided.</param>
/// <param name="Opinion">As typed.</param>
/// <param name="IsWithoutOpinion">Whether 意見なし is ticked.</param>
public sealed record TypedVote(string Score, string Opinion, bool IsWithoutOpinion)
{
    /// <summary>The field with the score.</summary>
    public const string ScoreField = "score";

    /// <summary>The field with the words.</summary>
    public const string OpinionField = "opinion";

    /// <summary>The field that says 意見なし.</summary>
    public const string NoneField = "none";

    /// <summary>What the form starts with.</summary>
    public static TypedVote Of(Vote vote) => new(
        vote.Score?.ToString(CultureInfo.InvariantCulture) ?? "", vote.Opinion ?? "", vote.Opinion is null);

    /// <summary>Reads it from a form.</summary>
    public static TypedVote Read(PostedForm form) => new(form[ScoreField], form[OpinionField], form.Has(NoneField));

    /// <summary>The vote; only when there is no problem.</summary>
    public Vote ToVote() => new(ScoreIn(Score), string.IsNullOrWhiteSpace(Opinion) ? IsWithoutOpinion ? null : "" : Opinion);

    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyList<(string Field, string Message)> Problems(CommitteePlan committee)
    {
        var problems = new List<(string, string)>();
        if (Score.Length > 0 && !(ScoreIn(Score) is { } score && score >= committee.Min && score <= committee.Max))
        {
            problems.Add((ScoreField, $"評点は{committee.Min}～{committee.Max}から選んでください。"));
        }

        var length = new Vote(null, Opinion).CountOpinion();
        if (length > Vote.MostOpinion)
        {
            problems.Add((OpinionField, $"意見は{Vote.MostOpinion}文字までです（いま{length}文字）。短くしてください。"));
        }

        if (IsWithoutOpinion && !string.IsNullOrWhiteSpace(Opinion))
        {
            problems.Add((OpinionField, "「意見なし」にチェックがありますが、意見が入力されています。チェックを外すか、意見を消してください。"));
        }

        return problems;
    }

    private static int? ScoreIn(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var score) ? score : null;
}
