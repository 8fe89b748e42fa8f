namespace GyoseiFlow.Documents.Data;

/// <summary>Columns of the tables on indicators, progress, profiles and groups.</summary>
internal static class PlanColumns
{
    public static CsvColumn PartName { get; } = new("part_name", "指標の内訳", CellKind.Text) { Blank = "内訳のない指標" };

    public static CsvColumn Printed { get; } = new("printed", "文書の表現", CellKind.Text) { Note = "文書に記載したままの表現。数値でない状態（検討、実施など）もある" };

    public static CsvColumn PartId { get; } = new("part_id", "実践項目の内訳（施策）の符号", CellKind.Code);

    public static CsvColumn FieldId { get; } = new("field_id", "様式の欄の符号", CellKind.Code) { CodeList = "field" };

    public static CsvColumn ProfileId { get; } = new("profile_id", "個票の欄の符号", CellKind.Code) { CodeList = "profile" };

    public static CsvColumn RowId { get; } = new("row_id", "行程表の行の符号", CellKind.Code);

    public static CsvColumn GroupId { get; } = new("group_id", "グループの符号", CellKind.Code) { CodeList = "group" };

    public static CsvColumn Text { get; } = new("text", "記載", CellKind.Text) { Note = "改行は「 / 」に置き換えた" };
}
