using System.Collections.Immutable;
using GyoseiFlow.App.Access;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;

namespace GyoseiFlow.App.Audit;

/// <summary>
/// What people of a plan were called, and when: entries say who acted by a number only, and whoever left or changed their name is to
/// be found under the name that they had. It is read from the log of people itself, so it lasts as long as that log does.
/// </summary>
public sealed class PersonNames
{
    private readonly ILookup<string, (DateTimeOffset At, string Name)> _names;

    private PersonNames(IEnumerable<(string Id, DateTimeOffset At, string Name)> names) =>
        _names = names.OrderBy(n => n.At).ToLookup(n => n.Id, n => (n.At, n.Name), StringComparer.Ordinal);

    /// <summary>Nobody's.</summary>
    public static PersonNames None { get; } = new([]);

    /// <summary>Everybody with the name that they had last, in the order of the names.</summary>
    public IEnumerable<(string Id, string Name)> All =>
        _names.Select(n => (n.Key, n.Last().Name)).OrderBy(n => n.Name, StringComparer.Ordinal).ThenBy(n => n.Key, StringComparer.Ordinal);

    /// <summary>Reads the names of everybody who is or was something in a plan.</summary>
    public static async Task<PersonNames> ReadAsync(IRecordStore store, string planId, CancellationToken cancellation)
    {
        var names = new List<(string, DateTimeOffset, string)>();
        await foreach (var entry in store.ListAsync<AuditEntry>(RecordKeys.People, RecordKeys.AuditPrefix, cancellation))
        {
            if (PersonChange.Of(entry.Value) is { } change && change.IsOf(planId))
            {
                names.Add((change.Latest.Id, entry.Value.At, change.Latest.Name));
            }
        }

        return new PersonNames(names);
    }

    /// <summary>What a person was called at a moment, or null when nobody of that number is known.</summary>
    public string? Of(string id, DateTimeOffset at)
    {
        var known = _names[id].ToArray();
        return known is [] ? null : known.LastOrDefault(n => n.At <= at, known[0]).Name;
    }
}

/// <summary>An entry about a person, read: how they were and how they are.</summary>
/// <param name="Before">null for somebody new.</param>
/// <param name="After">null for nobody any more.</param>
internal sealed record PersonChange(Person? Before, Person? After)
{
    /// <summary>The person as the entry says last.</summary>
    public Person Latest => After ?? Before!;

    /// <summary>What an entry says of a person; null for an entry about something else.</summary>
    public static PersonChange? Of(AuditEntry entry) =>
        entry.Subject.StartsWith("person-", StringComparison.Ordinal) && (entry.Before ?? entry.After) is not null
            ? new PersonChange(Read(entry.Before), Read(entry.After))
            : null;

    /// <summary>Whether the person was or is something in a plan.</summary>
    public bool IsOf(string planId) => GrantsOf(Before).Concat(GrantsOf(After)).Any(g => g.PlanId == planId);

    private static ImmutableArray<Grant> GrantsOf(Person? person) => person?.Grants ?? [];

    private static Person? Read(string? json) => json is null ? null : RecordJson.Read<Person>(json);
}
