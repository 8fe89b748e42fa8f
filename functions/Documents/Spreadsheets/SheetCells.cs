using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using GyoseiFlow.Documents.Office;

namespace GyoseiFlow.Documents.Spreadsheets;

/// <summary>Reads a worksheet's cells.</summary>
/// <param name="texts">The workbook's shared texts.</param>
/// <param name="kinds">What its cell formats show.</param>
internal sealed class SheetCells(List<string> texts, NumberKinds kinds)
{
    private const int LastRow = 20_000;
    private const int LastColumn = 16_384;
    private const int MostCells = 200_000;

    private int count;

    public Boxed ReadBoxed(XmlReader xml)
    {
        var (cells, row, column, seen) = (ImmutableArray.CreateBuilder<ReadCell>(), 0, 0, new HashSet<(int, int)>());
        var more = xml.Read();
        while (more)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "row" })
            {
                row = Number(xml.GetAttribute("r")) ?? row + 1;
                column = 0;
            }
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "c" })
            {
                (row, column) = Place(xml.GetAttribute("r"), row, column + 1);
                if (Cell(xml, row, column) is { } cell)
                {
                    Check(row, column);
                    cells.Add(seen.Add((row, column)) ? cell : throw new InvalidDataException("Two cells in one place."));
                }

                continue;
            }

            more = xml.Read();
        }

        return new Boxed(cells.ToImmutable());
    }

    private void Check(int row, int column)
    {
        if (row is < 1 or > LastRow)
        {
            throw new RefusedFileException($"行が多すぎます（{LastRow:#,0}行まで）。使っていない行を削除してください。");
        }

        if (column is < 1 or > LastColumn || ++count > MostCells)
        {
            throw new RefusedFileException("セルが多すぎます。使っていない行と列を削除してください。");
        }
    }

    // Leaves the reader behind the cell.
    private ReadCell? Cell(XmlReader xml, int row, int column)
    {
        var (type, style, depth, isEmpty) = (xml.GetAttribute("t") ?? "n", xml.GetAttribute("s"), xml.Depth, xml.IsEmptyElement);
        var (value, inline, isFormula) = ("", (string?)null, false);
        var more = xml.Read();
        while (!isEmpty && more && xml.Depth > depth)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "v" })
            {
                value = xml.ReadElementContentAsString();
                continue;
            }

            if (xml is { NodeType: XmlNodeType.Element, LocalName: "is" })
            {
                inline = ReadBook.RichText(xml);
            }

            isFormula |= xml is { NodeType: XmlNodeType.Element, LocalName: "f" };
            more = xml.Read();
        }

        if (!isEmpty && more)
        {
            more = xml.Read();
        }

        return isFormula ? new(row, column, ReadCellKind.Formula, value) : Value(row, column, type, style, inline ?? value);
    }

    private ReadCell? Value(int row, int column, string type, string? style, string value) => (type, value) switch
    {
        (_, "") => null,
        ("s", _) => Text(row, column, Number(value) is { } at && at < texts.Count ? texts[at] : throw new InvalidDataException("No such text.")),
        ("inlineStr", _) => Text(row, column, value),
        ("str", _) => Text(row, column, CellText.Unescape(value)),
        ("b", _) => new(row, column, ReadCellKind.Boolean, value),
        ("e", _) => new(row, column, ReadCellKind.Error, value),
        ("d", _) => new(row, column, ReadCellKind.Date, value),
        _ => new(row, column, kinds.Of(style), value),
    };

    private static ReadCell? Text(int row, int column, string text) => text.Length == 0 ? null : new(row, column, ReadCellKind.Text, text);

    private static (int Row, int Column) Place(string? address, int row, int column)
    {
        if (address is null)
        {
            return (row, column);
        }

        var letters = address.TakeWhile(char.IsAsciiLetterUpper).ToArray();
        return letters.Length is 0 or > 3 || Number(address[letters.Length..]) is not { } number
            ? throw new InvalidDataException("No such place.")
            : (number, letters.Aggregate(0, (sum, letter) => (sum * 26) + letter - 'A' + 1));
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The cells as something that can be null.</summary>
    /// <param name="Cells">The cells.</param>
    internal sealed record Boxed(ImmutableArray<ReadCell> Cells);
}
