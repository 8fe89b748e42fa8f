using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>A page of a log, ready to be shown.</summary>
/// <param name="Plan">Whose words it is told in.</param>
/// <param name="Names">What the plan's people were called.</param>
/// <param name="Asked">What was asked for.</param>
/// <param name="Lines">The newest first.</param>
/// <param name="Acts">Everything that was ever done in this log.</param>
/// <param name="Subjects">To what it can be narrowed; none where there is no choice.</param>
/// <param name="Total">How many entries fit in all.</param>
public sealed record AuditView(
    Plan Plan,
    PersonNames Names,
    AuditAsked Asked,
    ImmutableArray<AuditLine> Lines,
    ImmutableArray<string> Acts,
    ImmutableArray<string> Subjects,
    int Total)
{
    /// <summary>How many entries are on a page.</summary>
    public const int PerPage = 50;

    /// <summary>How many pages there are.</summary>
    public int Pages => (Total + PerPage - 1) / PerPage;

    /// <summary>Of what was read.</summary>
    /// <param name="plan">Whose words it is told in.</param>
    /// <param name="planAt">The plan that held at a moment: what was done then keeps the names of then.</param>
    /// <param name="names">What the plan's people were called.</param>
    /// <param name="asked">What was asked for.</param>
    /// <param name="page">What was read.</param>
    /// <param name="subjects">To what it can be narrowed.</param>
    public static AuditView Of(
        Plan plan, Func<DateTimeOffset, Plan> planAt, PersonNames names, AuditAsked asked, AuditPage page, ImmutableArray<string> subjects) => new(
        plan, names, asked, [.. page.Entries.Select(e => AuditLine.Of(planAt(e.At), names, e))], page.Acts, subjects, page.Total);
}
