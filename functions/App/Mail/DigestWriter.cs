using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Mail;

/// <summary>
/// Writes the secretariat's digests: one letter a moment with all that is due by then, in the commit that removes what it carries. What
/// was dealt with meanwhile is not told any more.
/// </summary>
public sealed class DigestWriter(IRecordStore store)
{
    // One write is the letter's.
    private const int MostNews = IRecordStore.MaxWrites - 1;

    /// <summary>Writes what is due.</summary>
    public async Task WriteAsync(RunningCycle running, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(running);
        while (await DueAsync(running.Cycle.Id, now, cancellation) is { Count: > 0 } due)
        {
            var letter = await LetterAsync(running, due, cancellation);
            try
            {
                await store.CommitAsync(
                    running.Cycle.Id, [.. due.Select(news => news.Gone()), .. letter is null ? Array.Empty<RecordWrite>() : [letter]], cancellation);
            }
            catch (RecordConflictException)
            {
                // The activity runs twice: read again what is left.
            }
        }
    }

    /// <summary>When the next digest leaves, or null when there is nothing to tell.</summary>
    public async Task<DateTimeOffset?> NextAsync(string cycleId, CancellationToken cancellation)
    {
        await foreach (var news in store.ListAsync<SecretariatNews>(cycleId, RecordKeys.NewsPrefix, cancellation))
        {
            return news.Value.LetterAt;
        }

        return null;
    }

    /// <summary>The moments of the digests to come that have something to tell, as things stand.</summary>
    public async Task<ImmutableArray<DateTimeOffset>> ComingAsync(RunningCycle running, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(running);
        var waiting = new List<Stored<SecretariatNews>>();
        await foreach (var news in store.ListAsync<SecretariatNews>(running.Cycle.Id, RecordKeys.NewsPrefix, cancellation))
        {
            waiting.Add(news);
        }

        var moments = ImmutableArray.CreateBuilder<DateTimeOffset>();
        foreach (var moment in waiting.GroupBy(news => news.Value.LetterAt).OrderBy(m => m.Key))
        {
            if (await DigestAsync(running, [.. moment], cancellation) is not null)
            {
                moments.Add(moment.Key);
            }
        }

        return moments.ToImmutable();
    }

    private async Task<List<Stored<SecretariatNews>>> DueAsync(string cycleId, DateTimeOffset now, CancellationToken cancellation)
    {
        var due = new List<Stored<SecretariatNews>>();
        await foreach (var news in store.ListAsync<SecretariatNews>(cycleId, RecordKeys.NewsPrefix, cancellation))
        {
            if (news.Value.LetterAt > now || due.Count == MostNews)
            {
                break;
            }

            due.Add(news);
        }

        return due;
    }

    // null: everything was dealt with before its letter left.
    private async Task<RecordWrite?> LetterAsync(RunningCycle running, List<Stored<SecretariatNews>> due, CancellationToken cancellation)
    {
        if (await DigestAsync(running, due, cancellation) is not { } digest)
        {
            return null;
        }

        var at = due[^1].Value.LetterAt;
        var occasion = await OccasionAsync(running.Cycle.Id, at, cancellation);
        var (key, message) = new MailComposer(running.Plan, running.Cycle.Id, running.Cycle.Year).ToSecretariat(digest, occasion, at);
        return TypedRecords.Insert(key.RecordKey, OutboxMail.Queued(key, message));
    }

    private async Task<Digest?> DigestAsync(RunningCycle running, List<Stored<SecretariatNews>> due, CancellationToken cancellation)
    {
        var digest = new Digest(
            await RequestsAsync(running.Cycle.Id, cancellation),
            await SheetsAsync(running, Of(due, SecretariatNewsKind.Submitted), sheet => sheet.State == SheetState.Submitted, cancellation),
            await SheetsAsync(running, Of(due, SecretariatNewsKind.Comment), _ => true, cancellation),
            await MailsAsync(running, Of(due, SecretariatNewsKind.Mail), cancellation));
        var asked = Of(due, SecretariatNewsKind.Request).ToHashSet(StringComparer.Ordinal);
        return digest.Requests.Any(r => asked.Contains(r.Request.Measure)) || digest.Submitted.Count + digest.Commented.Count + digest.Mails.Count > 0
            ? digest
            : null;
    }

    // The moment; a second letter of it only when there is more than one commit holds.
    private async Task<string> OccasionAsync(string cycleId, DateTimeOffset at, CancellationToken cancellation)
    {
        var moment = at.ToOffset(JapanTime.Offset).ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture);
        var occasion = moment;
        for (var letter = 2; await store.FindAsync(cycleId, KeyOf(occasion).RecordKey, cancellation) is not null; letter++)
        {
            occasion = string.Create(CultureInfo.InvariantCulture, $"{moment}-{letter}");
        }

        return occasion;

        MailKey KeyOf(string o) => new(cycleId, RecordKeys.SecretariatSubject, MailPurpose.Digest, o);
    }

    // All that wait for an answer, the old ones too.
    private async Task<List<(ExtensionRequest Request, Sheet Sheet)>> RequestsAsync(string cycleId, CancellationToken cancellation)
    {
        var open = new List<(ExtensionRequest Request, Sheet Sheet)>();
        await foreach (var request in store.ListAsync<ExtensionRequest>(cycleId, RecordKeys.ExtensionRequestPrefix, cancellation))
        {
            if (request.Value.IsOpen)
            {
                open.Add((request.Value, (await store.GetAsync<Sheet>(cycleId, RecordKeys.Sheet(request.Value.Measure), cancellation)).Value));
            }
        }

        return [.. open.OrderBy(r => r.Request.At)];
    }

    private async Task<List<Sheet>> SheetsAsync(
        RunningCycle running, IEnumerable<string> measures, Func<Sheet, bool> isNews, CancellationToken cancellation)
    {
        var sheets = new List<Sheet>();
        var named = measures.ToHashSet(StringComparer.Ordinal);
        foreach (var measure in running.Plan.Measures.Where(m => named.Contains(m.Code)))
        {
            var sheet = await store.GetAsync<Sheet>(running.Cycle.Id, RecordKeys.Sheet(measure.Code), cancellation);
            if (isNews(sheet.Value))
            {
                sheets.Add(sheet.Value);
            }
        }

        return sheets;
    }

    private async Task<List<OutboxMail>> MailsAsync(RunningCycle running, IEnumerable<string> keys, CancellationToken cancellation)
    {
        var mails = new List<OutboxMail>();
        foreach (var key in keys.Distinct(StringComparer.Ordinal))
        {
            var mail = await store.GetAsync<OutboxMail>(running.Cycle.Id, key, cancellation);
            if (mail.Value is { IsMissed: true, ResentAs: null })
            {
                mails.Add(mail.Value);
            }
        }

        return mails;
    }

    private static IEnumerable<string> Of(List<Stored<SecretariatNews>> due, SecretariatNewsKind kind) =>
        due.Where(n => n.Value.Kind == kind).Select(n => n.Value.Subject);
}

/// <summary>What a digest tells.</summary>
/// <param name="Requests">期限延長の申請 that wait for an answer.</param>
/// <param name="Submitted">Sheets that wait to be checked.</param>
/// <param name="Commented">Sheets with a new comment.</param>
/// <param name="Mails">Mails that failed or did not arrive, or of which nobody knows.</param>
internal sealed record Digest(
    IReadOnlyList<(ExtensionRequest Request, Sheet Sheet)> Requests,
    IReadOnlyList<Sheet> Submitted,
    IReadOnlyList<Sheet> Commented,
    IReadOnlyList<OutboxMail> Mails);
