using System.Collections.Immutable;
using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;

namespace GyoseiFlow.Documents.Excel;

/// <summary>A table as a worksheet: one head row that stays in sight, a filter, a row a record.</summary>
internal sealed class ExcelSheet
{
    // Excel counts days from here.
    private static readonly DateOnly DayZero = new(1899, 12, 30);

    private readonly ExcelTable sheet;
    private readonly ExcelColumns columns;
    private readonly ImmutableArray<double> widths;

    public ExcelSheet(ExcelTable sheet)
    {
        this.sheet = sheet;
        columns = new ExcelColumns(sheet.Table);
        widths = [.. columns.All.Select(ExcelSizes.Width)];
    }

    /// <summary>The cells from the head to the last row.</summary>
    public string Area(bool isAbsolute)
    {
        var last = ExcelColumns.Letters(columns.All.Length);
        var row = Printed.Number(sheet.Table.Rows.Length + 1);
        return isAbsolute ? $"$A$1:${last}${row}" : $"A1:{last}{row}";
    }

    public Worksheet Worksheet(bool isFirst) => new(
        new SheetProperties(new PageSetupProperties { FitToPage = true }),
        new SheetDimension { Reference = Area(isAbsolute: false) },
        new SheetViews(new SheetView(
            new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen },
            new Selection { Pane = PaneValues.BottomLeft, ActiveCell = "A2", SequenceOfReferences = new ListValue<StringValue>(["A2"]) })
        {
            TabSelected = isFirst,
            WorkbookViewId = 0,
        }),
        new Columns(columns.All.Select(Width)),
        new SheetData([Head(), .. sheet.Table.Rows.Select(Row)]),
        new AutoFilter { Reference = Area(isAbsolute: false) },
        new PageMargins { Left = 0.5, Right = 0.5, Top = 0.6, Bottom = 0.6, Header = 0.3, Footer = 0.3 },
        new PageSetup { PaperSize = 9, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 },
        new HeaderFooter(new OddHeader("&L&A"), new OddFooter("&C&P / &N")),
        new IgnoredErrors(new IgnoredError
        {
            SequenceOfReferences = new ListValue<StringValue>([Area(isAbsolute: false)]),
            NumberStoredAsText = true,
        }));

    private static Column Width(PaperColumn column, int index) => new()
    {
        Min = (uint)index + 1,
        Max = (uint)index + 1,
        Width = ExcelSizes.Width(column),
        CustomWidth = true,
    };

    private Row Head() => new(columns.All.Select((column, i) => Text(i, 1, ExcelText.Pieces(column.Head)[0], ExcelStyle.Head)))
    {
        RowIndex = 1,
        Height = Height(columns.All.Select(c => c.Head)),
    };

    private Row Row(PaperRow row, int index)
    {
        var number = index + 2;
        PaperCell[] cells = [.. columns.Cells(row)];
        return new Row(cells.Select((cell, i) => Cell(i, number, cell, columns.All[i].Look)))
        {
            RowIndex = (uint)number,
            Height = Height(cells.Select(c => c.Text)),
        };
    }

    private double Height(IEnumerable<string> texts) => ExcelSizes.Height(texts.Zip(widths));

    private static Cell Cell(int column, int row, PaperCell cell, PaperLook look) =>
        cell.Day is { } day ? new Cell(new CellValue((day.DayNumber - DayZero.DayNumber).ToString(CultureInfo.InvariantCulture)))
        {
            CellReference = Reference(column, row),
            StyleIndex = ExcelStyle.Day,
        }
        : cell.Number is { } number ? new Cell(new CellValue(number.ToString(CultureInfo.InvariantCulture)))
        {
            CellReference = Reference(column, row),
            StyleIndex = ExcelStyle.OfNumber(number),
        }
        : cell.Text.Length == 0 ? new Cell { CellReference = Reference(column, row), StyleIndex = ExcelStyle.OfText("", look) }
        : Text(column, row, cell.Text, ExcelStyle.OfText(cell.Text, look));

    private static Cell Text(int column, int row, string text, uint style) =>
        new(new InlineString(new Text(ExcelText.Escaped(text)) { Space = SpaceProcessingModeValues.Preserve }))
        {
            CellReference = Reference(column, row),
            DataType = CellValues.InlineString,
            StyleIndex = style,
        };

    private static string Reference(int column, int row) => ExcelColumns.Letters(column + 1) + Printed.Number(row);
}
