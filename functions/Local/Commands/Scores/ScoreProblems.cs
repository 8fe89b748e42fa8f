namespace GyoseiFlow.Local.Commands.Scores;

/// <summary>What there is to say about a score file's lines: the first few in words, the others as a number.</summary>
/// <param name="shown">How many in words.</param>
internal sealed class ScoreProblems(int shown)
{
    private readonly List<ScoreProblem> _first = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds one. Millions may come: only those that are shown are put into words.</summary>
    public void Add(int line, Func<string> message)
    {
        if (Count++ < shown)
        {
            _first.Add(new ScoreProblem(line, message()));
        }
    }

    /// <summary>Those in words, with the file's name, and how many more there are.</summary>
    public string Text(string path, string mark) =>
        FileProblems.Text([.. _first.Select(p => $"{mark}{path}:{p.Line}: {p.Message}")], Count);
}
