using System.Collections.Immutable;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>What is wrong with the form that closes a stage, all at once: whoever mends one thing is not to be sent back for the next.</summary>
internal static class ClosingProblems
{
    /// <summary>By field.</summary>
    /// <param name="broken">The rule that was found broken first.</param>
    /// <param name="early">That somebody still has time and nobody confirmed it, or null.</param>
    public static ImmutableArray<(string Field, string Message)> Of(BrokenRule broken, ClosingEarlyMustBeConfirmed? early) =>
    [
        .. broken is ClosingEarlyMustBeConfirmed ? [] : new[] { ("reason", broken.Message) },
        .. early is null ? [] : new[] { ("early", early.Message) },
    ];
}
