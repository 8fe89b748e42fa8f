using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Corrections;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Publication;

/// <summary>What the next version of a published document would be. Nothing is written.</summary>
public sealed class CorrectionDrafts(CycleReader cycles, VersionReader versions, ReviewedYearReader years)
{
    /// <summary>A cycle whose document is published.</summary>
    /// <exception cref="RuleBrokenException">It is not.</exception>
    internal async Task<RunningCycle> PublishedAsync(string cycleId, CancellationToken cancellation)
    {
        var running = await cycles.GetAsync(cycleId, cancellation);
        RuleBrokenException.Unless(
            running.Cycle.Stage == CycleStage.Published, new StageMustBe(CycleStage.Published.Label(), running.StageLabel));
        return running;
    }

    /// <summary>The next version: the store as it stands, with what the order corrects on top.</summary>
    /// <exception cref="RuleBrokenException">A version is on its way.</exception>
    /// <exception cref="CorrectionUnreadableException">The order is wrong.</exception>
    internal async Task<CorrectionDraft> DraftAsync(RunningCycle running, JsonElement? json, CancellationToken cancellation)
    {
        var latest = await versions.LatestAsync(running.Cycle, cancellation);
        RuleBrokenException.Unless(latest == running.Cycle.Version, new CorrectionMustWait(latest));
        var published = await versions.GetAsync(running.Cycle.Id, latest, cancellation);
        var inputs = await versions.DraftAsync(running, latest + 1, published.PublishedOn, cancellation);
        var before = await years.ReadAsync(running, published, cancellation);
        var after = await years.ReadAsync(running, inputs, cancellation);
        if (json is not { } asked)
        {
            return new CorrectionDraft(inputs, Preview(inputs, before, after), null);
        }

        var order = CorrectionOrderReader.Read(asked, after);
        inputs = inputs with
        {
            Opinions = order.Opinions ?? inputs.Opinions,
            SheetVersions = inputs.SheetVersions.SetItems(order.Answers.Select(a => KeyValuePair.Create(a.Key, inputs.SheetVersions[a.Key] + 1))),
        };
        var answers = after.Answers.SetItems(order.Answers);
        after = await years.ReadAsync(running, inputs, answers, cancellation);
        return new CorrectionDraft(inputs, Preview(inputs, before, after), order);
    }

    private static CorrectionPreview Preview(VersionInputs inputs, ReviewedYear before, ReviewedYear after)
    {
        var changes = FigureChanges.Between(before, after);
        var tag = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(RecordJson.Write(changes))));
        return new CorrectionPreview(inputs.Version, changes, tag);
    }
}

/// <summary>A version that could be published next.</summary>
/// <param name="Inputs">What it would be made from, dated as the version before.</param>
/// <param name="Preview">What it would change.</param>
/// <param name="Order">What was ordered; null when only the store speaks.</param>
internal sealed record CorrectionDraft(VersionInputs Inputs, CorrectionPreview Preview, CorrectionOrder? Order)
{
    /// <summary>The inputs as they are fixed by the act that orders the version.</summary>
    public VersionInputs Ordered(RunningCycle running, Correction correction) => Inputs with
    {
        PublishedOn = correction.On,
        Reason = correction.Reason,
        ChangedItems = FigureChanges.ItemsOf(running.Plan, correction.Changes),
    };
}
