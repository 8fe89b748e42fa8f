using System.Collections.Immutable;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Texts;
using Row = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace GyoseiFlow.App.Pages.Sheets;

/// <summary>
/// Puts the rows of two people together who began with the same rows: row by row between those that neither touched, and cell by cell
/// where both changed the same row.
/// </summary>
internal sealed class TableMerge
{
    // Beyond this the table of common rows would be large; then only a table that one of them left alone is put together.
    private const int MostRows = 1_000;

    private readonly ImmutableArray<string> _columns;
    private readonly Side _start;
    private readonly Side _mine;
    private readonly Side _theirs;
    private readonly ImmutableArray<Row>.Builder _rows = ImmutableArray.CreateBuilder<Row>();
    private readonly ImmutableArray<(int Row, string Column, string Theirs)>.Builder _cells = ImmutableArray.CreateBuilder<(int, string, string)>();

    private TableMerge(FormField field, ImmutableArray<Row> start, ImmutableArray<Row> mine, ImmutableArray<Row> theirs)
    {
        _columns = [.. field.Columns.Select(c => c.Id)];
        // Of the start there are only marks, of the others the texts.
        _start = new Side(start, start, _columns);
        _mine = new Side(mine, Marked(mine), _columns);
        _theirs = new Side(theirs, Marked(theirs), _columns);
    }

    /// <summary>The rows with one's own cells where both changed one.</summary>
    public ImmutableArray<Row> Rows => _rows.ToImmutable();

    /// <summary>The cells that both changed, each with what the other has there.</summary>
    public ImmutableArray<(int Row, string Column, string Theirs)> Cells => _cells.ToImmutable();

    /// <summary>Puts them together; null when it isn't clear which row is which.</summary>
    /// <param name="field">The table.</param>
    /// <param name="start">The marks of the rows that both began with.</param>
    /// <param name="mine">One's own rows.</param>
    /// <param name="theirs">The other's rows.</param>
    public static TableMerge? Of(FormField field, ImmutableArray<Row> start, ImmutableArray<Row> mine, ImmutableArray<Row> theirs)
    {
        var merge = new TableMerge(field, start, mine, theirs);
        return merge.All() ? merge : null;
    }

    private bool All()
    {
        var (s, m, t) = (0, 0, 0);
        if (Math.Max(_mine.Rows.Length, _theirs.Rows.Length) <= MostRows)
        {
            var inTheirs = KeptTexts.Between(_start.Keys, _theirs.Keys).ToDictionary(k => k.Before, k => k.After);
            foreach (var (kept, inMine) in KeptTexts.Between(_start.Keys, _mine.Keys).Where(k => inTheirs.ContainsKey(k.Before)))
            {
                if (!Stretch(s..kept, m..inMine, t..inTheirs[kept]))
                {
                    return false;
                }

                _rows.Add(_mine.Rows[inMine]);
                (s, m, t) = (kept + 1, inMine + 1, inTheirs[kept] + 1);
            }
        }

        return Stretch(s.._start.Rows.Length, m.._mine.Rows.Length, t.._theirs.Rows.Length);
    }

    // What lies between two rows that nobody touched.
    private bool Stretch(Range s, Range m, Range t)
    {
        var (start, mine, theirs) = (_start.Keys[s], _mine.Keys[m], _theirs.Keys[t]);
        if (mine.SequenceEqual(start))
        {
            _rows.AddRange(_theirs.Rows[t]);
        }
        else if (theirs.SequenceEqual(start) || theirs.SequenceEqual(mine))
        {
            _rows.AddRange(_mine.Rows[m]);
        }
        else if (start.IsEmpty)
        {
            // Both added rows: nobody's is in the other's place.
            _rows.AddRange(_theirs.Rows[t]);
            _rows.AddRange(_mine.Rows[m].Where((_, i) => !theirs.Contains(mine[i])));
        }
        else if (mine.Length != start.Length || theirs.Length != start.Length || HasMoved(start, mine) || HasMoved(start, theirs))
        {
            return false;
        }
        else
        {
            for (var i = 0; i < start.Length; i++)
            {
                RowByCell(s.Start.Value + i, m.Start.Value + i, t.Start.Value + i);
            }
        }

        return true;
    }

    private static bool HasMoved(ImmutableArray<string> start, ImmutableArray<string> rows) =>
        rows.Where((row, i) => row != start[i]).Any(start.Contains);

    private void RowByCell(int s, int m, int t)
    {
        var row = _mine.Rows[m];
        var (wasMine, wasTheirs) = (_mine.Keys[m] == _start.Keys[s], _theirs.Keys[t] == _start.Keys[s]);
        // A row of which nothing is left is another row.
        var isSameRow = wasMine || wasTheirs || (_mine.Shares(m, _start, s) && _theirs.Shares(t, _start, s));
        foreach (var column in _columns)
        {
            var (mine, theirs, start) = (_mine.Mark(m, column), _theirs.Mark(t, column), _start.Mark(s, column));
            var their = _theirs.Rows[t].GetValueOrDefault(column, "");
            if (mine == theirs || wasTheirs || (isSameRow && theirs == start))
            {
                continue;
            }

            if (wasMine || (isSameRow && mine == start))
            {
                row = their.Length == 0 ? row.Remove(column) : row.SetItem(column, their);
            }
            else
            {
                _cells.Add((_rows.Count, column, their));
            }
        }

        _rows.Add(row);
    }

    private static ImmutableArray<Row> Marked(ImmutableArray<Row> rows) =>
        [.. rows.Select(row => row.ToImmutableSortedDictionary(c => c.Key, c => FormStart.Mark(c.Value), StringComparer.Ordinal))];

    private sealed class Side(ImmutableArray<Row> rows, ImmutableArray<Row> marks, ImmutableArray<string> columns)
    {
        public ImmutableArray<Row> Rows { get; } = rows;

        public ImmutableArray<string> Keys { get; } = [.. marks.Select(row => string.Join('|', columns.Select(c => row.GetValueOrDefault(c, ""))))];

        public string Mark(int row, string column) => marks[row].GetValueOrDefault(column, "");

        public bool Shares(int row, Side other, int otherRow) =>
            columns.Any(c => Mark(row, c) is { Length: > 0 } mark && mark == other.Mark(otherRow, c));
    }
}
