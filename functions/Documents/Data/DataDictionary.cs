using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Data;

/// <summary>What every file and column is: for people who have only the files.</summary>
internal static class DataDictionary
{
    public const string Name = "data_dictionary";

    private static ImmutableArray<CsvColumn> Columns { get; } =
    [
        new("file", "ファイル名", CellKind.Code),
        new("file_title", "ファイルの内容", CellKind.Text),
        CommonColumns.Order("列の順"),
        new("column", "列名", CellKind.Code),
        new("label", "列の名称", CellKind.Text),
        new("type", "値の種類", CellKind.Code) { CodeList = "type" },
        new("unit", "単位", CellKind.Text) { Blank = "数値ではない" },
        new("code_list", "使うコードの種類", CellKind.Code) { Blank = "コードではない", Note = "codes.csvのlist" },
        new("blank_meaning", "空欄の意味", CellKind.Text) { Blank = "空欄になることはない" },
        new("example", "値の例", CellKind.Text) { Blank = "この版に値がない" },
        new("note", "備考", CellKind.Text) { Blank = "備考なし" },
    ];

    /// <summary>The dictionary of all tables, itself among them.</summary>
    public static CsvTable Of(ImmutableArray<CsvTable> tables, ReviewedYear year)
    {
        var itself = OpenData.Table(Name, "データ辞書", Columns, [Columns.Select(c => c.Name).ToImmutableArray()]).Keyed(year);
        return OpenData.Table(Name, itself.Title, Columns, tables.Add(itself).SelectMany(Rows)).Keyed(year);
    }

    /// <summary>The same for programs, with what holds for all files.</summary>
    public static PublishedFile Write(ImmutableArray<CsvTable> tables) => JsonText.Write($"data/{Name}.json", new
    {
        Csv = new
        {
            Encoding = "UTF-8",
            ByteOrderMark = true,
            NewLine = "CRLF",
            Delimiter = ",",
            Quote = "\"",
            HeaderRows = 1,
            Rule = "1行に1件。項目の途中の改行は「 / 」に、機種依存文字は一般の文字に置き換えた。空欄は値がないことを示し、0とは異なる。",
        },
        Json = new
        {
            Encoding = "UTF-8",
            ByteOrderMark = false,
            NewLine = "LF",
            Rule = "文字は入力されたまま。nullは値がないことを示す。",
        },
        Calendar = "西暦。年度は4月の属する年。",
        Files = tables.Select(t => new
        {
            File = t.CsvName,
            Json = t.JsonName,
            t.Title,
            Columns = t.Columns.Select((c, at) => new
            {
                c.Name,
                c.Label,
                Type = CellKinds.Code(c.Kind),
                Unit = OrNull(c.Unit),
                CodeList = OrNull(c.CodeList),
                BlankMeaning = OrNull(c.Blank),
                Example = OrNull(Example(t, at)),
                Note = OrNull(c.Note),
            }),
        }),
    });

    private static IEnumerable<ImmutableArray<string>> Rows(CsvTable table) => table.Columns.Select((c, at) => OpenData.Row(
        table.CsvName, table.Title, Printed.Number(at + 1), c.Name, c.Label, CellKinds.Code(c.Kind), c.Unit, c.CodeList, c.Blank,
        Example(table, at), c.Note));

    // A value that is there, as the CSV has it; long texts show their beginning.
    private static string Example(CsvTable table, int column)
    {
        var value = PlainText.Of(table.Rows.Select(r => r[column]).FirstOrDefault(cell => cell.Length > 0) ?? "");
        var characters = new StringInfo(value);
        return characters.LengthInTextElements > 40 ? characters.SubstringByTextElements(0, 40) + "…" : value;
    }

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
