using System.Collections.Immutable;
using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using GyoseiFlow.Documents.Excel;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Office;

namespace GyoseiFlow.Documents.Forms;

/// <summary>One sheet as a worksheet: what it is, then a row an answer, with the year before on the right.</summary>
internal sealed class FormWorksheet
{
    private const double LabelWidth = 24;
    private const double OneColumn = 62;
    private const double TextWidth = 30;
    private const double MarkWidth = 11;
    private const double FormerShare = 0.75;
    private const int MostDigits = 15;
    private const string FormerCut = "…（長いため、ここまで）";

    private readonly FormSheet sheet;
    private readonly ChoiceLists lists;
    private readonly int columns;
    private readonly ImmutableArray<double> widths;
    private readonly List<Row> rows = [];
    private readonly List<MergeCell> merged = [];
    private readonly Dictionary<FormRule, List<StringValue>> rules = [];
    private int headRow;

    public FormWorksheet(FormSheet sheet, ChoiceLists lists)
    {
        (this.sheet, this.lists) = (sheet, lists);
        columns = FormLayout.Columns(sheet.Plan);
        widths = [.. Enumerable.Range(0, columns).Select(Width)];
        AddHead();
        foreach (var row in FormLayout.Rows(sheet))
        {
            Add(row);
        }
    }

    /// <summary>The rows that every printed page repeats.</summary>
    public string PrintTitles => $"'{sheet.Name}'!${Printed.Number(headRow)}:${Printed.Number(headRow)}";

    private int FormerColumn => FormLayout.AnswerColumn + columns;

    private int LastColumn => FormerColumn + columns - 1;

    public Worksheet Worksheet(bool isFirst)
    {
        var below = $"{ExcelColumns.Letters(FormLayout.AnswerColumn)}{Printed.Number(headRow + 1)}";
        var worksheet = new Worksheet(
            new SheetProperties(new PageSetupProperties { FitToPage = true }),
            new SheetDimension { Reference = $"A1:{ExcelColumns.Letters(LastColumn)}{Printed.Number(rows.Count)}" },
            new SheetViews(new SheetView(
                new Pane
                {
                    HorizontalSplit = 2,
                    VerticalSplit = headRow,
                    TopLeftCell = below,
                    ActivePane = PaneValues.BottomRight,
                    State = PaneStateValues.Frozen,
                },
                new Selection { Pane = PaneValues.BottomRight, ActiveCell = below, SequenceOfReferences = new ListValue<StringValue>([below]) })
            {
                TabSelected = isFirst,
                WorkbookViewId = 0,
                ShowGridLines = false,
            }),
            new Columns([
                new Column { Min = 1, Max = 1, Width = 2, Hidden = true, CustomWidth = true },
                new Column { Min = 2, Max = 2, Width = LabelWidth, CustomWidth = true },
                .. widths.Select((w, i) => ColumnOf(FormLayout.AnswerColumn + i, w)),
                .. widths.Select((w, i) => ColumnOf(FormerColumn + i, w * FormerShare)),
            ]),
            new SheetData(rows),
            // No password: this keeps hands from slipping, nothing else.
            new SheetProtection { Sheet = true, Objects = true, Scenarios = true, FormatColumns = false, FormatRows = false },
            new MergeCells(merged));
        if (rules.Count > 0)
        {
            worksheet.Append(new DataValidations(rules.Select(r => Validation(r.Key, r.Value))) { Count = (uint)rules.Count });
        }

        worksheet.Append(
            new PageMargins { Left = 0.4, Right = 0.4, Top = 0.5, Bottom = 0.5, Header = 0.3, Footer = 0.3 },
            new PageSetup
            {
                PaperSize = 9,
                Orientation = columns > 1 ? OrientationValues.Landscape : OrientationValues.Portrait,
                FitToWidth = 1,
                FitToHeight = 0,
            },
            new HeaderFooter(new OddHeader("&L&A"), new OddFooter("&C&P / &N")));
        return worksheet;
    }

    private static Column ColumnOf(int number, double width) =>
        new() { Min = (uint)number, Max = (uint)number, Width = width, CustomWidth = true };

