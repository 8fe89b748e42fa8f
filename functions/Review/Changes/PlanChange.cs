namespace GyoseiFlow.Review.Changes;

/// <summary>One thing that is otherwise in one plan than in another.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Subject">What changed: No.3 橋の点検, 財政課, 様式「目標」.</param>
/// <param name="Aspect">Which side of it: 名称, 担当部署, 追加.</param>
/// <param name="Before">How it was; null for something new.</param>
/// <param name="After">How it is; null for something gone.</param>
public sealed record PlanChange(PlanChangeKind Kind, string Subject, string Aspect, string? Before, string? After);

/// <summary>What a change of a plan is about.</summary>
public enum PlanChangeKind
{
    /// <summary>取組項目.</summary>
    Item,

    /// <summary>実践項目.</summary>
    Measure,

    /// <summary>部署.</summary>
    Department,

    /// <summary>Where mail goes; for the secretariat only.</summary>
    Address,

    /// <summary>個票の様式.</summary>
    Form,

    /// <summary>評価の基準.</summary>
    Scoring,

    /// <summary>日程.</summary>
    Calendar,

    /// <summary>審議会, 委員会, 部会.</summary>
    Committee,

    /// <summary>文書・メールの文章.</summary>
    Text,
}

/// <summary>The words for what a change is about.</summary>
public static class PlanChangeLabel
{
    /// <summary>The Japanese label.</summary>
    public static string Label(this PlanChangeKind kind) => kind switch
    {
        PlanChangeKind.Item => "取組項目",
        PlanChangeKind.Measure => "実践項目",
        PlanChangeKind.Department => "部署",
        PlanChangeKind.Address => "メールの宛先",
        PlanChangeKind.Form => "個票の様式",
        PlanChangeKind.Scoring => "評価の基準",
        PlanChangeKind.Calendar => "日程",
        PlanChangeKind.Committee => "委員会",
        PlanChangeKind.Text => "文書・メールの文章",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind."),
    };
}
