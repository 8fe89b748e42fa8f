using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Pages.Sheets;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Pages.Departments;

/// <summary>Saves what a form holds together with what was saved elsewhere since the form was read.</summary>
public sealed class DraftSaving(DraftDesk drafts)
{
    // Each lost race means that somebody else saved.
    private const int MaxTries = 10;

    /// <summary>Saves the form, unless there is something to choose first.</summary>
    /// <exception cref="Review.Rules.RuleBrokenException">The sheet does not await the department.</exception>
    internal async Task<SavedForm> SaveAsync(RunningCycle running, string measure, PostedForm form, Act act, CancellationToken cancellation)
    {
        var (cycleId, plan) = (running.Cycle.Id, running.Plan);
        for (var tries = 1; ; tries++)
        {
            var theirs = await drafts.GetAsync(cycleId, measure, cancellation);
            var chosen = ChosenAnswers.Read(plan, form, theirs.Answers);
            var merged = AnswerMerge.Of(plan, chosen.Start, chosen.Answers, theirs.Answers);
            ImmutableArray<Contest> contests = [.. chosen.Open.Concat(merged.Contests).DistinctBy(c => c.Name, StringComparer.Ordinal)];
            if (!contests.IsEmpty)
            {
                return new(chosen.Answers, merged.Answers, theirs, contests);
            }

            try
            {
                var saved = await drafts.SaveAsync(cycleId, measure, merged.Answers, theirs.ETag, act, cancellation);
                // The same click as before, but other words: it was done before and is not done now.
                return new(chosen.Answers, merged.Answers, saved, AnswerMerge.Of(plan, start: null, merged.Answers, saved.Answers).Contests);
            }
            catch (DraftConflictException) when (tries < MaxTries)
            {
                // Somebody else was first: put it together with that.
            }
        }
    }
}

/// <summary>What became of a form.</summary>
/// <param name="Typed">What stood in it.</param>
/// <param name="Merged">That, with what others changed.</param>
/// <param name="Saved">What was saved last, by this form or another.</param>
/// <param name="Contests">What is to be chosen before it can be saved; empty when it is saved.</param>
internal sealed record SavedForm(Answers Typed, Answers Merged, Draft Saved, ImmutableArray<Contest> Contests)
{
    /// <summary>Whether what was saved has more in it than the form had.</summary>
    public bool HasMore => !TypedAnswers.AreSame(Typed, Merged);
}
