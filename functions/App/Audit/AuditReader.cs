using System.Collections.Immutable;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.App.Audit;

/// <summary>Reads the audit log of a cycle, or of the plans.</summary>
public sealed class AuditReader(IRecordStore store)
{
    /// <summary>The entries that fit, the newest first.</summary>
    /// <param name="partition">The cycle's id, or "plans".</param>
    /// <param name="filter">Which entries.</param>
    /// <param name="skip">How many to leave out at the beginning.</param>
    /// <param name="take">How many to give at most.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<AuditPage> ListAsync(string partition, AuditFilter filter, int skip, int take, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var fitting = new List<AuditEntry>();
        await foreach (var entry in store.ListAsync<AuditEntry>(partition, RecordKeys.AuditPrefix, cancellation))
        {
            if (filter.Fits(entry.Value))
            {
                fitting.Add(entry.Value);
            }
        }

        // Entries of the same moment keep an order of their own, or pages would show one twice and another never.
        var newest = fitting.OrderByDescending(e => e.At)
            .ThenBy(e => e.By, StringComparer.Ordinal)
            .ThenBy(e => e.RequestId, StringComparer.Ordinal);
        return new AuditPage([.. newest.Skip(skip).Take(take)], fitting.Count);
    }
}

/// <summary>Which entries to show; what is null lets everything through.</summary>
/// <param name="Subject">To what it was done, e.g. sheet-7.</param>
/// <param name="By">Who did it: a role (department) or one of its bearers (department:zaisei).</param>
/// <param name="From">The first day, in Japan.</param>
/// <param name="To">The last day, in Japan.</param>
/// <param name="Text">Words in what was done, the note, or how it was or is.</param>
public sealed record AuditFilter(
    string? Subject = null, string? By = null, DateOnly? From = null, DateOnly? To = null, string? Text = null)
{
    /// <summary>Whether an entry is one of them.</summary>
    public bool Fits(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var day = JapanTime.DateOf(entry.At);
        return (Subject is null || entry.Subject == Subject)
            && (By is null || entry.By == By || entry.By.StartsWith(By + ":", StringComparison.Ordinal))
            && (From is null || day >= From)
            && (To is null || day <= To)
            && (Text is null || Has(entry.What) || Has(entry.Note) || Has(entry.Before) || Has(entry.After));
    }

    private bool Has(string? words) => words?.Contains(Text!, StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>A part of the log.</summary>
/// <param name="Entries">The newest first.</param>
/// <param name="Total">How many fit in all.</param>
public sealed record AuditPage(ImmutableArray<AuditEntry> Entries, int Total);
