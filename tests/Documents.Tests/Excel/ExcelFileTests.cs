using System.Collections.Immutable;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using static System.Globalization.CultureInfo;

namespace GyoseiFlow.Documents.Tests.Excel;

public class ExcelFileTests
{
    [Fact]
    public async Task Sheets_HaveJapaneseNamesThatFit()
    {
        var sheets = ExcelReading.Sheets(await Tomakomai.PublishedAsync);

        Assert.Equal(
            [
                "データの説明", "取組項目", "テーマ", "実践項目", "評点", "取組項目の平均値", "テーマの平均値",
                "取組項目の総合評価の推移", "実践項目の総合評価の推移", "実践項目の総合評価の分布", "自己評価と審議会評価", "委員の意見", "委員の構成", "コード表",
            ],
            sheets.Keys);
        Assert.All(sheets.Keys, name => Assert.True(name.Length <= 31));
        Assert.All(sheets.Values, rows => Assert.Equal(rows[0].Length, rows[0].Distinct().Count()));
    }

    [Fact]
    public async Task Figures_AreTheOpenDatas()
    {
        var published = await Tomakomai.PublishedAsync;
        var sheets = ExcelReading.Sheets(published);

        Assert.Equal(published.Csv("items.csv").Select(r => (object?)double.Parse(r["committee_mean"], InvariantCulture)), sheets["取組項目"].Column("審議会評価平均"));
        Assert.Equal(published.Csv("item_means.csv").Select(r => (object?)double.Parse(r["mean"], InvariantCulture)), sheets["取組項目の平均値"].Column("平均値"));
        Assert.Equal(published.Csv("theme_means.csv").Select(r => (object?)double.Parse(r["mean"], InvariantCulture)), sheets["テーマの平均値"].Column("平均値"));
        Assert.Equal(published.Csv("scores.csv").Select(r => (object?)double.Parse(r["score"], InvariantCulture)), sheets["評点"].Column("評点"));
        // As written: only the CSV replaces characters that not every machine has.
        Assert.Equal(
            published.Data.GetProperty("opinions").EnumerateArray().Select(o => (object?)o.GetProperty("text").GetString()),
            sheets["委員の意見"].Column("意見"));
        Assert.Equal(published.Csv("item_grades.csv").Select(r => (object?)r["grade"]), sheets["取組項目の総合評価の推移"].Column("総合評価"));
        Assert.Equal(
            published.Csv("measure_grades.csv").Select(r => r["grade"].Length == 0 ? null : (object?)r["grade"]),
            sheets["実践項目の総合評価の推移"].Column("総合評価"));
        Assert.Equal(published.Csv("measures.csv").Select(r => (object?)r["measure_code"]), sheets["実践項目"].Column("実践項目No."));
    }

    [Fact]
    public async Task Charts_HaveTheirTables()
    {
        var published = await Tomakomai.PublishedAsync;
        var sheets = ExcelReading.Sheets(published);

        Assert.Equal(Numbers(published.Cells("themes-means").Select(r => r[2])), sheets["テーマ"].Column("審議会評価平均"));
        var grades = published.Page.QuerySelectorAll("#distribution-table thead th").Skip(1).SkipLast(1).Select(h => h.TextContent).ToArray();
        var counts = sheets["実践項目の総合評価の分布"];
        Assert.Equal(Numbers(published.Cells("distribution-table").SelectMany(r => r[1..^1])), counts.Column("実践項目数"));
        Assert.Equal(Enumerable.Range(2020, 5).SelectMany(y => Enumerable.Repeat((object?)(double)y, grades.Length)), counts.Column("年度"));
        Assert.Equal(Enumerable.Repeat(grades, 5).SelectMany(g => g), counts.Column("総合評価"));
        var pairs = published.Cells("review-pairs-table");
        Assert.Equal(Numbers(pairs.Select(r => r[2])), sheets["自己評価と審議会評価"].Column("自己評価合計"));
        Assert.Equal(Numbers(pairs.Select(r => r[4])), sheets["自己評価と審議会評価"].Column("審議会評価平均"));
        var behind = sheets["データの説明"].Where(r => r[0] is string name && name.StartsWith('図')).Select(r => ((string)r[1]!).Split('「', '」')[1]).ToArray();
        Assert.Equal(4, behind.Length);
        Assert.All(behind, sheet => Assert.Contains(sheet, sheets.Keys));
    }

    [Fact]
    public async Task NumberColumns_HoldNumbersOrNothing()
    {
        var sheets = ExcelReading.Sheets(await Published.OfAsync(new Years { Answers = ImmutableDictionary<string, Review.Sheets.Answers>.Empty }.Build()));

        Assert.Equal([3d, 2d, null, null], sheets["実践項目"].Column("R5自己評価 進捗度"));
        Assert.Equal(["評価あり", "評価あり", "取組終了", "取組開始前"], sheets["実践項目"].Column("状態"));
        Assert.Equal([4.3, null], sheets["取組項目"].Column("審議会評価平均"));
        Assert.All(sheets.Values.SelectMany(rows => rows).SelectMany(row => row), cell => Assert.NotEqual("-", cell));
    }

