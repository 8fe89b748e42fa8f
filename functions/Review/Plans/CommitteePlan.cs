using System.Collections.Immutable;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Review.Plans;

/// <summary>The committee of citizens and experts (審議会).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Min">The lowest score that a member gives an item.</param>
/// <param name="Max">The highest.</param>
/// <param name="Labels">The wording of scores; those without one are left unlabelled, as in the paper.</param>
/// <param name="MeanRounding">How an item's mean, and a theme's mean of those, is rounded.</param>
/// <param name="Members">One of them is the chair.</param>
public sealed record CommitteePlan(
    string Name,
    int Min,
    int Max,
    ImmutableSortedDictionary<int, string> Labels,
    Rounding MeanRounding,
    ImmutableArray<Member> Members)
{
    /// <summary>Of a plan without a committee.</summary>
    public static CommitteePlan None { get; } =
        new("", 0, 0, ImmutableSortedDictionary<int, string>.Empty, Rounding.HalfUpToOneDecimal, []);

    /// <summary>The groups that work on copies of the sheets instead of scoring them; empty where every member scores.</summary>
    public ImmutableArray<CommitteeGroup> Groups { get; init; } = [];

    /// <summary>Whether there is a committee at all: without members the secretariat publishes after its own check.</summary>
    public bool Exists => Members.Length > 0;

    /// <summary>Whether members score items by ballot; groups work on copies of the sheets instead.</summary>
    public bool Scores => Exists && Groups.IsEmpty;

    /// <summary>What kind of body it is, as documents say it for short: 審議会, 部会, 会議 or 協議会 by the end of its name, else 委員会.</summary>
    public string Kind => Kinds.FirstOrDefault(kind => Name.EndsWith(kind, StringComparison.Ordinal)) ?? "委員会";

    private static ImmutableArray<string> Kinds { get; } = ["審議会", "部会", "協議会", "会議"];

    /// <summary>The member who approves the opinion document.</summary>
    public Member Chair => Members.First(m => m.IsChair);
}

/// <summary>A member of the committee (審議会委員).</summary>
/// <param name="Id">ASCII id; names stay out of the plan file.</param>
/// <param name="Role">e.g. 会長, 副会長, 委員.</param>
/// <param name="IsChair">Whether this member approves.</param>
/// <param name="IsPubliclyRecruited">公募委員.</param>
/// <param name="Mail">Where the ballot's invitation goes.</param>
public sealed record Member(string Id, string Role, bool IsChair, bool IsPubliclyRecruited, string Mail);

/// <summary>A group of the committee (グループ, 部会) that works on its own copy of every sheet.</summary>
/// <param name="Id">ASCII id.</param>
/// <param name="Name">グループ①.</param>
/// <param name="Members">The ids of its members; at least one.</param>
public sealed record CommitteeGroup(string Id, string Name, ImmutableArray<string> Members);
