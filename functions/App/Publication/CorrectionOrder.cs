using System.Collections.Immutable;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Publication;

/// <summary>What somebody wants corrected, read and held against the year as it stands.</summary>
/// <param name="Reason">Why, for citizens.</param>
/// <param name="Answers">By measure code, the sheets that change, each whole and as it should have been.</param>
/// <param name="Opinions">All opinions as they should have been; null when none changes.</param>
internal sealed record CorrectionOrder(string Reason, ImmutableSortedDictionary<string, Answers> Answers, CompiledOpinions? Opinions);

/// <summary>One thing wrong with an order, for the person who wrote it.</summary>
/// <param name="Field">Where, e.g. sheets.N1.scores.progress; empty for the order as a whole.</param>
/// <param name="Message">In Japanese: what is wrong and what to do.</param>
public sealed record CorrectionProblem(string Field, string Message)
{
    /// <summary>The message behind its field.</summary>
    public override string ToString() => Field.Length == 0 ? Message : $"{Field}: {Message}";
}

/// <summary>An order that can't be carried out as it is written. Nothing has changed.</summary>
public sealed class CorrectionUnreadableException(ImmutableArray<CorrectionProblem> problems)
    : Exception(string.Join('\n', problems))
{
    /// <summary>Everything that is wrong with it.</summary>
    public ImmutableArray<CorrectionProblem> Problems { get; } = problems;
}
