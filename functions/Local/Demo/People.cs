using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Opinions;
using GyoseiFlow.App.SelfEvaluation;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.Local.Demo;

/// <summary>What the people of the script work with: the same desks as real people.</summary>
internal sealed record People(SheetDesk Sheets, DraftDesk Drafts, BallotDesk Ballots, OpinionDesk Opinions, DurableTaskClient Client);
