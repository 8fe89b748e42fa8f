using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;

namespace GyoseiFlow.Documents.Excel;

/// <summary>A table's columns as they stand in the sheet: a text too long for a cell goes on in further columns to the right.</summary>
internal sealed class ExcelColumns
{
    private readonly PaperTable table;

    // How many cells each column's longest text takes.
    private readonly int[] cells;

    public ExcelColumns(PaperTable table)
    {
        this.table = table;
        cells = [.. table.Columns.Select((_, i) => table.Rows.Max(r => (int?)ExcelText.PieceCount(r.Cells[i].Text)) ?? 1)];
        All = [.. table.Columns.SelectMany((column, i) => Enumerable.Range(0, cells[i]).Select(more => Column(column, more)))];
    }

    /// <summary>The columns with those that go on.</summary>
    public ImmutableArray<PaperColumn> All { get; }

    /// <summary>A row's cells under them.</summary>
    public IEnumerable<PaperCell> Cells(PaperRow row)
    {
        for (var i = 0; i < row.Cells.Length; i++)
        {
            var cell = row.Cells[i];
            if (cell.Number is not null || cell.Day is not null)
            {
                yield return cell;
                continue;
            }

            // "-" and 未提出 are no numbers: where a number would be, there is nothing, and the table's 状態 says why.
            var pieces = table.Columns[i].Look == PaperLook.Number ? [""] : ExcelText.Pieces(cell.Text);
            for (var at = 0; at < cells[i]; at++)
            {
                yield return new PaperCell(at < pieces.Count ? pieces[at] : "");
            }
        }
    }

    /// <summary>The letters of a column, from 1: A, B, …, AA.</summary>
    public static string Letters(int number) =>
        number <= 26 ? ((char)('A' + number - 1)).ToString() : Letters((number - 1) / 26) + Letters(((number - 1) % 26) + 1);

    private static PaperColumn Column(PaperColumn column, int more) => column with
    {
        Head = more == 0 ? column.FullHead : $"{column.FullHead}（続き{Printed.Number(more)}）",
        Group = null,
    };
}
