using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.App.Opinions;

/// <summary>The secretariat writes this year's chapters of the document, until the opinions go to the chair.</summary>
public sealed class ChapterDesk(IRecordStore store, CycleReader cycles, Ledger ledger, TimeProvider clock)
{
    /// <summary>This year's chapters, and all the document's texts with them.</summary>
    public async Task<ChapterDraft> GetAsync(string cycleId, CancellationToken cancellation)
    {
        var running = await cycles.GetAsync(cycleId, cancellation);
        var found = await store.FindAsync<ChapterTexts>(cycleId, RecordKeys.Chapters, cancellation);
        var own = found?.Value ?? ChapterTexts.None;
        return new ChapterDraft(own, own.ApplyTo(running.Plan.Document), found?.ETag ?? "");
    }

    /// <summary>Writes one chapter.</summary>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="chapter">The chapter.</param>
    /// <param name="text">Markdown with placeholders for figures; null for the plan's text.</param>
    /// <param name="etag">The ETag of the chapters that the writing started from; empty for none.</param>
    /// <param name="act">Who, and which request.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="ChapterConflictException">Somebody else saved since; it has their texts, and the caller still has its own.</exception>
    /// <exception cref="RuleBrokenException">The text can't be printed, or the opinions are with the chair or beyond.</exception>
    public Task SaveAsync(string cycleId, Chapter chapter, string? text, string etag, Act act, CancellationToken cancellation)
    {
        return ledger.ChangeAsync(cycleId, act, clock.GetUtcNow(), "公表する文章", RecordKeys.Chapters, DecideAsync, cancellation);

        async Task<Change?> DecideAsync()
        {
            var running = await cycles.GetAsync(cycleId, cancellation);
            RuleBrokenException.Unless(
                running.Cycle.Stage <= CycleStage.Compiling,
                new StageMustBe(CycleStage.Compiling.Label(), running.StageLabel));
            var found = await store.FindAsync<ChapterTexts>(cycleId, RecordKeys.Chapters, cancellation);
            if ((found?.ETag ?? "") != etag)
            {
                throw new ChapterConflictException(await GetAsync(cycleId, cancellation));
            }

            var own = found?.Value ?? ChapterTexts.None;
            var written = text is null ? own.Without(chapter) : own.With(chapter, text);
            return new Change(
                [TypedRecords.Put(RecordKeys.Chapters, found, written), running.AsItIs],
                found is null ? null : RecordJson.Write(found.Value),
                RecordJson.Write(written));
        }
    }
}

/// <summary>This year's chapters.</summary>
/// <param name="Own">Those that were written for this year.</param>
/// <param name="Texts">All of the document's texts, the plan's where there is none of this year.</param>
/// <param name="ETag">Changes with every save; empty before the first.</param>
public sealed record ChapterDraft(ChapterTexts Own, DocumentTexts Texts, string ETag);

/// <summary>Somebody else saved a chapter in the meantime.</summary>
public sealed class ChapterConflictException(ChapterDraft theirs)
    : Exception("ほかの人が先に文章を保存しました。相手の文章を確認し、自分の文章とあわせて保存し直してください。")
{
    /// <summary>What the other person saved.</summary>
    public ChapterDraft Theirs { get; } = theirs;
}
