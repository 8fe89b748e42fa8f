using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Audit;

/// <summary>Reads the audit log of a cycle, or of a plan's people and departments.</summary>
public sealed class AuditReader(IRecordStore store)
{
    /// <summary>The entries that fit, the newest first.</summary>
    /// <param name="partition">The cycle's id.</param>
    /// <param name="filter">Which entries.</param>
    /// <param name="skip">How many to leave out at the beginning.</param>
    /// <param name="take">How many to give at most.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<AuditPage> ListAsync(string partition, AuditFilter filter, int skip, int take, CancellationToken cancellation) =>
        PageAsync(store.ListAsync<AuditEntry>(partition, RecordKeys.AuditPrefix, cancellation), filter, skip, take);

    /// <summary>The same of what is no cycle's: the plan's people, its departments' addresses, the ends of its measures.</summary>
    public Task<AuditPage> ListOfPlanAsync(Plan plan, AuditFilter filter, int skip, int take, CancellationToken cancellation) =>
        PageAsync(OfPlanAsync(plan, cancellation), filter, skip, take);

    /// <summary>What the people of a plan are and were called.</summary>
    public Task<PersonNames> NamesAsync(string planId, CancellationToken cancellation) => PersonNames.ReadAsync(store, planId, cancellation);

    private static async Task<AuditPage> PageAsync(IAsyncEnumerable<Stored<AuditEntry>> entries, AuditFilter filter, int skip, int take)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var fitting = new List<AuditEntry>();
        var acts = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var entry in entries)
        {
            acts.Add(entry.Value.What);
            if (filter.Fits(entry.Value))
            {
                fitting.Add(entry.Value);
            }
        }

        // Entries of the same moment keep an order of their own, or pages would show one twice and another never.
        var newest = fitting.OrderByDescending(e => e.At)
            .ThenBy(e => e.By, StringComparer.Ordinal)
            .ThenBy(e => e.RequestId, StringComparer.Ordinal);
        return new AuditPage([.. newest.Skip(skip).Take(take)], fitting.Count, [.. acts]);
    }

    // The partitions are shared by all plans; nobody sees another plan's.
    private async IAsyncEnumerable<Stored<AuditEntry>> OfPlanAsync(
        Plan plan, [EnumeratorCancellation] CancellationToken cancellation)
    {
        HashSet<string> subjects =
        [
            .. plan.Departments.Select(d => RecordKeys.ContactSubject(plan.Id, d.Id)),
            .. plan.Measures.Select(m => RecordKeys.MeasureSubject(plan.Id, m.Code)),
        ];
        await foreach (var entry in store.ListAsync<AuditEntry>(RecordKeys.People, RecordKeys.AuditPrefix, cancellation))
        {
            if (PersonChange.Of(entry.Value)?.IsOf(plan.Id) ?? subjects.Contains(entry.Value.Subject))
            {
                yield return entry;
            }
        }

        await foreach (var entry in store.ListAsync<AuditEntry>(RecordKeys.Plans, RecordKeys.AuditPrefix, cancellation))
        {
            if (subjects.Contains(entry.Value.Subject))
            {
                yield return entry;
            }
        }
    }
}

/// <summary>Which entries to show; what is null lets everything through.</summary>
/// <param name="Subject">To what it was done, e.g. sheet-7.</param>
/// <param name="By">Who did it: a role (department), one of its bearers (department:zaisei), or a person of whatever role (/p1a2b3c4d).</param>
/// <param name="From">The first day, in Japan.</param>
/// <param name="To">The last day, in Japan.</param>
/// <param name="Text">Words in what was done, the note, or how it was or is.</param>
public sealed record AuditFilter(
    string? Subject = null, string? By = null, DateOnly? From = null, DateOnly? To = null, string? Text = null)
{
    /// <summary>What was done, e.g. 差戻し.</summary>
    public string? What { get; init; }

    /// <summary>Whether an entry is one of them.</summary>
    public bool Fits(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var day = JapanTime.DateOf(entry.At);
        return (Subject is null || entry.Subject == Subject)
            && (What is null || entry.What == What)
            && (By is null || IsBy(entry.By))
            && (From is null || day >= From)
            && (To is null || day <= To)
            && (Text is null || entry.Subject == Sheet || Has(entry.What) || Has(entry.Note) || Has(entry.Before) || Has(entry.After));
    }

    // A role's bearers come after a colon, a bearer's people after a stroke.
    private bool IsBy(string by) => By!.StartsWith('/')
        ? by.EndsWith(By, StringComparison.Ordinal)
        : by.StartsWith(By, StringComparison.Ordinal) && (by.Length == By.Length || by[By.Length] is ':' or '/');

    // No.12, as the pages call a sheet, or 12.
    private string? Sheet => RecordKeys.SheetSubject(
        Folded(Text!) is var text && text.StartsWith("No.", StringComparison.OrdinalIgnoreCase) ? text[3..].Trim() : text);

    // Half or full width are the same.
    private bool Has(string? words) => words is not null && Folded(words).Contains(Folded(Text!), StringComparison.OrdinalIgnoreCase);

    private static string Folded(string text) => text.Normalize(System.Text.NormalizationForm.FormKC);
}

/// <summary>A part of the log.</summary>
/// <param name="Entries">The newest first.</param>
/// <param name="Total">How many fit in all.</param>
/// <param name="Acts">Everything that was ever done in this log.</param>
public sealed record AuditPage(ImmutableArray<AuditEntry> Entries, int Total, ImmutableArray<string> Acts);
