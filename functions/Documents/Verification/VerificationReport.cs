using System.Collections.Immutable;

namespace GyoseiFlow.Documents.Verification;

/// <summary>What was checked in one published version, and what doesn't hold.</summary>
/// <param name="Title">Whose, which year, which version; empty when the data doesn't say.</param>
/// <param name="Parts">In the order in which they were checked.</param>
public sealed record VerificationReport(string Title, ImmutableArray<CheckedPart> Parts)
{
    /// <summary>Whether everything agrees.</summary>
    public bool Holds => Parts.All(p => p.Findings.IsEmpty);

    /// <summary>How many figures were computed again; none where a document has neither scores nor attainment nor means.</summary>
    public int Recomputed => Parts.Where(p => p.IsOfFigures).Sum(p => p.Count);
}

/// <summary>One kind of check.</summary>
/// <param name="Name">For people.</param>
/// <param name="Count">How many things were compared.</param>
/// <param name="Unit">What was counted: 件 or ファイル.</param>
/// <param name="Findings">What doesn't hold; empty when all agree.</param>
public sealed record CheckedPart(string Name, int Count, string Unit, ImmutableArray<Finding> Findings)
{
    /// <summary>Whether what was compared are figures, computed again from the data.</summary>
    public bool IsOfFigures { get; init; }
}

/// <summary>Something that doesn't hold.</summary>
/// <param name="File">Relative to the version's folder.</param>
/// <param name="Message">Where in it, and what, in Japanese.</param>
public sealed record Finding(string File, string Message);

/// <summary>A figure as a document shows it.</summary>
/// <param name="File">The document.</param>
/// <param name="Place">Where in it, for people: a line, a path.</param>
/// <param name="Address">Where it stands in the open data: items.csv?item_number=3#total.</param>
/// <param name="Text">What is printed; empty for a value that doesn't exist.</param>
public sealed record PublishedFigure(string File, string Place, string Address, string Text);