    [Fact]
    public async Task Means_ShowTheirDecimal()
    {
        using var book = Open(await Tomakomai.PublishedAsync);

        var formats = book.WorkbookPart!.WorkbookStylesPart!.Stylesheet.CellFormats!.Elements<CellFormat>().ToArray();
        var cell = Cells(book, "テーマ").Single(c => c.CellReference == "I3");
        Assert.Equal("10.0", cell.CellValue!.Text);
        var format = formats[cell.StyleIndex!.Value].NumberFormatId!.Value;
        Assert.Equal("0.0", book.WorkbookPart.WorkbookStylesPart.Stylesheet.NumberingFormats!.Elements<NumberingFormat>()
            .Single(f => f.NumberFormatId! == format).FormatCode!);
    }

    [Fact]
    public async Task Sheets_HaveFrozenHeadsFiltersAndPrintTitles_NoFormulasNoMergedCells()
    {
        using var book = Open(await Tomakomai.PublishedAsync);

        var sheets = book.WorkbookPart!.WorksheetParts.Select(p => p.Worksheet).ToArray();
        Assert.Equal(14, sheets.Length);
        Assert.All(sheets, sheet =>
        {
            Assert.Equal("A2", sheet.Descendants<Pane>().Single().TopLeftCell!);
            Assert.NotNull(sheet.GetFirstChild<AutoFilter>());
            Assert.Empty(sheet.Descendants<CellFormula>());
            Assert.Empty(sheet.Descendants<MergeCell>());
            Assert.All(sheet.Descendants<Column>(), c => Assert.True(c.Width! >= 8));
        });
        Assert.Equal(14, book.WorkbookPart.Workbook.DefinedNames!.Elements<DefinedName>().Count(n => n.Name! == "_xlnm.Print_Titles"));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+81-144-32-6111")]
    [InlineData("-")]
    [InlineData("@SUM(A1)")]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("_x0041_はそのまま")]
    [InlineData("  前後の空白  ")]
    [InlineData("𠮷\U000E0100👨‍👩‍👧‍👦\n二行目")]
    public async Task Text_StaysText(string text)
    {
        var published = await Published.OfAsync(new Years { Opinions = [text] }.Build());

        Assert.Equal(text, ExcelReading.Sheets(published)["委員の意見"].Column("意見").Single());
        using var book = Open(published);
        Assert.Equal(CellValues.InlineString, Cells(book, "委員の意見").Single(c => c.CellReference == "D2").DataType!.Value);
    }

    [Fact]
    public async Task LongText_GoesOnToTheRight_AndNoCharacterIsCut()
    {
        var text = string.Concat(Enumerable.Repeat("長い𠮷\U000E0100👨‍👩‍👧‍👦意見。", 6_000));
        var sheet = ExcelReading.Sheets(await Published.OfAsync(new Years { Opinions = ["短い", text] }.Build()))["委員の意見"];

        var columns = sheet[0].OfType<string>().Where(h => h.StartsWith("意見", StringComparison.Ordinal)).ToArray();
        var pieces = columns.Select(c => (string)sheet.Column(c)[1]!).ToArray();
        Assert.Equal("意見（続き1）", columns[1]);
        Assert.Equal(text, string.Concat(pieces));
        Assert.All(pieces, piece => Assert.True(piece.Length <= 32_767 && !char.IsLowSurrogate(piece[0])));
        Assert.Null(sheet.Column("意見（続き1）")[0]);
    }

    [Fact]
    public async Task ControlCharacters_AreLeftOut() => Assert.Equal(
        "abc\uFFFD",
        ExcelReading.Sheets(await Published.OfAsync(new Years { Opinions = ["a\u0001b\u0000c\uFFFF\uD842"] }.Build()))["委員の意見"].Column("意見").Single());

    private static IEnumerable<object?> Numbers(IEnumerable<string> printed) => printed.Select(n => (object?)double.Parse(n, InvariantCulture));

    private static SpreadsheetDocument Open(Published published) =>
        SpreadsheetDocument.Open(new MemoryStream(published.File("tables.xlsx").Content.ToArray()), isEditable: false);

    private static IEnumerable<Cell> Cells(SpreadsheetDocument book, string sheet)
    {
        var id = book.WorkbookPart!.Workbook.Descendants<Sheet>().Single(s => s.Name! == sheet).Id!;
        return ((WorksheetPart)book.WorkbookPart.GetPartById(id!)).Worksheet.Descendants<Cell>();
    }
}
