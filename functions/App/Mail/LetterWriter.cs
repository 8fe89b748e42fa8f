using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Mail;

/// <summary>
/// Makes letters of the notices whose time has come. A letter enters the outbox in the same commit that marks all of its
/// notices as carried, so a notice is in one letter at most, whoever writes it and however often that is tried. Its key is that of
/// the first sheet's notice.
/// </summary>
public sealed class LetterWriter(IRecordStore store)
{
    // A notice takes two writes of a commit, the letter one.
    private const int MaxNotices = (IRecordStore.MaxWrites - 1) / 2;

    /// <summary>Writes every letter that a subject's notices wait for by now, with the other sheets' notices that go into them.</summary>
    public async Task WriteAsync(RunningCycle running, string subject, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(running);
        await foreach (var notice in store.ListAsync<SheetNotice>(running.Cycle.Id, SheetNotice.PrefixOf(subject), cancellation))
        {
            if (notice.Value.IsWaiting && notice.Value.LetterAt <= now)
            {
                await WriteAllAsync(running, notice.Value.WaitingPrefix, now, cancellation);
            }
        }
    }

    /// <summary>When the next letter of a subject leaves, or null when none of its notices waits.</summary>
    public async Task<DateTimeOffset?> NextAsync(string cycleId, string subject, CancellationToken cancellation)
    {
        DateTimeOffset? next = null;
        await foreach (var notice in store.ListAsync<SheetNotice>(cycleId, SheetNotice.PrefixOf(subject), cancellation))
        {
            if (notice.Value.IsWaiting && !(next <= notice.Value.LetterAt))
            {
                next = notice.Value.LetterAt;
            }
        }

        return next;
    }

    private async Task WriteAllAsync(RunningCycle running, string waitingPrefix, DateTimeOffset now, CancellationToken cancellation)
    {
        while (await WaitingAsync(running, waitingPrefix, cancellation) is { Count: > 0 } waiting)
        {
            try
            {
                await store.CommitAsync(running.Cycle.Id, WritesOf(running, waiting, now), cancellation);
            }
            catch (RecordConflictException)
            {
                // Another sheet's orchestration was first: read again what is left.
            }
        }
    }

    private async Task<List<WaitingNotice>> WaitingAsync(RunningCycle running, string waitingPrefix, CancellationToken cancellation)
    {
        var waiting = new List<WaitingNotice>();
        await foreach (var place in store.ListAsync<string>(running.Cycle.Id, waitingPrefix, cancellation))
        {
            // Gone since the list was read: somebody else is writing this letter.
            if (await store.FindAsync<SheetNotice>(running.Cycle.Id, place.Value, cancellation) is { Value.IsWaiting: true } notice)
            {
                var sheet = await store.GetAsync<Sheet>(running.Cycle.Id, RecordKeys.Sheet(notice.Value.Measure), cancellation);
                waiting.Add(new WaitingNotice(place, notice, sheet.Value));
            }
        }

        return waiting;
    }

    // One letter's worth: what needs no letter any more first, then the sheets with the earliest deadline.
    private static RecordWrite[] WritesOf(RunningCycle running, List<WaitingNotice> waiting, DateTimeOffset now)
    {
        var lapsed = waiting.Where(w => w.HasLapsed).Take(MaxNotices).ToList();
        if (lapsed is not [])
        {
            return [.. lapsed.SelectMany(w => w.Ended(SheetNoticeState.Lapsed, letter: null))];
        }

        var order = running.Plan.Measures.Select((m, i) => (m.Code, i)).ToDictionary(m => m.Code, m => m.i, StringComparer.Ordinal);
        var carried = waiting
            .GroupBy(w => w.Notice.Value.AsksForSheet ? w.Sheet.Due : default)
            .MinBy(sameDeadline => sameDeadline.Key)!
            .OrderBy(w => order[w.Sheet.Measure])
            .ThenBy(w => w.Notice.Key, StringComparer.Ordinal)
            .Take(MaxNotices)
            .ToList();
        // Two notices of one sheet (returned twice in a day): the letter gives the later one's words.
        var told = carried.GroupBy(w => w.Sheet.Measure).Select(ofSheet => ofSheet.OrderBy(w => w.Place.Key.Length).ThenBy(w => w.Place.Key, StringComparer.Ordinal).Last());
        var (key, message) = new MailComposer(running.Plan, running.Cycle.Id, running.Cycle.Year)
            .AboutSheets(carried[0].Notice.Value.Key, [.. told.Select(w => (w.Notice.Value, w.Sheet))], now);
        return
        [
            TypedRecords.Insert(key.RecordKey, OutboxMail.Queued(key, message)),
            .. carried.SelectMany(w => w.Ended(SheetNoticeState.Carried, key.RecordKey)),
        ];
    }

    private sealed record WaitingNotice(Stored<string> Place, Stored<SheetNotice> Notice, Sheet Sheet)
    {
        public bool HasLapsed => Notice.Value.AsksForSheet && !Sheet.AwaitsDepartment;

        public RecordWrite[] Ended(SheetNoticeState state, string? letter) =>
            [Place.Gone(), Notice.With(Notice.Value with { State = state, Letter = letter })];
    }
}
