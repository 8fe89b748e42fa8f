using GyoseiFlow.Documents.Data;

namespace GyoseiFlow.Documents.Verification;

/// <summary>The computed columns of the CSV files.</summary>
internal static class TableFigures
{
    /// <summary>Every table with computed columns, its key, and those columns.</summary>
    private static readonly (string File, string Title, string[] Key, string[] Columns)[] Computed =
    [
        ("measures.csv", "実践項目の合計と総合評価", ["measure_code"], ["total", "grade"]),
        ("measure_grades.csv", "実践項目の総合評価（評価の年度）", ["measure_code", "graded_fiscal_year"], ["grade"]),
        ("items.csv", "取組項目の件数・合計・総合評価", ["item_number"], ["measure_count", "total", "grade"]),
        ("item_means.csv", "取組項目の平均値", ["item_number", "criterion_id"], ["mean"]),
        ("item_grades.csv", "取組項目の総合評価（評価の年度）", ["item_number", "graded_fiscal_year"], ["grade"]),
        ("themes.csv", "テーマの件数・合計・総合評価・委員評価の平均", ["theme_id"], ["item_count", "measure_count", "total", "grade", "committee_mean"]),
        ("theme_means.csv", "テーマの平均値", ["theme_id", "criterion_id"], ["mean"]),
    ];

    /// <summary>The same of tables that are there only where the plan has something for them.</summary>
    private static readonly (string File, string Title, string[] Key, string[] Columns)[] BeyondScores =
    [
        ("attainment.csv", "指標の達成率", ["measure_code", "part_name", "actual_fiscal_year"], ["target_fiscal_year", "rate", "verdict", "verdict_label"]),
        ("progress_means.csv", "進捗状況の平均値", ["measure_code", "field_id"], ["mean", "label"]),
    ];

    /// <summary>Compares them all.</summary>
    public static IEnumerable<CheckedPart> Check(
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, PublishedFacts facts, FigureComparison comparison) =>
        (facts.IsScored ? Computed : []).Concat(BeyondScores.Where(t => files.ContainsKey($"data/{t.File}"))).Select(table => comparison.Table(
            $"{table.Title}（{table.File}）",
            table.File,
            [.. ReadTable.Of(files, table.File).Rows.Where(r => IsOfTheYear(r, facts)).SelectMany(r => Figures(table.File, table.Key, table.Columns, r))]));

    // Former years' grades are facts here: their scores were published in their own year.
    private static bool IsOfTheYear(ReadRow row, PublishedFacts facts) =>
        !row.Cells.ContainsKey("graded_fiscal_year") || row.Integer("graded_fiscal_year") == facts.Year;

    private static IEnumerable<PublishedFigure> Figures(string file, string[] key, string[] columns, ReadRow row) => columns.Select(column =>
        new PublishedFigure(row.File, $"{row.Line}行目", RowAddress.Of(file, column, [.. key.Select(k => (k, row[k]))]), row[column]));
}
