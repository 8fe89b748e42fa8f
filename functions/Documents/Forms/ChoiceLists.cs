using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using GyoseiFlow.Documents.Excel;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Office;

namespace GyoseiFlow.Documents.Forms;

/// <summary>The hidden worksheet with what drop-downs offer, a column a list: a list in the check itself could hold neither commas nor 256 characters.</summary>
internal sealed class ChoiceLists
{
    public const string Name = "選択肢";

    private readonly List<string[]> lists = [];
    private readonly Dictionary<string, string> addresses = [];

    /// <summary>Where a list is.</summary>
    /// <param name="choices">A line each.</param>
    public string AddressOf(string choices)
    {
        if (!addresses.TryGetValue(choices, out var address))
        {
            string[] list = choices.Split('\n');
            lists.Add(list);
            var column = ExcelColumns.Letters(lists.Count);
            addresses[choices] = address = $"'{Name}'!${column}$1:${column}${Printed.Number(list.Length)}";
        }

        return address;
    }

    public Worksheet Worksheet() => new(
        new SheetData(Enumerable.Range(0, lists.Select(l => l.Length).DefaultIfEmpty().Max()).Select(Row)),
        new SheetProtection { Sheet = true, Objects = true, Scenarios = true });

    private Row Row(int at) => new(lists.Select((list, column) => (list, column)).Where(l => at < l.list.Length).Select(l => new Cell(
        new InlineString(new Text(CellText.Escape(l.list[at])) { Space = SpaceProcessingModeValues.Preserve }))
    {
        CellReference = ExcelColumns.Letters(l.column + 1) + Printed.Number(at + 1),
        DataType = CellValues.InlineString,
        StyleIndex = FormStyle.Plain,
    }))
    {
        RowIndex = (uint)at + 1,
    };
}
