using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Review.Plans;

/// <summary>Which departments came from which: merged, split, moved (合併, 分割).</summary>
public sealed class Succession
{
    // A longer line of offices than a plan has years is a slip of the pen.
    private const int MostSteps = 1_000;

    private readonly Dictionary<string, Department> _byId;
    private readonly ILookup<string, string> _before;
    private readonly Dictionary<(string Id, FiscalYear Year), ImmutableArray<string>> _followed = [];

    /// <param name="departments">Every department of the plan, past and future ones included.</param>
    public Succession(ImmutableArray<Department> departments)
    {
        _byId = departments.DistinctBy(d => d.Id).ToDictionary(d => d.Id, StringComparer.Ordinal);
        _before = departments.SelectMany(d => d.Became.Select(next => (d.Id, Next: next))).ToLookup(d => d.Next, d => d.Id, StringComparer.Ordinal);
    }

    /// <summary>Those of a plan, whether as its file has it or as of one year.</summary>
    public static Succession Of(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new Succession([.. plan.Departments, .. plan.OtherDepartments]);
    }

    /// <summary>The department of this id, or null.</summary>
    public Department? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>
    /// Who answers in a year for what a department answers for: itself where it is there, whoever took over, or the one that it came
    /// from. Several: it was split, or comes from several, and the plan has to say which; none: it was closed.
    /// </summary>
    public ImmutableArray<string> Followed(string id, FiscalYear offices)
    {
        if (!_followed.TryGetValue((id, offices), out var found))
        {
            _followed[(id, offices)] = found = [.. Follow(id, offices)];
        }

        return found;
    }

    /// <summary>The departments whose work a department took over, directly or by way of others.</summary>
    public IEnumerable<string> Predecessors(string id) => Walk(id, before => _before[before]).Skip(1);

    private IEnumerable<string> Follow(string id, FiscalYear offices) => Walk(id, at => _byId.GetValueOrDefault(at) switch
    {
        null => [],
        var department when department.IsThereIn(offices) => [],
        { Until: { } until } department when until < offices => department.Became,
        _ => _before[at],
    }).Where(at => _byId.TryGetValue(at, out var department) && department.IsThereIn(offices));

    private static List<string> Walk(string id, Func<string, IEnumerable<string>> next)
    {
        var found = new List<string> { id };
        for (var at = 0; at < found.Count && found.Count < MostSteps; at++)
        {
            found.AddRange(next(found[at]).Except(found, StringComparer.Ordinal).ToArray());
        }

        return found;
    }
}
