using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Data;

/// <summary>Columns that more than one table has; the same name always means the same.</summary>
internal static class CommonColumns
{
    public const string NoUnit = "なし";

    public const string Points = "点";

    public static CsvColumn Region { get; } = new("region_code", "全国地方公共団体コード", CellKind.Code) { CodeList = "region", Note = "検査数字を含む6桁" };

    public static CsvColumn Plan { get; } = new("plan_id", "計画の符号", CellKind.Code) { CodeList = "plan" };

    public static CsvColumn FiscalYear { get; } = new("fiscal_year", "評価の対象とした年度", CellKind.Year) { Unit = "年度", CodeList = "fiscal_year" };

    public static CsvColumn MeasureCode { get; } = new("measure_code", "実践項目の番号", CellKind.Code) { CodeList = "measure" };

    public static CsvColumn ItemNumber { get; } = new("item_number", "取組項目の番号", CellKind.Integer) { Unit = NoUnit, CodeList = "item" };

    public static CsvColumn ThemeId { get; } = new("theme_id", "テーマの符号", CellKind.Code) { CodeList = "theme" };

    public static CsvColumn CriterionId { get; } = new("criterion_id", "評価項目の符号", CellKind.Code) { CodeList = "criterion" };

    public static CsvColumn GradedYear { get; } = new("graded_fiscal_year", "総合評価の年度", CellKind.Year) { Unit = "年度" };

    public static CsvColumn MeasureCount { get; } = new("measure_count", "評価のある実践項目の数", CellKind.Integer) { Unit = "件" };

    public static CsvColumn Total { get; } = new("total", "合計", CellKind.Decimal) { Unit = Points, Blank = "評価なし" };

    public static CsvColumn Grade { get; } = new("grade", "総合評価", CellKind.Code) { CodeList = "grade", Blank = "評価なし" };

    public static CsvColumn Status { get; } = new("status", "評価の状態", CellKind.Code) { CodeList = "status" };

    public static CsvColumn Mean { get; } = new("mean", "平均値", CellKind.Decimal) { Unit = Points };

    public static CsvColumn CommitteeMean(CommitteePlan committee) => new("committee_mean", CommitteeWords.Mean(committee), CellKind.Decimal) { Unit = Points, Blank = "評価なし" };

    public static CsvColumn Order(string label) => new("order", label, CellKind.Integer) { Unit = NoUnit };
}
