using System.Collections.Immutable;
using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Operations;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Corrections;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Figures;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Publication;

/// <summary>Gathers from the store what a year's document is made from.</summary>
public sealed class ReviewedYearReader(IRecordStore store, CycleReader cycles, VersionReader versions, FormerAnswers former)
{
    /// <summary>The year as it stands: the accepted answers, the ballots that are in, the compiled opinions.</summary>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="version">The version that it is for.</param>
    /// <param name="publishedOn">The day on the cover.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ReviewedYear> ReadAsync(string cycleId, int version, DateOnly publishedOn, CancellationToken cancellation)
    {
        var running = await cycles.GetAsync(cycleId, cancellation);
        return await ReadAsync(running, await versions.DraftAsync(running, version, publishedOn, cancellation), cancellation);
    }

    /// <summary>A version that is published or on its way, with every correction up to it.</summary>
    internal async Task<ReviewedYear> ReadVersionAsync(RunningCycle running, int version, CancellationToken cancellation)
    {
        var first = await versions.GetAsync(running.Cycle.Id, VersionReader.FirstVersion, cancellation);
        var year = await ReadAsync(running, first, cancellation);
        var corrections = ImmutableArray.CreateBuilder<Correction>();
        for (var next = VersionReader.FirstVersion + 1; next <= version; next++)
        {
            var before = year;
            var inputs = await versions.GetAsync(running.Cycle.Id, next, cancellation);
            year = await ReadAsync(running, inputs, cancellation);
            corrections.Add(new Correction(next, inputs.PublishedOn, inputs.Reason ?? "", FigureChanges.Between(before, year)));
        }

        return year with { Corrections = corrections.ToImmutable(), FirstPublishedOn = first.PublishedOn };
    }

    /// <summary>What a version's inputs make, without its corrections.</summary>
    internal async Task<ReviewedYear> ReadAsync(RunningCycle running, VersionInputs inputs, CancellationToken cancellation) =>
        await ReadAsync(running, inputs, await AnswersAsync(running, inputs, cancellation), cancellation);

    /// <summary>What a version's inputs would make with these answers.</summary>
    internal async Task<ReviewedYear> ReadAsync(
        RunningCycle running, VersionInputs inputs, ImmutableDictionary<string, Answers> answers, CancellationToken cancellation)
    {
        var figures = YearFigures.Of(
            running.Plan,
            answers.Where(a => a.Value.Scores is not null).ToDictionary(a => a.Key, a => a.Value.Scores!.ToImmutableDictionary()),
            await ScoresByItemAsync(running.Cycle.Id, cancellation));
        var plan = inputs.Chapters is { } chapters
            ? running.Plan with { Document = chapters.ApplyTo(running.Plan.Document) }
            : running.Plan;
        return new ReviewedYear(
            plan, running.Calendar, inputs.Version, inputs.PublishedOn, figures, answers, inputs.Opinions, inputs.Past)
        {
            Former = inputs.FormerSheets is { } sheets
                ? await former.ReadAsync(plan.Id, running.Cycle.Year, sheets, cancellation)
                : ImmutableDictionary<string, ImmutableSortedDictionary<FiscalYear, Answers>>.Empty,
            GroupWork = await GroupWorkAsync(running, cancellation),
            FormerPlans = inputs.FormerCycles is { } published
                ? await cycles.FormerPlansAsync(running, published, cancellation)
                : ImmutableSortedDictionary<FiscalYear, Plan>.Empty,
        };
    }

    private async Task<ImmutableArray<GroupWork>> GroupWorkAsync(RunningCycle running, CancellationToken cancellation)
    {
        var work = ImmutableArray.CreateBuilder<GroupWork>();
        foreach (var group in running.Plan.Committee.Groups)
        {
            if (await store.FindAsync<GroupWorkRecord>(running.Cycle.Id, RecordKeys.GroupWork(group.Id), cancellation) is { } found)
            {
                work.Add(GroupWorkJson.Read(running.Plan, found.Value.Json));
            }
        }

        return work.ToImmutable();
    }

    private async Task<ImmutableDictionary<string, Answers>> AnswersAsync(
        RunningCycle running, VersionInputs inputs, CancellationToken cancellation)
    {
        var answers = ImmutableDictionary.CreateBuilder<string, Answers>();
        foreach (var (measure, version) in inputs.SheetVersions)
        {
            var submission = await store.GetAsync<SubmissionRecord>(
                running.Cycle.Id, RecordKeys.Submission(measure, version), cancellation);
            answers[measure] = submission.Value.Read(running).Answers;
        }

        return answers.ToImmutable();
    }

    // Of the members' ballots, or of nobody's any more: after the retention there are no ballots.
    private async Task<ImmutableDictionary<int, ImmutableArray<int>>> ScoresByItemAsync(string cycleId, CancellationToken cancellation)
    {
        var kept = await store.FindAsync<UnattributedScores>(cycleId, RecordKeys.UnattributedScores, cancellation);
        var scores = kept?.Value ?? UnattributedScores.None;
        await foreach (var ballot in store.ListAsync<Ballot>(cycleId, RecordKeys.BallotPrefix, cancellation))
        {
            scores = scores.With(ballot.Value);
        }

        return scores.ByItem.ToImmutableDictionary();
    }
}
