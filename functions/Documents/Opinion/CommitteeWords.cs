using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Opinion;

/// <summary>How the document calls what the committee gave, by the kind of body that it is: 審議会評価平均 in 苫小牧市's paper.</summary>
internal static class CommitteeWords
{
    public static string Mean(CommitteePlan committee) => $"{Evaluation(committee)}平均";

    /// <summary>The chart of the departments' evaluation beside the committee's.</summary>
    public static string Pairs(CommitteePlan committee) => $"自己評価と{Evaluation(committee)}";

    public static string Evaluation(CommitteePlan committee) => $"{committee.Kind}評価";
}
