using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Review.Plans;

/// <summary>One field of the sheet (個票), as the plan file defines it.</summary>
/// <param name="Id">ASCII id, used in data.</param>
/// <param name="Label">What people see.</param>
/// <param name="Kind">What is typed into it.</param>
/// <param name="Required">Whether a sheet can be submitted without it.</param>
/// <param name="Carried">Whether the next year's sheet starts with this year's answer.</param>
/// <param name="MaxLength">Characters a text may have; 0: no limit of its own.</param>
/// <param name="Columns">The columns of a table; empty for other kinds.</param>
/// <param name="Support">A line of help under the label, or null.</param>
public sealed record FormField(
    string Id,
    string Label,
    FieldKind Kind,
    bool Required,
    bool Carried,
    int MaxLength,
    ImmutableArray<FormColumn> Columns,
    string? Support)
{
    /// <summary>
    /// The id of the field whose former answer this one starts from (翌年度の取組内容 becomes next year's 取組内容), or null.
    /// </summary>
    public string? CarriedFrom { get; init; }

    /// <summary>What can be chosen in a choice field; empty for other kinds.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>The unit of a number field, or null.</summary>
    public string? Unit { get; init; }

    /// <summary>The scale of a progress field; null for other kinds.</summary>
    public ProgressScale? Scale { get; init; }
}

/// <summary>How far a part has come, in steps with a wording each (Fuchu: 1 遅れが生じている … 3 目標達成に向けて順調).</summary>
/// <param name="Labels">The wording of every step, from the lowest; the steps are consecutive.</param>
/// <param name="MeanRounding">How the mean over a measure's parts is rounded (Fuchu: 2.3). Its label is that of the step that the mean
/// rounds to, half up (Fuchu: 2.3 is 2 やや遅れているが、概ね順調).</param>
public sealed record ProgressScale(ImmutableSortedDictionary<int, string> Labels, Rounding MeanRounding);

/// <summary>A column of a table field.</summary>
/// <param name="Id">ASCII id.</param>
/// <param name="Label">What people see.</param>
/// <param name="Kind">What is typed into a cell: text, year, number or choice.</param>
/// <param name="Choices">What can be chosen; empty for other kinds.</param>
public sealed record FormColumn(string Id, string Label, ColumnKind Kind, ImmutableArray<string> Choices)
{
    /// <summary>A cell in words: 令和6年度 for a fiscal year in any of its spellings; anything else as it was typed.</summary>
    public string InWords(string cell) => Kind == ColumnKind.Year && FiscalYear.TryParse(cell, out var year) ? year.Label : cell;
}

/// <summary>What is typed into a field.</summary>
public enum FieldKind
{
    /// <summary>A score for each criterion.</summary>
    Scores,

    /// <summary>A text for each criterion (評価の理由).</summary>
    TextPerCriterion,

    /// <summary>Free text.</summary>
    Text,

    /// <summary>Rows of cells.</summary>
    Table,

    /// <summary>A year and month, e.g. 取組終了.</summary>
    Month,

    /// <summary>The year's value of the measure's indicator, each part of a split one by itself.</summary>
    Indicator,

    /// <summary>One of the field's choices.</summary>
    Choice,

    /// <summary>A number in the field's unit.</summary>
    Number,

    /// <summary>A step of the field's scale for each part of the measure.</summary>
    Progress,

    /// <summary>The year's text for each row of the measure's grids.</summary>
    Grid,
}

/// <summary>What is typed into a table's cell.</summary>
public enum ColumnKind
{
    /// <summary>Free text.</summary>
    Text,

    /// <summary>A fiscal year of the plan.</summary>
    Year,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>One of the column's choices.</summary>
    Choice,
}
