using GyoseiFlow.Documents.Html;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Data;

/// <summary>The committee and what it said; never who said it.</summary>
internal static class OpinionTables
{
    public static CsvTable Opinions(ReviewedYear year) => OpenData.Table(
        "opinions",
        "委員の意見",
        [
            CommonColumns.ItemNumber, CommonColumns.Order("掲載順"),
            new("text", "意見", CellKind.Text) { Note = "改行は「 / 」に置き換えた" },
        ],
        year.Plan.Items.SelectMany(i => year.Opinions.Of(i.Number).Select((text, at) =>
            OpenData.Row(Printed.Number(i.Number), Printed.Number(at + 1), text))));

    public static CsvTable Committee(ReviewedYear year) => OpenData.Table(
        "committee",
        $"{year.Plan.Committee.Kind}の構成",
        [
            CommonColumns.Order("名簿の順"), new("role", "役職", CellKind.Text),
            new("publicly_recruited", "公募委員かどうか", CellKind.Flag) { CodeList = "boolean" },
        ],
        year.Plan.Committee.Members.Select((m, at) =>
            OpenData.Row(Printed.Number(at + 1), m.Role, m.IsPubliclyRecruited ? "true" : "false")));
}
