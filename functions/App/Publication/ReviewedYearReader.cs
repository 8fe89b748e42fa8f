using System.Collections.Immutable;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Figures;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Publication;

/// <summary>Gathers from the store what a year's document is made from.</summary>
public sealed class ReviewedYearReader(IRecordStore store, CycleReader cycles, PlanLibrary plans)
{
    /// <summary>The year as it stands: the accepted answers, the ballots that are in, the compiled opinions.</summary>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="version">The version that it is for.</param>
    /// <param name="publishedOn">The day on the cover.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ReviewedYear> ReadAsync(string cycleId, int version, DateOnly publishedOn, CancellationToken cancellation)
    {
        var running = await cycles.GetAsync(cycleId, cancellation);
        var answers = await AcceptedAnswersAsync(running, cancellation);
        var figures = YearFigures.Of(
            running.Plan,
            answers.Where(a => a.Value.Scores is not null).ToDictionary(a => a.Key, a => a.Value.Scores!.ToImmutableDictionary()),
            await ScoresByItemAsync(cycleId, cancellation));
        var opinions = await store.FindAsync<CompiledOpinions>(cycleId, RecordKeys.Opinions, cancellation);
        var past = await plans.PastGradesAsync(running.Plan.Id, running.Cycle.Year, cancellation);
        return new ReviewedYear(
            running.Plan, running.Calendar, version, publishedOn, figures, answers, opinions?.Value ?? CompiledOpinions.None, past);
    }

    private async Task<ImmutableDictionary<string, Answers>> AcceptedAnswersAsync(RunningCycle running, CancellationToken cancellation)
    {
        var accepted = ImmutableDictionary.CreateBuilder<string, Answers>();
        await foreach (var sheet in store.ListAsync<Sheet>(running.Cycle.Id, RecordKeys.SheetPrefix, cancellation))
        {
            if (sheet.Value.State == SheetState.Accepted)
            {
                var key = RecordKeys.Submission(sheet.Value.Measure, sheet.Value.Version);
                var submission = await store.GetAsync<SubmissionRecord>(running.Cycle.Id, key, cancellation);
                accepted[sheet.Value.Measure] = submission.Value.Read(running.Plan).Answers;
            }
        }

        return accepted.ToImmutable();
    }

    private async Task<ImmutableDictionary<int, ImmutableArray<int>>> ScoresByItemAsync(string cycleId, CancellationToken cancellation)
    {
        var scores = new Dictionary<int, List<int>>();
        await foreach (var ballot in store.ListAsync<Ballot>(cycleId, RecordKeys.BallotPrefix, cancellation))
        {
            foreach (var (item, vote) in ballot.Value.ByItem.Where(v => ballot.Value.State == BallotState.Submitted && v.Value.Score is not null))
            {
                (scores.TryGetValue(item, out var given) ? given : scores[item] = []).Add(vote.Score!.Value);
            }
        }

        return scores.ToImmutableDictionary(s => s.Key, s => s.Value.ToImmutableArray());
    }
}
