using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Data;

/// <summary>A table of open data: one fact a cell, long form. Published twice, as CSV and as JSON.</summary>
/// <param name="Name">The files' name without its ending.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Columns">In order.</param>
/// <param name="Rows">Cells as they were typed or computed; an empty cell is a value that doesn't exist, never zero.</param>
internal sealed record CsvTable(
    string Name, string Title, ImmutableArray<CsvColumn> Columns, ImmutableArray<ImmutableArray<string>> Rows)
{
    /// <summary>measures.csv.</summary>
    public string CsvName => Name + ".csv";

    /// <summary>measures.json.</summary>
    public string JsonName => Name + ".json";

    /// <summary>The same with the columns that every table begins with, so that files of several cities and years can be stacked.</summary>
    public CsvTable Keyed(ReviewedYear year)
    {
        ImmutableArray<string> keys = [year.Plan.CityCode, year.Plan.Id, Printed.Number(year.Cycle.Year.Year)];
        return this with
        {
            Columns = [CommonColumns.Region, CommonColumns.Plan, CommonColumns.FiscalYear, .. Columns],
            Rows = [.. Rows.Select(row => keys.AddRange(row))],
        };
    }
}
