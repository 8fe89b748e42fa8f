using System.Collections.Immutable;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents;

/// <summary>A plan's items over the years, as the site lets readers follow them.</summary>
/// <param name="Years">The published years of the plan in their newest versions, the newest first; at least one.</param>
/// <param name="Grades">The items' grades of these years, and of those before that were taken in.</param>
public sealed record PublishedCourse(ImmutableArray<CourseYear> Years, PastGrades Grades)
{
    /// <summary>The plan's id.</summary>
    public string PlanId => Years[0].Published.PlanId;

    /// <summary>Where its page is, relative to the site: plan/items.html.</summary>
    public string Path => $"{PlanId}/items.html";
}

/// <summary>A published year and the plan by which it was reviewed.</summary>
/// <param name="Published">Where the year's document is.</param>
/// <param name="Plan">The plan as of the year.</param>
public sealed record CourseYear(PublishedYear Published, Plan Plan);
