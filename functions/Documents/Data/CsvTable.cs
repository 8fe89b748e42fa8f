using System.Collections.Immutable;

namespace GyoseiFlow.Documents.Data;

/// <summary>A table of open data: one fact a cell, long form.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Columns">In order.</param>
/// <param name="Rows">Cells as printed in the file; an empty cell is a value that doesn't exist, never zero.</param>
internal sealed record CsvTable(
    string Name, string Title, ImmutableArray<CsvColumn> Columns, ImmutableArray<ImmutableArray<string>> Rows);

/// <summary>A column with what it means.</summary>
/// <param name="Name">ASCII, lower_snake_case.</param>
/// <param name="Meaning">For the page that lists the files.</param>
internal sealed record CsvColumn(string Name, string Meaning);
