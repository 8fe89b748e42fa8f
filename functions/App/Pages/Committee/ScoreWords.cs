using System.Globalization;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Pages.Committee;

/// <summary>The committee's scores in words.</summary>
internal static class ScoreWords
{
    /// <summary>5 良い, or 4 where the plan has no words for it.</summary>
    public static string Of(CommitteePlan committee, int score) => committee.Labels.TryGetValue(score, out var label)
        ? string.Create(CultureInfo.InvariantCulture, $"{score}　{label}")
        : score.ToString(CultureInfo.InvariantCulture);

    /// <summary>The whole scale in a line.</summary>
    public static string Scale(CommitteePlan committee) => string.Create(
        CultureInfo.InvariantCulture,
        $"{committee.Min}～{committee.Max}（{string.Join("、", committee.Labels.Reverse().Select(l => $"{l.Key}＝{l.Value}"))}）");

    /// <summary>Every score, the best first.</summary>
    public static IEnumerable<int> All(CommitteePlan committee) =>
        Enumerable.Range(committee.Min, committee.Max - committee.Min + 1).Reverse();
}
