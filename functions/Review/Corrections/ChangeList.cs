using System.Globalization;

namespace GyoseiFlow.Review.Corrections;

/// <summary>Collects one subject's changes; what is the same is left out.</summary>
internal sealed class ChangeList(ChangedSubject of, Labelled subject)
{
    private readonly List<FigureChange> _all = [];

    public IEnumerable<FigureChange> All => _all;

    public void Add(ChangedFigure figure, Labelled? detail, string? before, string? after)
    {
        // A text that was emptied is one that isn't there any more.
        var (was, now) = (before is "" ? null : before, after is "" ? null : after);
        if (was != now)
        {
            _all.Add(new FigureChange(of, subject, figure, detail, was, now));
        }
    }

    public void Add(ChangedFigure figure, Labelled? detail, decimal? before, decimal? after) => Add(
        figure, detail, before?.ToString(CultureInfo.InvariantCulture), after?.ToString(CultureInfo.InvariantCulture));
}
