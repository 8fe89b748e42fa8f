namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>Puts the mistakes of a file into words: the slips in its lines first, then what is wrong without them.</summary>
internal static class MistakeFinder
{
    /// <param name="text">The file, with its slips.</param>
    /// <param name="entries">The lines of its structure.</param>
    /// <param name="problems">What reading it as it is gave.</param>
    /// <param name="read">Reads it again.</param>
    public static ProblemList Explain(
        SourceText text, IReadOnlyList<EntryLine> entries, ProblemList problems, Func<string, ProblemList, Plan?> read)
    {
        if (problems.IsRefused)
        {
            return problems;
        }

        if (text.Slips.Count == 0)
        {
            return problems.Unreadable is not null && IndentSlips.First(entries) is { } indent ? Only(indent) : problems;
        }

        var all = Only([.. text.Slips]);
        var rest = new ProblemList();
        var repaired = text.Repaired();
        _ = read(repaired, rest);
        if (rest.Unreadable is null)
        {
            foreach (var problem in rest.InOrder())
            {
                var place = new Place(problem.Line, text.ColumnAsWritten(problem.Line, problem.Column));
                all.Add(place, problem.Path, problem.Message, problem.Severity);
            }
        }
        else if (IndentSlips.First(LineSlips.Find(new SourceText(repaired))) is { } indent && text.Slips.All(s => s.Place.Line != indent.Place.Line))
        {
            all.Add(indent.Place, "", indent.Message);
        }

        return all;
    }

    private static ProblemList Only(params ReadOnlySpan<Slip> slips)
    {
        var problems = new ProblemList();
        foreach (var slip in slips)
        {
            problems.Add(slip.Place, "", slip.Message);
        }

        return problems;
    }
}
