using System.Collections.Immutable;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Data;

/// <summary>
/// The year's facts and figures as tables. With them every published figure can be computed again, down to the committee's mean of
/// an item: single members' scores are never published.
/// </summary>
internal static class OpenData
{
    /// <summary>Every table, in the order in which they are listed; the data dictionary, which describes them all, last.</summary>
    public static ImmutableArray<CsvTable> Tables(ReviewedYear year)
    {
        ImmutableArray<CsvTable> facts =
        [
            PlanTables.Plan(year), .. year.Plan.IsScored ? Scored(year) : Unscored(year), .. PlanDataTables.Of(year),
        ];
        ImmutableArray<CsvTable> rules =
        [
            .. year.Plan.IsScored
                ? [ScoringTables.GradeThresholds(year.Plan), ScoringTables.GradeCaps(year.Plan), ScoringTables.Rounding(year.Plan)]
                : Array.Empty<CsvTable>(),
            HistoryTable.Of(year), .. FormerYearTable.Of(year), .. CorrectionData.Tables(year),
        ];
        var forms = AnswerTables.Of(year, taken: [.. facts.Concat(rules).Select(t => t.Name), CodeTable.Name, DataDictionary.Name]);
        ImmutableArray<CsvTable> described = [.. facts.Concat(forms).Concat(rules).Append(CodeTable.Of(year)).Select(t => t.Keyed(year))];
        return described.Add(DataDictionary.Of(described, year));
    }

    private static IEnumerable<CsvTable> Scored(ReviewedYear year) =>
    [
        PlanTables.Effects(year), PlanTables.Criteria(year.Plan),
        .. MeasureTables.Of(year),
        .. ItemTables.Of(year),
        .. ThemeTables.Of(year),
        OpinionTables.Opinions(year), OpinionTables.Committee(year),
        ChangeTable.Of(year),
    ];

    // Tables that the plan has nothing for would say nothing.
    private static IEnumerable<CsvTable> Unscored(ReviewedYear year)
    {
        CsvTable[] always = [MeasureTables.Unscored(year), MeasureTables.Departments(year), ItemTables.Unscored(year)];
        CsvTable[] some =
        [
            PlanTables.Effects(year), ItemTables.Themes(year), ThemeTables.Unscored(year.Plan),
            OpinionTables.Opinions(year),
            .. YearCommittee.TakesPart(year) ? [OpinionTables.Committee(year)] : Array.Empty<CsvTable>(), ChangeTable.Of(year),
        ];
        return [.. always, .. some.Where(t => t.Rows.Length > 0)];
    }

    internal static ImmutableArray<string> Row(params ImmutableArray<string> cells) => cells;

    internal static CsvTable Table(
        string name, string title, ImmutableArray<CsvColumn> columns, IEnumerable<ImmutableArray<string>> rows) =>
        new(name, title, columns, [.. rows]);
}
