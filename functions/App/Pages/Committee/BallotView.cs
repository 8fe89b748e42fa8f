using System.Collections.Immutable;
using GyoseiFlow.App.Access;
using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.Review.Committee;

namespace GyoseiFlow.App.Pages.Committee;

/// <summary>A member's own ballot, as the pages show it.</summary>
/// <param name="Running">The cycle.</param>
/// <param name="Grant">The member's.</param>
/// <param name="Paper">What was typed and handed in.</param>
public sealed record BallotView(RunningCycle Running, Grant Grant, BallotPaper Paper)
{
    /// <summary>The cycle's id.</summary>
    public string CycleId => Running.Cycle.Id;

    /// <summary>Whether anything can still be changed.</summary>
    public bool IsOpen => Running.TakesBallots && Paper.Ballot.State != BallotState.Missing;

    /// <summary>Whether something was typed since it was handed in, which nobody has yet.</summary>
    public bool HasUnsent => Paper.Ballot.State == BallotState.Submitted && !Paper.IsHandedIn;

    /// <summary>What the pages show: what counts once the stage is closed, what was typed last before.</summary>
    public ImmutableArray<BallotLine> Lines => BallotLine.Of(
        Running.Plan, !IsOpen && Paper.Ballot.State == BallotState.Submitted ? Paper.Ballot.ByItem : Paper.Votes);

    /// <summary>Whether the member is the chair.</summary>
    public bool IsChair => Running.Plan.Committee.Chair.Id == Grant.Id;

    /// <summary>How many items are finished.</summary>
    public int Finished => Lines.Count(l => l.IsComplete);
}
