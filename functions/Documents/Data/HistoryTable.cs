using GyoseiFlow.Documents.Html;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Data;

/// <summary>The versions of this document and data, each with its day and reason.</summary>
internal static class HistoryTable
{
    public static CsvTable Of(ReviewedYear year) => OpenData.Table(
        "history",
        "版の履歴",
        [
            new("version", "版", CellKind.Integer) { Unit = "版" },
            new("published_on", "公表日", CellKind.Date),
            new("reason", "訂正の理由", CellKind.Text) { Blank = "最初の公表", Note = "前の版は、その版の場所にそのまま残る" },
        ],
        [
            OpenData.Row("1", Printed.Iso(year.FirstPublishedOn), ""),
            .. year.Corrections.Select(c => OpenData.Row(Printed.Number(c.Version), Printed.Iso(c.On), c.Reason)),
        ]);
}
