using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>Reads what was, each entry with the last year in which it was so.</summary>
internal static class FormerReader
{
    public static ImmutableArray<FormerName> ReadNames(PlanValue list, PlanYears years) =>
        Read(list, years, (section, _, until) => new FormerName(until, section.Required("name").Line()));

    public static ImmutableArray<FormerMeasure> ReadMeasures(
        PlanValue list, PlanYears years, Func<PlanValue, ImmutableArray<string>> readDepartments) =>
        Read(list, years, (section, end, until) =>
        {
            var (name, departments, revision) = (section.Optional("name"), section.Optional("departments"), section.Optional("revision"));
            NeedOne(end, name, departments, revision);
            return new FormerMeasure(
                until,
                name.Exists ? name.Line() : null,
                departments.Exists ? readDepartments(departments) : [],
                revision.Exists ? revision.Line() : null);
        });

    public static ImmutableArray<FormerRules> ReadRules(PlanValue list, PlanYears years, Func<PlanValue, GradeScale> readGrades) =>
        Read(list, years, (section, end, until) =>
        {
            var (measure, mean, rounding) = (section.Optional("measureGrades"), section.Optional("meanGrades"), section.Optional("meanRounding"));
            NeedOne(end, measure, mean, rounding);
            return new FormerRules(
                until,
                measure.Exists ? readGrades(measure) : null,
                mean.Exists ? readGrades(mean) : null,
                rounding.Exists ? ScoringReader.ReadRounding(rounding.Section()) : null);
        });

    private static ImmutableArray<T> Read<T>(PlanValue list, PlanYears years, Func<PlanSection, PlanValue, FiscalYear, T> read)
    {
        var ends = new NameList("最後の年度", "former");
        return
        [
            .. list.List().Select(value =>
            {
                var section = value.Section();
                var untilValue = section.Required("until");
                var until = untilValue.Year();
                ends.Declare(untilValue, until == default ? "" : until.ToString());
                CheckYear(untilValue, until, years);
                var former = read(section, untilValue, until);
                section.Close();
                return former;
            }),
        ];
    }

    // What was until the plan's last year is what is; what was before its first is no year of this plan.
    private static void CheckYear(PlanValue value, FiscalYear until, PlanYears years)
    {
        if (until != default && years.AreKnown && (until < years.First || until >= years.Last))
        {
            value.Error(
                $"former の until（{until}）は、そのことが最後に当てはまった年度です。{years.First}から、{years.Last.Previous}までの年度を書いてください。");
        }
    }

    private static void NeedOne(PlanValue until, params PlanValue[] values)
    {
        if (values.All(v => !v.Exists))
        {
            until.Error("former には、until のほかに、変わる前の内容を1つ以上書いてください。");
        }
    }
}