    // A text is wide in any table that has one in this column.
    private double Width(int column)
    {
        if (columns == 1)
        {
            return OneColumn;
        }

        var isText = sheet.Plan.Form.Any(f => column < f.Columns.Length && f.Columns[column].Kind == Review.Plans.ColumnKind.Text);
        return isText ? TextWidth : MarkWidth;
    }

    private void AddHead()
    {
        var item = sheet.Plan.ItemOf(sheet.Measure.Code);
        AddLine("", $"{sheet.Plan.City}　{sheet.Plan.Name}　{sheet.Year.Label}　個票", "", FormStyle.Title);
        AddLine("", $"No.{sheet.Measure.Code}　{sheet.Measure.Name}", "", FormStyle.Title);
        AddLine("", "取組項目", $"{item.Label ?? Printed.Number(item.Number)}　{item.Name}", FormStyle.Plain);
        AddLine("", "担当部署", string.Join("、", sheet.Departments), FormStyle.Plain);
        AddLine(FormLayout.IdKey, "様式番号（変えないでください）", sheet.Id.ToString(), FormStyle.Plain);
        AddLine("", "書き方", "黄色の欄に入力して、システムの「Excelで入力する」の画面から取り込んでください。取り込んでも提出にはなりません。ほかの欄と、シートや行の並びは変えられません。数式は使えません。", FormStyle.Plain);
        headRow = rows.Count + 1;
        AddRow(
            "", "項目", FormStyle.Head,
            [(FormWords.Answers, FormStyle.Head)],
            [($"昨年度（{sheet.Year.Previous.Label}）の回答", FormStyle.Head)]);
    }

    private void AddLine(string key, string label, string text, uint style)
    {
        var number = rows.Count + 1;
        var cells = new List<Cell> { TextCell(FormLayout.KeyColumn, number, key, 0), TextCell(FormLayout.LabelColumn, number, label, style) };
        if (text.Length > 0)
        {
            cells.Add(TextCell(FormLayout.AnswerColumn, number, text, style));
            Merge(number, FormLayout.AnswerColumn, LastColumn);
        }

        var all = widths.Sum() * (1 + FormerShare);
        rows.Add(new Row(cells)
        {
            RowIndex = (uint)number,
            Height = style == FormStyle.Title ? 24 : ExcelSizes.Height([(text, all), (label, LabelWidth)]),
            CustomHeight = true,
        });
    }

    private void Add(FormRow row)
    {
        var number = rows.Count + 1;
        var (label, former) = row.Kind switch
        {
            FormRowKind.Field => (FormStyle.Head, FormStyle.Notes),
            FormRowKind.Head => (FormStyle.Label, FormStyle.Label),
            _ => (FormStyle.Label, FormStyle.Former),
        };
        AddRow(
            row.Key, row.Label, label,
            [.. row.Cells.Select(c => (c.Text, c.IsAnswer ? StyleOf(c) : row.Kind == FormRowKind.Head ? FormStyle.Label : FormStyle.Notes))],
            [.. row.Former.Select(text => (text, former))],
            row.Kind == FormRowKind.Answer && row.Cells[0].Rule is null or { Kind: DataValidationValues.TextLength } ? 3 : 1);
        for (var i = 0; i < row.Cells.Length; i++)
        {
            if (row.Cells[i].Rule is { } rule)
            {
                Reference(rule).Add(Address(FormLayout.AnswerColumn + i, number));
            }
        }
    }

    private List<StringValue> Reference(FormRule rule) => rules.TryGetValue(rule, out var cells) ? cells : rules[rule] = [];

    private static uint StyleOf(FormCell cell) => cell.Rule is { IsNumber: true } ? FormStyle.NumberAnswer : FormStyle.Answer;

