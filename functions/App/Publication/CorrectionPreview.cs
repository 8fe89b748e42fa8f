using System.Collections.Immutable;
using GyoseiFlow.Review.Corrections;

namespace GyoseiFlow.App.Publication;

/// <summary>What the next version would change.</summary>
/// <param name="Version">The next version.</param>
/// <param name="Changes">Figure by figure; empty when nothing differs from what is published.</param>
/// <param name="Tag">Says that what is published is what was looked at.</param>
public sealed record CorrectionPreview(int Version, ImmutableArray<FigureChange> Changes, string Tag);
