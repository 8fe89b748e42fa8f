using System.Collections.Immutable;
using GyoseiFlow.Documents.Opinion;

namespace GyoseiFlow.Documents.Parts;

/// <summary>One thing that stands in a part of the document, before it is HTML or Word.</summary>
public abstract record PartBlock;

/// <summary>A heading inside a chapter.</summary>
/// <param name="Level">1 right beneath the chapter's own.</param>
/// <param name="Text">Its words.</param>
/// <param name="Anchor">Its id in the page.</param>
public sealed record PartHeading(int Level, string Text, string Anchor) : PartBlock
{
    /// <summary>Marks beside it: 新規, DX.</summary>
    public ImmutableArray<string> Flags { get; init; } = [];

    /// <summary>Whether the contents name it.</summary>
    public bool IsListed { get; init; } = true;

    /// <summary>Whether a printed page begins with it.</summary>
    public bool IsOnNewPage { get; init; }
}

/// <summary>A plan's own text.</summary>
/// <param name="Markdown">As the plan has it.</param>
public sealed record PartText(string Markdown) : PartBlock;

/// <summary>Names with what is to say of them.</summary>
/// <param name="Facts">As typed.</param>
public sealed record PartFacts(ImmutableArray<PartFact> Facts) : PartBlock;

/// <summary>A name with what is to say of it.</summary>
/// <param name="Name">担当部署, 要旨.</param>
/// <param name="Text">As typed; its line breaks stay.</param>
public sealed record PartFact(string Name, string Text);

/// <summary>A table.</summary>
/// <param name="Id">Its id in the page.</param>
/// <param name="Table">What stands in it.</param>
public sealed record PartTable(string Id, PaperTable Table) : PartBlock
{
    /// <summary>Whether it is a few short columns, which need no whole width.</summary>
    public bool IsNarrow { get; init; }
}

/// <summary>A chart with the table that says the same.</summary>
/// <param name="Id">The chart's id in the page.</param>
/// <param name="Chart">The chart.</param>
public sealed record PartChart(string Id, TrendChart Chart) : PartBlock;

/// <summary>A small note.</summary>
/// <param name="Text">What it says.</param>
public sealed record PartNote(string Text) : PartBlock;
