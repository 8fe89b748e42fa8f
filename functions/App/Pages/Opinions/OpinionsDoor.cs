using GyoseiFlow.App.Opinions;

namespace GyoseiFlow.App.Pages.Opinions;

/// <summary>Where the secretariat, and nobody else, gets what the members wrote.</summary>
public sealed class OpinionsDoor(OpinionWorkDesk works, OpinionDesk opinions)
{
    /// <summary>The opinions of a cycle.</summary>
    /// <exception cref="AccessDeniedException">The visitor is not of the secretariat.</exception>
    public async Task<OpinionsView> OpenAsync(Visit visit, string cycleId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(visit);
        var (running, _) = await visit.AsSecretariatAsync(cycleId, cancellation);
        return new OpinionsView(
            running,
            await works.OriginalsAsync(cycleId, cancellation),
            await works.FindAsync(cycleId, cancellation),
            await opinions.ToPublishAsync(running.Cycle, cancellation));
    }
}
