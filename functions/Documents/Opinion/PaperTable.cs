using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Texts;

namespace GyoseiFlow.Documents.Opinion;

/// <summary>A table of the opinion document before it is Word or Excel: what stands in it, not how it looks.</summary>
/// <param name="Caption">What it is called.</param>
/// <param name="Columns">Left to right.</param>
/// <param name="Rows">Top to bottom.</param>
public sealed record PaperTable(string Caption, ImmutableArray<PaperColumn> Columns, ImmutableArray<PaperRow> Rows)
{
    /// <summary>A table without group rows.</summary>
    public static PaperTable Of(
        string caption, ImmutableArray<PaperColumn> columns, IEnumerable<ImmutableArray<PaperCell>> rows) =>
        new(caption, columns, [.. rows.Select(cells => new PaperRow(cells))]);
}

/// <summary>A column with its head.</summary>
/// <param name="Head">The words over it.</param>
/// <param name="Width">Wide characters that fit beside each other.</param>
/// <param name="Look">What is in its cells.</param>
public sealed record PaperColumn(string Head, int Width, PaperLook Look)
{
    /// <summary>The head over this one and its neighbours of the same group.</summary>
    public string? Group { get; init; }

    /// <summary>Whether the head's characters may stand on top of each other, where columns are narrow.</summary>
    public bool IsUpright { get; init; }

    /// <summary>The column's name where there are no groups.</summary>
    public string FullHead => Group is null ? Head : $"{Group} {Head}";

    /// <summary>Words that may wrap; such columns share the width that the others leave.</summary>
    public static PaperColumn Words(string head, int width) => new(head, width, PaperLook.Words);

    /// <summary>Numbers, or nothing.</summary>
    public static PaperColumn Number(string head, int width = 3) => new(head, width, PaperLook.Number);

    /// <summary>A code, a grade, a mark: short, in the middle.</summary>
    public static PaperColumn Mark(string head, int width = 3) => new(head, width, PaperLook.Mark);
}

/// <summary>What a column holds.</summary>
public enum PaperLook
{
    /// <summary>Text.</summary>
    Words,

    /// <summary>Numbers.</summary>
    Number,

    /// <summary>Short text in the middle.</summary>
    Mark,
}

/// <summary>A row.</summary>
/// <param name="Cells">As many as the columns, counting a wide cell's span; one for a group row.</param>
/// <param name="IsGroup">Whether its one cell is the heading of the rows below.</param>
public sealed record PaperRow(ImmutableArray<PaperCell> Cells, bool IsGroup = false);

/// <summary>A cell. What doesn't exist is an empty text without a number, never zero.</summary>
/// <param name="Text">As it is printed.</param>
/// <param name="Number">Its value where it is a number, with the decimals that it was rounded to.</param>
/// <param name="Span">The columns that it takes.</param>
public readonly record struct PaperCell(string Text, decimal? Number = null, int Span = 1)
{
    /// <summary>The part of the text that a correction changed: where it begins and how long it is.</summary>
    public (int Start, int Length)? Changed { get; init; }

    /// <summary>What became of a draft's text, piece by piece; default where it isn't compared.</summary>
    public ImmutableArray<DiffPiece> Pieces { get; init; }

    /// <summary>Whether it names its row.</summary>
    public bool IsHead { get; init; }

    /// <summary>Whether it holds words that wrap, in a column of short marks.</summary>
    public bool IsWide { get; init; }

    /// <summary>Whether it is what the others come to.</summary>
    public bool IsTotal { get; init; }

    /// <summary>Where its figure stands in the open data, or null.</summary>
    public string? Source { get; init; }

    /// <summary>The figure that the text begins with, where it says more (119.1 of 119.1%), or null.</summary>
    public string? Figure { get; init; }

    /// <summary>The day where it is one.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>A day.</summary>
    public static PaperCell Of(DateOnly day) => new(Wareki.Format(day)) { Day = day };

    /// <summary>A text, or nothing.</summary>
    public static implicit operator PaperCell(string? text) => new(text ?? "");

    /// <summary>A whole number.</summary>
    public static implicit operator PaperCell(int number) => new(Printed.Number(number), number);

    /// <summary>A whole number, or nothing.</summary>
    public static implicit operator PaperCell(int? number) => number is { } value ? value : new PaperCell("");

    /// <summary>A number with its decimals, or nothing.</summary>
    public static implicit operator PaperCell(decimal? number) => new(Printed.Number(number), number);
}
