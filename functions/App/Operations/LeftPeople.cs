using GyoseiFlow.App.Access;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.App.Operations;

/// <summary>
/// Forgets people whose retention is over: the record with the address goes, the name in the log becomes 削除済み. The log keeps who
/// acted by a number that is nobody's any more. Departments' addresses in the log end likewise.
/// </summary>
public sealed class LeftPeople(IRecordStore store, Ledger ledger, Retention retention, TimeProvider clock)
{
    /// <summary>What stands where a name was.</summary>
    public const string Removed = "（削除済み）";

    // Entries of one commit, with room for what else it holds.
    private const int Most = IRecordStore.MaxWrites - 10;

    /// <summary>Forgets whoever is due.</summary>
    /// <returns>How many people.</returns>
    public async Task<int> DeleteAsync(DateOnly today, CancellationToken cancellation)
    {
        if (retention.Years is null)
        {
            return 0;
        }

        var entries = new List<Stored<AuditEntry>>();
        await foreach (var entry in store.ListAsync<AuditEntry>(RecordKeys.People, RecordKeys.AuditPrefix, cancellation))
        {
            entries.Add(entry);
        }

        var forgotten = 0;
        foreach (var person in entries.Where(e => PersonChange.Of(e.Value) is not null).GroupBy(e => e.Value.Subject, StringComparer.Ordinal))
        {
            // Leaving is for good: whoever comes back gets another number.
            var gone = person.Select(e => PersonChange.Of(e.Value)!.Latest).FirstOrDefault(p => p.LeftOn is not null);
            Stored<AuditEntry>[] named = [.. person.Where(e => NamesSomebody(e.Value))];
            if (gone?.LeftOn is { } left && named.Length > 0 && retention.IsOver(left, today))
            {
                await ForgetAsync(gone, named, cancellation);
                forgotten++;
            }
        }

        await ForgetContactsAsync(entries, today, cancellation);
        return forgotten;
    }

    private async Task ForgetAsync(Person person, Stored<AuditEntry>[] entries, CancellationToken cancellation)
    {
        foreach (var part in entries.Chunk(Most))
        {
            await ledger.ChangeAsync(
                RecordKeys.People,
                ActOn(part[0]),
                clock.GetUtcNow(),
                "保存期間の終わった担当者の削除",
                $"person-{person.Id}",
                async () => new Change(
                    [.. await RecordsOfAsync(person, cancellation), .. part.Select(e => e.With(Nameless(e.Value)))],
                    null,
                    Nameless(person)),
                cancellation);
        }
    }

    // The address may be somebody else's by now, who is not to lose it.
    private async Task<List<RecordWrite>> RecordsOfAsync(Person person, CancellationToken cancellation)
    {
        var gone = new List<RecordWrite>();
        await foreach (var record in store.ListAsync<Person>(RecordKeys.People, RecordKeys.Person(""), cancellation))
        {
            if (record.Value.Id == person.Id)
            {
                gone.Add(record.Gone());
                var revocation = RecordKeys.Revocation(Accounts.HashOf(record.Value.Mail));
                if (await store.FindAsync(RecordKeys.People, revocation, cancellation) is { } ended)
                {
                    gone.Add(new DeleteRecord(ended.Key, ended.ETag));
                }
            }
        }

        return gone;
    }

    private async Task ForgetContactsAsync(List<Stored<AuditEntry>> entries, DateOnly today, CancellationToken cancellation)
    {
        var due = entries.Where(e =>
            e.Value.Subject.StartsWith(RecordKeys.ContactSubjects, StringComparison.Ordinal)
            && (e.Value.Before ?? e.Value.After) is not null
            && retention.IsOver(JapanTime.DateOf(e.Value.At), today));
        foreach (var part in due.Chunk(Most))
        {
            await ledger.ChangeAsync(
                RecordKeys.People,
                ActOn(part[0]),
                clock.GetUtcNow(),
                "保存期間の終わった宛先の記録の削除",
                RecordKeys.Contacts,
                () => Task.FromResult<Change?>(new Change([.. part.Select(e => e.With(e.Value with { Before = null, After = null }))], null, null)),
                cancellation);
        }
    }

    // What begins with this entry has not been done yet, or the entry would not be among them.
    private static Act ActOn(Stored<AuditEntry> entry) => new($"retention-{Secrets.Hash(entry.Key)}", "clock");

    private static bool NamesSomebody(AuditEntry entry)
    {
        var change = PersonChange.Of(entry)!;
        return new[] { change.Before, change.After }.OfType<Person>().Any(p => p.Name != Removed);
    }

    private static AuditEntry Nameless(AuditEntry entry)
    {
        var change = PersonChange.Of(entry)!;
        return entry with { Before = Nameless(change.Before), After = Nameless(change.After) };
    }

    private static string? Nameless(Person? person) => person is null ? null : RecordJson.Write(person with { Name = Removed, Mail = "" });
}
