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
    // More than anybody reads; a file made to be wrong everywhere must not cost minutes.
    private const int Most = 1_000;

    private readonly List<PlanProblem> found = [];
    private readonly HashSet<(Place Place, string Message)> known = [];

    public bool HasErrors { get; private set; }

    /// <summary>Notes what the readers ask for; null where nobody wants to know.</summary>
    public PlanShape? Shape { get; init; }

    /// <summary>Where the file stops being YAML; null when it can be read.</summary>
    public Place? Unreadable { get; private set; }

    /// <summary>Whether the file was refused as a whole: too deep, two documents in one, …</summary>
    public bool IsRefused { get; private set; }

    public bool IsFull => found.Count >= Most;

    /// <summary>Adds a problem once: a part that several aliases bring in is read several times, its mistake is one mistake.</summary>
    public void Add(Place place, string path, string message, PlanProblemSeverity severity = PlanProblemSeverity.Error)
    {
        HasErrors |= severity == PlanProblemSeverity.Error;
        if (!IsFull && known.Add((place, message)))
        {
            found.Add(new PlanProblem(place.Line, place.Column, path, message, severity));
        }
    }

    public void AddRefusal(Place place, string message)
    {
        IsRefused = true;
        Add(place, "", message);
    }

    public void AddUnreadable(Place place)
    {
        Unreadable = place;
        Add(place, "", SyntaxMistake.Message);
    }

    public ImmutableArray<PlanProblem> InOrder() => [.. found.OrderBy(p => p.Line).ThenBy(p => p.Column)];
}
