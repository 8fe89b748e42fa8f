using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Documents.Parts;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Texts;

namespace GyoseiFlow.Documents.Data;

/// <summary>What the committee's groups made of the sheets, piece by piece, and the records of their meetings. None where there are no groups.</summary>
internal static class GroupTables
{
    /// <summary>What became of a piece, with the meaning.</summary>
    public static IReadOnlyList<(string Code, string Label)> Kinds { get; } =
        [(Kind(DiffKind.Same), "担当課の記載のまま"), (Kind(DiffKind.Added), "グループの追記"), (Kind(DiffKind.Removed), "担当課の記載からの削除")];

    public static IEnumerable<CsvTable> Of(ReviewedYear year) => year.Plan.Committee.Groups.IsEmpty || !YearCommittee.TakesPart(year) ? [] : [Copies(year), Meetings(year)];

    private static CsvTable Copies(ReviewedYear year) => OpenData.Table(
        "group_copies",
        "グループの検討結果（担当課の記載との違い）",
        [
            PlanColumns.GroupId, CommonColumns.MeasureCode, PlanColumns.FieldId, CommonColumns.Order("記載の順"),
            new("piece", "担当課の記載との違い", CellKind.Code) { CodeList = "piece" },
            PlanColumns.Text with { Note = "「担当課の記載のまま」と「グループの追記」を順につなぐとグループの記載に、「担当課の記載のまま」と「担当課の記載からの削除」をつなぐと担当課の記載になる。改行は「 / 」に置き換えた" },
        ],
        from work in year.GroupWork
        from measure in year.Plan.Measures
        where work.Copies.ContainsKey(measure.Code)
        from field in year.Plan.Form
        from piece in GroupPart.Compare(year, measure, field, work).Where(p => !string.IsNullOrWhiteSpace(p.Text)).Select((p, at) => (Piece: p, Order: at + 1))
        select OpenData.Row(work.Group, measure.Code, field.Id, Printed.Number(piece.Order), Kind(piece.Piece.Kind), piece.Piece.Text));

    private static CsvTable Meetings(ReviewedYear year) => OpenData.Table(
        "meetings",
        "グループの会議の記録",
        [
            PlanColumns.GroupId, CommonColumns.Order("開催の順"), new("title", "会議の名称", CellKind.Text),
            new("held_on", "開催日", CellKind.Date), new("hours", "時間", CellKind.Text) { Blank = "記録なし" },
            new("place", "場所", CellKind.Text) { Blank = "記録なし" },
            new("attendance", "出席者の数", CellKind.Text) { Blank = "記録なし", Note = "文書に記載したままの表現" },
            new("remarks", "その他", CellKind.Text) { Blank = "記載なし", Note = "改行は「 / 」に置き換えた" },
        ],
        from work in year.GroupWork
        from meeting in work.Meetings.Select((m, at) => (Record: m, Order: at + 1))
        select OpenData.Row(
            work.Group, Printed.Number(meeting.Order), meeting.Record.Title, Printed.Iso(meeting.Record.Held), meeting.Record.Hours,
            meeting.Record.Place, meeting.Record.Attendance, meeting.Record.Remarks));

    private static string Kind(DiffKind kind) => IndicatorTables.Code(kind);
}
