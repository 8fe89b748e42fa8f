using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Changes;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Data;

/// <summary>What was otherwise in former years: names, departments, thresholds. None where nothing was.</summary>
internal static class FormerYearTable
{
    public static IEnumerable<CsvTable> Of(ReviewedYear year)
    {
        var table = OpenData.Table(
            "former_years",
            "過年度に異なっていたところ",
            [
                new("first_year", "最初の年度", CellKind.Year),
                new("last_year", "最後の年度", CellKind.Year),
                CommonColumns.Order("記載の順"),
                new("kind", "種類", CellKind.Text),
                new("subject", "対象", CellKind.Text),
                new("aspect", "内容", CellKind.Text),
                new("before", "その年度", CellKind.Text) { Blank = "なし" },
                new("after", "この年度", CellKind.Text) { Blank = "なし" },
            ],
            FormerYears.Of(year).Select((f, at) => OpenData.Row(
                Printed.Number(f.First.Year), Printed.Number(f.Last.Year), Printed.Number(at + 1), f.Change.Kind.Label(), f.Change.Subject,
                f.Change.Aspect, f.Change.Before ?? "", f.Change.After ?? "")));
        return table.Rows.IsEmpty ? [] : [table];
    }
}
