using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Corrections;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Data;

/// <summary>The corrections as data: what changed in each version, figure by figure.</summary>
internal static class CorrectionData
{
    /// <summary>corrections.csv; the first version has none, and a table of nothing would say little.</summary>
    public static IEnumerable<CsvTable> Tables(ReviewedYear year) => year.Corrections.IsEmpty ? [] : [Table(year)];

    /// <summary>For data.json.</summary>
    public static IEnumerable<object> Json(ReviewedYear year) => year.Corrections.Select(c => new
    {
        c.Version,
        PublishedOn = Printed.Iso(c.On),
        c.Reason,
        Changes = c.Changes.Select(change => new
        {
            Of = Code(change.Of),
            change.Subject.Code,
            Figure = Code(change.Figure),
            Detail = change.Detail?.Code,
            change.Before,
            change.After,
        }),
    });

    /// <summary>The codes of the two columns that have codes, for codes.csv.</summary>
    public static IEnumerable<(string Name, IEnumerable<(string Code, string Label)> Codes)> CodeLists(ReviewedYear year) =>
        year.Corrections.IsEmpty
            ? []
            :
            [
                ("changed_of", Enum.GetValues<ChangedSubject>().Select(s => (Code(s), s.Label()))),
                ("changed_figure", Enum.GetValues<ChangedFigure>().Select(f => (Code(f), f.Label()))),
            ];

    private static CsvTable Table(ReviewedYear year) => OpenData.Table(
        "corrections",
        "訂正の内容",
        [
            new("version", "訂正した版", CellKind.Integer) { Unit = "版" },
            new("published_on", "その版の公表日", CellKind.Date),
            new("reason", "訂正の理由", CellKind.Text),
            CommonColumns.Order("版ごとの通し番号"),
            new("of", "対象の種類", CellKind.Code) { CodeList = "changed_of" },
            new("code", "対象の番号・符号", CellKind.Code),
            new("name", "対象の名称", CellKind.Text),
            new("figure", "訂正した数値・記載の種類", CellKind.Code) { CodeList = "changed_figure" },
            new("detail", "評価項目・様式の項目・年度・掲載順などの符号", CellKind.Code) { Blank = "区分なし" },
            new("what", "訂正した数値・記載", CellKind.Text),
            new("before", "訂正前", CellKind.Text) { Blank = "なし" },
            new("after", "訂正後", CellKind.Text) { Blank = "なし" },
        ],
        year.Corrections.SelectMany(c => c.Changes.Select((change, at) => OpenData.Row(
            Printed.Number(c.Version), Printed.Iso(c.On), c.Reason, Printed.Number(at + 1),
            Code(change.Of), change.Subject.Code, change.Subject.Name,
            Code(change.Figure), change.Detail?.Code ?? "", ChangeWords.What(change), change.Before ?? "", change.After ?? ""))));

    // measure, committee_mean.
    private static string Code<T>(T value)
        where T : struct, Enum =>
        System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