    private void AddRow(
        string key,
        string label,
        uint labelStyle,
        ImmutableArray<(string Text, uint Style)> answers,
        ImmutableArray<(string Text, uint Style)> former,
        int fewestLines = 1)
    {
        var number = rows.Count + 1;
        List<Cell> cells = [TextCell(FormLayout.KeyColumn, number, key, 0), TextCell(FormLayout.LabelColumn, number, label, labelStyle)];
        List<(string, double)> sizes = [(label, LabelWidth), (string.Concat(Enumerable.Repeat("\n", fewestLines - 1)), LabelWidth)];
        // A field's notes go on over the year before.
        Spread(number, FormLayout.AnswerColumn, former.IsEmpty ? LastColumn : FormerColumn - 1, answers, cells, sizes, 1);
        if (!former.IsEmpty)
        {
            Spread(number, FormerColumn, LastColumn, [.. former.Select(f => (Cut(f.Text), f.Style))], cells, sizes, FormerShare);
        }

        rows.Add(new Row(cells) { RowIndex = (uint)number, Height = ExcelSizes.Height(sizes), CustomHeight = true });
    }

    // The last of the values takes the columns that are left.
    private void Spread(
        int row, int from, int to, ImmutableArray<(string Text, uint Style)> values, List<Cell> cells, List<(string, double)> sizes, double share)
    {
        for (var column = from; column <= to; column++)
        {
            var at = column - from;
            var (text, style) = values[Math.Min(at, values.Length - 1)];
            cells.Add(at < values.Length ? AnyCell(column, row, text, style) : TextCell(column, row, "", style));
        }

        for (var i = 0; i < values.Length; i++)
        {
            var width = i < values.Length - 1 ? widths[i % columns] : Enumerable.Range(i, to - from - i + 1).Sum(c => widths[c % columns]);
            sizes.Add((values[i].Text, width * share));
        }

        if (to - from + 1 > values.Length)
        {
            Merge(row, from + values.Length - 1, to);
        }
    }

    private void Merge(int row, int from, int to)
    {
        if (from < to)
        {
            merged.Add(new MergeCell { Reference = $"{Address(from, row)}:{Address(to, row)}" });
        }
    }

    private static string Cut(string former) =>
        former.Length <= ExcelText.CellLimit ? former : ExcelText.Pieces(former)[0][..^(FormerCut.Length * 2)] + FormerCut;

    // A number of more digits than Excel keeps stays text, as does what is no number.
    private static Cell AnyCell(int column, int row, string text, uint style) =>
        style == FormStyle.NumberAnswer && text.Length is > 0 and <= MostDigits
        && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && number.ToString(CultureInfo.InvariantCulture) == text
            ? new Cell(new CellValue(text)) { CellReference = Address(column, row), StyleIndex = style }
            : TextCell(column, row, text, style);

    // As a string, whatever it begins with: nothing here becomes a formula.
    private static Cell TextCell(int column, int row, string text, uint style)
    {
        var cell = new Cell { CellReference = Address(column, row), StyleIndex = style };
        if (text.Length > 0)
        {
            cell.DataType = CellValues.InlineString;
            cell.Append(new InlineString(new Text(CellText.Escape(text)) { Space = SpaceProcessingModeValues.Preserve }));
        }

        return cell;
    }

    private DataValidation Validation(FormRule rule, List<StringValue> cells)
    {
        var isLength = rule.Kind == DataValidationValues.TextLength;
        var validation = new DataValidation
        {
            Type = rule.Kind,
            Operator = isLength ? DataValidationOperatorValues.LessThanOrEqual : DataValidationOperatorValues.Between,
            AllowBlank = true,
            ShowErrorMessage = true,
            ErrorStyle = isLength ? DataValidationErrorStyleValues.Warning : DataValidationErrorStyleValues.Stop,
            ErrorTitle = "入力を確認してください",
            Error = rule.Message,
            SequenceOfReferences = new ListValue<StringValue>(cells),
        };
        if (rule.Kind == DataValidationValues.List)
        {
            validation.Append(new Formula1(lists.AddressOf(rule.Choices)));
        }
        else
        {
            validation.Append(new Formula1(rule.From));
            if (!isLength)
            {
                validation.Append(new Formula2(rule.To));
            }
        }

        return validation;
    }

    private static string Address(int column, int row) => ExcelColumns.Letters(column) + Printed.Number(row);
}
