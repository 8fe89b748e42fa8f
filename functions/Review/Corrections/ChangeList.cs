using System.Globalization;

namespace GyoseiFlow.Review.Corrections;

/// <summary>Collects one subject's changes; what is the same is left out.</summary>
internal sealed class ChangeList(ChangedSubject of, Labelled subject)
{
    private readonly List<FigureChange> _all = [];

    public IEnumerable<FigureChange> All => _all;

    public void Add(ChangedFigure figure, Labelled? detail, string? before, string? after)
    {
        if (before != after)
        {
            _all.Add(new FigureChange(of, subject, figure, detail, before, after));
        }
    }

    public void Add(ChangedFigure figure, Labelled? detail, decimal? before, decimal? after) => Add(
        figure, detail, before?.ToString(CultureInfo.InvariantCulture), after?.ToString(CultureInfo.InvariantCulture));
}
