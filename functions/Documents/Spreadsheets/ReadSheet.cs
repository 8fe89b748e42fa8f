using System.Collections.Immutable;

namespace GyoseiFlow.Documents.Spreadsheets;

/// <summary>A worksheet's cells.</summary>
/// <param name="Name">As its tab says.</param>
/// <param name="IsHidden">Whether its tab is hidden.</param>
/// <param name="Cells">Those that have something in them, row by row.</param>
public sealed record ReadSheet(string Name, bool IsHidden, ImmutableArray<ReadCell> Cells)
{
    private ImmutableDictionary<(int, int), ReadCell>? byPlace;

    /// <summary>A cell, or null when nothing is in it.</summary>
    public ReadCell? At(int row, int column) =>
        (byPlace ??= Cells.ToImmutableDictionary(c => (c.Row, c.Column))).GetValueOrDefault((row, column));
}
