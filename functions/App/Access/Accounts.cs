using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Access;

/// <summary>
/// Whom an address belongs to: the offices, members and secretariats that the plans name, and the people whom the
/// secretariat added.
/// </summary>
public sealed class Accounts(IRecordStore store, PlanLibrary plans, TimeProvider clock)
{
    private Offices? _offices;

    /// <summary>The account of an address, or null when nobody has it (any more).</summary>
    public async Task<Visitor?> FindAsync(string address, CancellationToken cancellation)
    {
        var mail = Normal(address);
        var person = await store.FindAsync<Person>(RecordKeys.People, RecordKeys.Person(HashOf(mail)), cancellation);
        if (person is not null)
        {
            return person.Value.IsHere(clock.GetUtcNow())
                ? new Visitor(person.Value.Id, person.Value.Name, person.Value.Grants)
                : null;
        }

        var latest = await plans.LatestAsync(cancellation);
        if (_offices is not { } known || known.Plans != latest)
        {
            _offices = known = new Offices(latest, latest.SelectMany(OfficesOf).ToLookup(o => o.Mail, o => (o.Grant, o.Name), StringComparer.Ordinal));
        }

        ImmutableArray<(Grant Grant, string Name)> offices = [.. known.ByAddress[mail]];
        return offices.IsEmpty ? null : new Visitor("", offices[0].Name, [.. offices.Select(o => o.Grant)]);
    }

    /// <summary>As addresses are compared: without regard to case, width or blanks around.</summary>
    public static string Normal(string address) => address.Normalize(NormalizationForm.FormKC).Trim().ToLowerInvariant();

    /// <summary>What keys and logs may say of an address.</summary>
    public static string HashOf(string address) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Normal(address))));

    private static IEnumerable<(string Mail, Grant Grant, string Name)> OfficesOf(Plan plan)
    {
        yield return (Normal(plan.Mail.SecretariatMail), new Grant(plan.Id, Role.Secretariat, ""), plan.Mail.Secretariat);
        var succession = Succession.Of(plan);
        foreach (var department in plan.Departments)
        {
            foreach (var mail in new[] { department.Mail, department.HeadMail }.OfType<string>().Select(Normal).Distinct(StringComparer.Ordinal))
            {
                yield return (mail, new Grant(plan.Id, Role.Department, department.Id), department.Name);
                // Whoever took over an office's work has its former sheets too.
                foreach (var former in succession.Predecessors(department.Id))
                {
                    yield return (mail, new Grant(plan.Id, Role.Department, former), department.Name);
                }
            }
        }

        foreach (var member in plan.Committee.Members)
        {
            yield return (Normal(member.Mail), new Grant(plan.Id, Role.Member, member.Id), $"{plan.Committee.Name} {member.Role}");
        }
    }

    /// <summary>The offices that plans name, by address; made anew when the plans are others.</summary>
    private sealed record Offices(ImmutableArray<Plan> Plans, ILookup<string, (Grant Grant, string Name)> ByAddress);
}
