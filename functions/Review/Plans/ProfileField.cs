using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Review.Plans;

/// <summary>One thing that the plan itself says of every measure (要旨, 現状, 課題, 年度ごとの行程), as its plan file defines it.</summary>
/// <param name="Id">ASCII id, used in data.</param>
/// <param name="Label">What people see.</param>
/// <param name="Kind">What is written in it.</param>
public sealed record ProfileField(string Id, string Label, ProfileKind Kind);

/// <summary>What a profile field holds.</summary>
public enum ProfileKind
{
    /// <summary>Free text in Markdown.</summary>
    Text,

    /// <summary>Lines, numbered or not as they are written (アクティビティ ①②, インパクト ・).</summary>
    Lines,

    /// <summary>Rows by years, whose cells can span years (各年度の行程・取組指標).</summary>
    Grid,
}

/// <summary>What a measure's profile says in one field; its kind follows the field's.</summary>
public abstract record ProfileValue;

/// <summary>Free text.</summary>
/// <param name="Text">Markdown; line breaks are LF.</param>
public sealed record ProfileText(string Text) : ProfileValue;

/// <summary>Lines in order.</summary>
/// <param name="Lines">Each as printed, its number or bullet included.</param>
public sealed record ProfileLines(ImmutableArray<string> Lines) : ProfileValue;

/// <summary>Rows by years.</summary>
/// <param name="Rows">In the order of the paper.</param>
public sealed record ProfileGrid(ImmutableArray<GridRow> Rows) : ProfileValue;

/// <summary>One row of a grid of years.</summary>
/// <param name="Id">ASCII id, unique in the measure: yearly answers refer to it.</param>
/// <param name="Group">The row's kind: アクティビティ（活動内容）.</param>
/// <param name="Name">What the row is about: 生産性向上ツールの活用.</param>
/// <param name="Cells">In order of years; years without a cell are blank.</param>
public sealed record GridRow(string Id, string Group, string Name, ImmutableArray<GridCell> Cells)
{
    /// <summary>The cell that covers a year, or null.</summary>
    public GridCell? At(FiscalYear year) => Cells.FirstOrDefault(c => c.From <= year && year <= c.To);
}

/// <summary>A cell of a grid; it can span years.</summary>
/// <param name="From">Its first fiscal year.</param>
/// <param name="To">Its last; the same as the first where it spans nothing.</param>
/// <param name="Text">As printed: 150帳票, 完了, R7年度比3割減.</param>
public sealed record GridCell(FiscalYear From, FiscalYear To, string Text);
