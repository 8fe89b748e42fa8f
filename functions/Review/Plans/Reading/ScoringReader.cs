using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>Reads scoring: criteria, grades, rounding.</summary>
internal static class ScoringReader
{
    private const int HighestScore = 1000;

    // A scale that can't be read: any score fits it, so that nothing else is reported.
    private static readonly (int Min, int Max) Unknown = (int.MinValue, int.MaxValue);

    public static ScoringRules Read(PlanSection section, PlanYears years)
    {
        var ids = new NameList("評価項目", "criteria");
        var names = new NameList("評価項目", "criteria");
        ImmutableArray<Criterion> criteria =
            [.. section.Required("criteria").List(atLeast: 1).Select(value => ReadCriterion(value, ids, names))];
        var lowestTotal = criteria.Any(c => c.Min == Unknown.Min) ? long.MaxValue : criteria.Sum(c => (long)c.Min);
        var rules = new ScoringRules(
            criteria,
            ReadGrades(section.Required("measureGrades").Section(), ids, lowestTotal),
            ReadGrades(section.Required("meanGrades").Section(), ids, lowestTotal),
            ReadRounding(section.Required("meanRounding").Section()))
        {
            Former = FormerReader.ReadRules(
                section.Optional("former"), years, grades => ReadGrades(grades.Section(), ids, lowestTotal)),
        };
        section.Close();
        return rules;
    }

    public static Rounding ReadRounding(PlanSection section)
    {
        var rounding = new Rounding(section.Required("decimals").Integer(0, 4), section.Required("mode").OneOf<RoundingMode>());
        section.Close();
        return rounding;
    }

    /// <summary>A scale's two ends.</summary>
    public static (int Min, int Max) ReadScale(PlanSection section)
    {
        var min = section.Required("min").IntegerIfAny(-HighestScore, HighestScore);
        var highest = section.Required("max");
        var max = highest.IntegerIfAny(-HighestScore, HighestScore);
        if (max <= min)
        {
            highest.Error(string.Create(
                CultureInfo.InvariantCulture, $"最高点（{max}）は最低点（{min}）より大きくしてください。"));
        }

        return (min ?? Unknown.Min, max ?? Unknown.Max);
    }

    private static Criterion ReadCriterion(PlanValue value, NameList ids, NameList names)
    {
        var section = value.Section();
        var id = ids.Declare(section.Required("id"), v => v.Id());
        var name = names.Declare(section.Required("name"), v => v.Line());
        var (min, max) = ReadScale(section);
        var labels = section.Optional("labels").Section().Labels(min, max);
        section.Close();
        return new Criterion(id, name, min, max, labels);
    }

    private static GradeScale ReadGrades(PlanSection section, NameList criteria, long lowestTotal)
    {
        var grades = new NameList("評価", "thresholds", "評価");
        var values = section.Required("thresholds").List(atLeast: 1);
        var thresholds = ImmutableArray.CreateBuilder<GradeThreshold>();
        GradeThreshold? better = null;
        foreach (var value in values)
        {
            var (threshold, isKnown) = ReadThreshold(value.Section(), grades, better);
            thresholds.Add(threshold);
            better = isKnown ? threshold : null;
        }

        if (better is not null && better.From > lowestTotal)
        {
            values[^1].Error(string.Create(
                CultureInfo.InvariantCulture,
                $"最後の評価「{better.Grade}」のfromは、最低の合計点（{lowestTotal}）以下にしてください。どの評価にもならない点数ができます。"));
        }

        ImmutableArray<GradeCap> caps =
            [.. section.Optional("caps").List().Select(value => ReadCap(value.Section(), criteria, grades))];
        section.Close();
        return new GradeScale(thresholds.ToImmutable(), caps);
    }

    // Not known: where the number can't be read there is nothing to compare the next one with.
    private static (GradeThreshold Threshold, bool IsKnown) ReadThreshold(
        PlanSection section, NameList grades, GradeThreshold? better)
    {
        var grade = grades.Declare(section.Required("grade"), v => v.Line());
        var fromValue = section.Required("from");
        var from = fromValue.Number();
        if (from >= better?.From)
        {
            fromValue.Error(string.Create(
                CultureInfo.InvariantCulture,
                $"「{grade}」のfrom（{from}）は、1つ上の「{better.Grade}」のfrom（{better.From}）より小さくしてください。高い評価から順に書きます。"));
        }

        section.Close();
        return (new GradeThreshold(grade, from ?? 0), from is not null);
    }

    private static GradeCap ReadCap(PlanSection section, NameList criteria, NameList grades)
    {
        var criterionValue = section.Required("criterion");
        var criterion = criterionValue.Id();
        criteria.Refer(criterionValue, criterion);
        var atMost = section.Required("atMost").Number() ?? 0;
        var gradeValue = section.Required("grade");
        var grade = gradeValue.Line();
        grades.Refer(gradeValue, grade);
        section.Close();
        return new GradeCap(criterion, atMost, grade);
    }
}
