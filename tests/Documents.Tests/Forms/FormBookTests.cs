using System.Collections.Immutable;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using GyoseiFlow.Documents.Forms;
using GyoseiFlow.Documents.Spreadsheets;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;
using Sheet = DocumentFormat.OpenXml.Spreadsheet.Sheet;

namespace GyoseiFlow.Documents.Tests.Forms;

public class FormBookTests
{
    private static readonly string[] Names = ["tomakomai", "ebetsu", "fuchu", "sapporo", "toyama"];

    public static TheoryData<string> Plans => [.. Names];

    [Theory]
    [MemberData(nameof(Plans))]
    public void EveryCitysSheets_AreValidAndReadAgain(string name)
    {
        var plan = PlanOf(name);
        FormSheet[] sheets = [.. plan.Measures.Take(25).Select(m => FormOf(plan, m, Answers.None))];

        var file = FormBook.Write("個票", sheets);

        using var book = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(book).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}"));
        Assert.Equal(sheets.Select(s => s.Id), FilledForm.In(ReadBook.Read(file)).Select(s => s.Id));
        Assert.All(FilledForm.In(ReadBook.Read(file)), s =>
        {
            var filled = FilledForm.Read(plan, plan.Measure(s.Id!.Measure), s.Sheet);
            Assert.Empty(filled.Problems);
            Assert.Empty(filled.Answers.ByField);
        });
    }

    [Fact]
    public void Worksheet_IsProtectedFrozenAndPrintsOnA4_AndOnlyAnswersAreOpen()
    {
        var plan = PlanOf("tomakomai");
        using var book = Open(FormOf(plan, plan.Measures.First(), Answers.None));
        var worksheet = Worksheets(book)[0];
        var formats = book.WorkbookPart!.WorkbookStylesPart!.Stylesheet.CellFormats!.Elements<CellFormat>().ToArray();

        Assert.True(worksheet.GetFirstChild<SheetProtection>()!.Sheet!.Value);
        Assert.Null(worksheet.GetFirstChild<SheetProtection>()!.Password);
        Assert.Equal("C8", worksheet.Descendants<Pane>().Single().TopLeftCell!);
        Assert.Equal(9u, worksheet.GetFirstChild<PageSetup>()!.PaperSize!.Value);
        var open = worksheet.Descendants<Cell>().Where(c => formats[c.StyleIndex!.Value].Protection?.Locked?.Value == false).ToArray();
        Assert.NotEmpty(open);
        Assert.All(open, c => Assert.InRange(c.CellReference!.Value![0], 'C', 'F'));
        Assert.Empty(worksheet.Descendants<CellFormula>());
        Assert.Contains(book.WorkbookPart.Workbook.DefinedNames!.Elements<DefinedName>(), n => n.Name! == "GyoseiFlowForm" && n.Hidden!.Value);
    }

    [Fact]
    public void Validations_SayTheScaleAndOfferTheChoices()
    {
        var plan = PlanOf("tomakomai");
        using var book = Open(FormOf(plan, plan.Measures.First(), Answers.None));
        var checks = Worksheets(book)[0].Descendants<DataValidation>().ToArray();
        var lists = Worksheets(book)[1].Descendants<Cell>().Select(c => c.InnerText).ToArray();

        Assert.Contains(checks, c => c.Type!.Value == DataValidationValues.Whole && c.Error! == "0～3の整数を入れてください。" && c.Formula2!.Text == "3");
        Assert.Contains(checks, c => c.Type!.Value == DataValidationValues.List && c.Error!.Value!.Contains("工程見直し", StringComparison.Ordinal));
        Assert.All(["R2", "R6", "工程どおり", "工程見直し", "2025-03"], choice => Assert.Contains(choice, lists));
        Assert.Equal(SheetStateValues.Hidden, book.WorkbookPart!.Workbook.Descendants<Sheet>().Last().State!.Value);
    }

    [Fact]
    public void HostileText_StaysTextAndValid()
    {
        var plan = PlanOf("tomakomai");
        const string Text = "=cmd|' /C calc'!A0\n𠮷_x0041_\uFFFF\u0001<&>\"";
        var answers = Answers.None.With("remark", new TextAnswer(Text))
            .With("actions", new TableAnswer([ImmutableSortedDictionary<string, string>.Empty.Add("plan", "+1").Add("result", "@SUM(A1)")]));
        var sheet = FormOf(plan, plan.Measures.First(), answers) with { Former = answers };

        var file = FormBook.Write("=1+1", [sheet]);

        using var book = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(book).Select(e => e.Description));
        Assert.Empty(Worksheets(book)[0].Descendants<CellFormula>());
        var read = FilledForm.Read(plan, sheet.Measure, FilledForm.In(ReadBook.Read(file))[0].Sheet).Answers;
        Assert.Equal("=cmd|' /C calc'!A0\n𠮷_x0041_\uFFFF<&>\"", read.Of<TextAnswer>("remark")!.Text);
        Assert.Equal("@SUM(A1)", read.Of<TableAnswer>("actions")!.Rows[0]["result"]);
    }

    [Fact]
    public void TooLong_IsSaid()
    {
        var plan = PlanOf("tomakomai");

        Assert.Empty(FormOf(plan, plan.Measures.First(), Answers.None.With("remark", new TextAnswer(new string('長', 32_767)))).TooLong);
        Assert.Single(FormOf(plan, plan.Measures.First(), Answers.None.With("remark", new TextAnswer(new string('長', 32_768)))).TooLong);
    }

    [Fact]
    public void MovedColumns_AreOneProblem()
    {
        var plan = PlanOf("tomakomai");
        var sheet = SheetOf(plan, [(10, 2, "schedule/1"), (10, 3, "1"), (10, 5, "計画")]);

        Assert.Contains("隠れた列（A列）", Assert.Single(FilledForm.Read(plan, plan.Measures.First(), sheet).Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TextInARowThatSomebodyInserted_IsSaidNotToBeTaken()
    {
        var plan = PlanOf("tomakomai");
        var sheet = FilledForm.In(ReadBook.Read(FormBook.Write("個票", [FormOf(plan, plan.Measures.First(), Answers.None)])))[0].Sheet;
        sheet = sheet with { Cells = [.. sheet.Cells, new ReadCell(900, 4, ReadCellKind.Text, "挿入した行の文")] };

        var read = FilledForm.Read(plan, plan.Measures.First(), sheet);

        var notice = Assert.Single(read.Problems);
        Assert.Equal("回答.xlsx「No.1」のD900：「挿入した行の文」は、書き出したときになかった行にあるため、取り込みません。回答のときは、黄色の欄に移してください。", notice.In("回答.xlsx"));
        Assert.True(read.IsSound);
    }

    [Fact]
    public void IndicatorOfAYearWithoutATarget_ShowsTheNextOneAndWhereItBegan()
    {
        var plan = PlanOf("ebetsu");
        var words = Worksheets(Open(FormOf(plan, plan.Measure("1-1"), Answers.None)))[0].InnerText;

        Assert.Contains("初期値（平成29年度）：1,483　令和5年度の目標：6,000", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GF1/town/1/town-2024/3/zaisei/e/00000000")]
    [InlineData("GF1/town/1/town-2024/3/zaisei")]
    [InlineData("")]
    public void ChangedId_IsNone(string text) => Assert.False(FormId.TryParse(text, out _));

    [Fact]
    public void Id_OfOddParts_IsReadAgain()
    {
        var id = new FormId("town", 2, "town-2024", "N1.2", "zaisei", "\"a/b %\"");

        Assert.True(FormId.TryParse(id.ToString(), out var read));
        Assert.Equal(id, read);
    }

    private static Plan PlanOf(string name) =>
        PlanReader.Read(File.ReadAllText(Path.Combine(Repository.Root, "functions", "Local", "Plans", name, "plan.yaml"))).Plan!;

    private static ReadSheet SheetOf(Plan plan, (int Row, int Column, string Text)[] cells) =>
        new(FormSheet.NameOf(plan.Measures.First().Code), IsHidden: false, [.. cells.Select(c => new ReadCell(c.Row, c.Column, ReadCellKind.Text, c.Text))]);

    private static FormSheet FormOf(Plan plan, Measure measure, Answers answers) => new(
        plan, plan.Cycles[0].Year, new FormId(plan.Id, plan.Edition, "c", measure.Code, measure.LeadDepartment, "e1"),
        [.. measure.Departments.Select(d => plan.Department(d).Name)], answers, Answers.None);

    private static SpreadsheetDocument Open(FormSheet sheet) => SpreadsheetDocument.Open(new MemoryStream(FormBook.Write("個票", [sheet])), isEditable: false);

    private static Worksheet[] Worksheets(SpreadsheetDocument book) =>
        [.. book.WorkbookPart!.Workbook.Descendants<Sheet>().Select(s => ((WorksheetPart)book.WorkbookPart.GetPartById(s.Id!)).Worksheet)];
}
