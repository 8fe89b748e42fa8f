using System.Collections.Immutable;

namespace GyoseiFlow.Review.Indicators;

/// <summary>One value of an indicator, as printed and as it can be reckoned with.</summary>
/// <param name="Parts">One, or one a part of a split value, in the indicator's order; a part without a value is absent.</param>
public sealed record IndicatorValue(ImmutableArray<ValuePart> Parts)
{
    /// <summary>The part of this name ("" where the value is not split), or null.</summary>
    public ValuePart? Of(string name) => Parts.FirstOrDefault(p => p.Name == name);
}

/// <summary>A value, or one part of a split one.</summary>
/// <param name="Name">(男性) and the like; "" where the value is not split.</param>
/// <param name="Printed">As the paper prints it, unit included: 81,571千円, 13%以上, 検討・実施, 増加.</param>
/// <param name="Number">The number in it, in the indicator's unit; null where it is a state or a sentence.</param>
/// <param name="Bound">Whether the number is meant exactly, as a floor or as a ceiling.</param>
public sealed record ValuePart(string Name, string Printed, decimal? Number, Bound Bound);

/// <summary>How a number is meant.</summary>
public enum Bound
{
    /// <summary>97回.</summary>
    Exactly,

    /// <summary>13%以上.</summary>
    AtLeast,

    /// <summary>30分以下, 30分以内.</summary>
    AtMost,
}
