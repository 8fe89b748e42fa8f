using System.Collections.Immutable;

namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>A place in the file, from 1.</summary>
internal sealed record Place(int Line, int Column)
{
    public static Place Start { get; } = new(1, 1);
}

/// <summary>Collects what is wrong while the file is read.</summary>
internal sealed class ProblemList
{
    private readonly List<PlanProblem> found = [];

    public bool HasErrors => found.Exists(p => p.Severity == PlanProblemSeverity.Error);

    public void Add(Place place, string path, string message, PlanProblemSeverity severity = PlanProblemSeverity.Error)
    {
        var problem = new PlanProblem(place.Line, place.Column, path, message, severity);
        // A part that several aliases bring in is read several times; its mistake is one mistake.
        if (!found.Exists(p => p.Line == problem.Line && p.Column == problem.Column && p.Message == problem.Message))
        {
            found.Add(problem);
        }
    }

    public ImmutableArray<PlanProblem> InOrder() => [.. found.OrderBy(p => p.Line).ThenBy(p => p.Column)];
}
