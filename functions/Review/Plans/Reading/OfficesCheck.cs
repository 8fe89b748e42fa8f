using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>
/// Whether every year finds the offices that answer for a measure: departments come and go, and a split or a merger can leave open who
/// answers.
/// </summary>
/// <param name="plan">The plan so far: its years, departments and calendar.</param>
internal sealed class OfficesCheck(Plan plan)
{
    private readonly Succession succession = new(plan.Departments);

    /// <summary>Checks every year in which a measure is asked for.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="list">Where its departments are written.</param>
    public void Check(Measure measure, PlanValue list)
    {
        if (measure.Departments.IsEmpty || measure.Started == default || plan.FirstYear == default || plan.LastYear == default)
        {
            return;
        }

        // One mistake a measure: the next year's would say the same again.
        foreach (var year in plan.Years.Where(y => IsAskedIn(measure, y)))
        {
            if (ProblemIn(measure, year) is { } problem)
            {
                (list.List() is [var first, ..] ? first : list).Error(problem);
                return;
            }
        }
    }

    private bool IsAskedIn(Measure measure, FiscalYear year) =>
        year >= measure.Started && (measure.Ended is not { } end || end.Year == default || year <= end.Year || year == plan.LastYear);

    private string? ProblemIn(Measure measure, FiscalYear year)
    {
        // An opening day that isn't one has been reported there.
        if (plan.CycleOf(year)?.Opens < new FiscalYear(FiscalYear.MinYear).First)
        {
            return null;
        }

        var offices = plan.OfficesIn(year);
        var named = measure.DepartmentsIn(year);
        foreach (var id in named)
        {
            // One that isn't in the list has been reported there.
            if (succession.Find(id) is not { } department)
            {
                return null;
            }

            if (succession.Followed(id, offices) is { Length: not 1 } followed)
            {
                return Unclear(department, followed, year, offices);
            }
        }

        var lead = succession.Find(succession.Followed(named[0], offices)[0])!;
        return lead.Mail is not null ? null
            : lead.Id == measure.Departments[0]
            ? $"最初の部署「{lead.Id}」にはmailがなく、依頼を送れません。mailのある部署を最初にするか、departmentsにmailを書き足してください。"
            : $"{year}の評価では最初の部署が「{lead.Id}」になりますが、mailがなく、依頼を送れません。departmentsにmailを書き足してください。";
    }

    private string Unclear(Department department, ImmutableArray<string> followed, FiscalYear year, FiscalYear offices)
    {
        var names = string.Join("、", followed.Select(id => succession.Find(id)!.Name));
        var what = followed.IsEmpty
            ? $"{offices}にはありません"
            : department.Until < offices ? $"{department.Until}までで、{names}に分かれました" : $"{department.From}からで、その前は{names}でした";
        return department.Until < offices
            ? $"部署「{department.Name}」は{what}。{year}の評価（{offices}に実施）からの担当を departments に書き、それまでの担当を former に until と departments で書いてください。"
            : $"部署「{department.Name}」は{what}。{year}の評価（{offices}に実施）までの担当を、former に until と departments で書いてください。";
    }
}
