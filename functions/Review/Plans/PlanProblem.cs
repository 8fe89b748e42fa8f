using System.Collections.Immutable;
using System.Globalization;

namespace GyoseiFlow.Review.Plans;

/// <summary>What reading a plan file gave.</summary>
/// <param name="Plan">The plan; null when a problem is an error.</param>
/// <param name="Problems">Everything found, in the order of the file.</param>
public sealed record PlanReading(Plan? Plan, ImmutableArray<PlanProblem> Problems);

/// <summary>One thing wrong with a plan file, for the person who wrote it.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Path">Where in the structure, e.g. items[3].measures[0].departments[1]; empty for the file as a whole.</param>
/// <param name="Message">In Japanese: what is wrong and what to do.</param>
/// <param name="Severity">Whether the plan can be used all the same.</param>
public sealed record PlanProblem(
    int Line, int Column, string Path, string Message, PlanProblemSeverity Severity = PlanProblemSeverity.Error)
{
    /// <summary>As shown on a command line: 行:桁 and the message.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Line}行目{Column}桁: {(Severity == PlanProblemSeverity.Error ? "エラー" : "注意")}: {Message}");
}

/// <summary>How bad a problem is.</summary>
public enum PlanProblemSeverity
{
    /// <summary>The plan can't be used.</summary>
    Error,

    /// <summary>The plan can be used; somebody should look.</summary>
    Warning,
}
