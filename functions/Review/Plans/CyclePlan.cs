using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Review.Plans;

/// <summary>The calendar of one year's review (年度サイクル). Deadlines are the end of the day in Japan.</summary>
/// <param name="Year">The fiscal year under review.</param>
/// <param name="ScoreLabel">The heading of its score column: the year, or 総括 in a plan's last year.</param>
/// <param name="Opens">The day on which departments get their tasks.</param>
/// <param name="SelfEvaluation">The departments' stage; it opens with the cycle.</param>
/// <param name="EscalateAfter">Business days after a sheet's deadline on which the head of the section is told.</param>
/// <param name="Committee">The committee's stage; null in a year without one.</param>
/// <param name="Publication">The day of publication.</param>
public sealed record CyclePlan(
    FiscalYear Year,
    string ScoreLabel,
    DateOnly Opens,
    StagePlan SelfEvaluation,
    int EscalateAfter,
    StagePlan? Committee,
    DateOnly Publication);

/// <summary>One stage of a cycle, with its reminders.</summary>
/// <param name="Opens">Its first day.</param>
/// <param name="Due">Its last day.</param>
/// <param name="RemindAt">Business days from the deadline: negative before it, positive after it.</param>
public sealed record StagePlan(DateOnly Opens, DateOnly Due, ImmutableArray<int> RemindAt);
