using System.Globalization;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Scoring;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Figures;

/// <summary>How far a measure has come, from its parts (Fuchu: 2, 3, 2 → 2.3 → 2 やや遅れているが、概ね順調).</summary>
/// <param name="Mean">Rounded as the scale says.</param>
/// <param name="Step">The step that the rounded mean rounds to, half up.</param>
/// <param name="Label">That step's wording.</param>
public sealed record ProgressMean(decimal Mean, int Step, string Label)
{
    private static readonly Rounding ToStep = new(0, RoundingMode.HalfUp);

    /// <summary>The step with its wording, as printed: 2 やや遅れているが、概ね順調.</summary>
    public string Printed => string.Create(CultureInfo.InvariantCulture, $"{Step} {Label}");

    /// <summary>Of a measure's answer; null where no part has a step.</summary>
    public static ProgressMean? Of(ProgressScale scale, ProgressAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(scale);
        ArgumentNullException.ThrowIfNull(answer);
        if (scale.MeanRounding.Mean([.. answer.ByPart.Values.Select(step => (decimal)step)]) is not { } mean)
        {
            return null;
        }

        var step = (int)ToStep.Round(mean);
        return new ProgressMean(mean, step, scale.Labels.GetValueOrDefault(step) ?? "");
    }
}
