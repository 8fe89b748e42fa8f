namespace GyoseiFlow.Review.Rules;

/// <summary>Thrown by an act that would break a rule; nothing has changed.</summary>
public sealed class RuleBrokenException(BrokenRule rule) : Exception(rule.Message)
{
    /// <summary>The rule.</summary>
    public BrokenRule Rule { get; } = rule;

    /// <summary>Throws unless the rule holds.</summary>
    /// <exception cref="RuleBrokenException">The rule does not hold.</exception>
    public static void Unless(bool holds, BrokenRule rule)
    {
        if (!holds)
        {
            throw new RuleBrokenException(rule);
        }
    }
}
