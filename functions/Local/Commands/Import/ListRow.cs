namespace GyoseiFlow.Local.Commands.Import;

/// <summary>One row of a city's list, from a worksheet or a CSV file.</summary>
/// <param name="Place">Where a row or a cell of it is, for people, by its column from 0; -1: the whole row.</param>
/// <param name="Cells">Its texts.</param>
internal sealed record ListRow(Func<int, string> Place, IReadOnlyList<string> Cells)
{
    /// <summary>A cell's text without the spaces around it; empty where there is none.</summary>
    public string this[int column] => column >= 0 && column < Cells.Count ? Cells[column].Trim() : "";

    /// <summary>Whether nothing is in it.</summary>
    public bool IsBlank => Cells.All(string.IsNullOrWhiteSpace);
}
