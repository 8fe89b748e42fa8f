using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.App.Access;

/// <summary>
/// The people whom a plan's secretariat adds beside the offices' shared addresses. A plan's secretariat sees and changes what a
/// person may be in that plan only. The last of the secretariat may leave: the office's own address remains.
/// </summary>
/// <remarks>Every act throws <see cref="RuleBrokenException"/> when a rule forbids it; then nothing has changed.</remarks>
public sealed class PeopleDesk(IRecordStore store, PlanLibrary plans, Ledger ledger, TimeProvider clock)
{
    private const int LongestName = 50;
    private const int LongestAddress = 254;

    /// <summary>Those who are something in a plan, by name.</summary>
    public async Task<ImmutableArray<Person>> OfPlanAsync(string planId, CancellationToken cancellation)
    {
        var people = new List<Person>();
        await foreach (var person in store.ListAsync<Person>(RecordKeys.People, RecordKeys.Person(""), cancellation))
        {
            if (IsOf(person.Value, planId))
            {
                people.Add(person.Value);
            }
        }

        return [.. people.OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Id, StringComparer.Ordinal)];
    }

    /// <summary>Adds a person. Somebody of another plan gets the roles of this one too, and keeps the name that they have.</summary>
    public async Task AddAsync(string planId, PersonTyped typed, Act act, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var known = await FindAsync(typed.Mail, cancellation);
        var id = known is not null && known.Value.IsHere(clock.GetUtcNow()) ? known.Value.Id : $"p{Secrets.New()[..8]}";
        await ledger.ChangeAsync(RecordKeys.People, act, clock.GetUtcNow(), "担当者の追加", SubjectOf(id), DecideAsync, cancellation);

        async Task<Change?> DecideAsync()
        {
            var plan = await CheckAsync(planId, typed, cancellation);
            var found = await FindAsync(typed.Mail, cancellation);
            if (found is null || !found.Value.IsHere(clock.GetUtcNow()))
            {
                var person = new Person(id, typed.Name.Trim(), Accounts.Normal(typed.Mail), [.. typed.GrantsIn(plan)], null);
                return new Change([TypedRecords.Put(KeyOf(person), found, person)], null, Logged(person));
            }

            RuleBrokenException.Unless(!IsOf(found.Value, planId), new AddressMustBeFree());
            var joined = found.Value with { Grants = [.. found.Value.Grants, .. typed.GrantsIn(plan)] };
            return new Change([found.With(joined)], Logged(found.Value), Logged(joined));
        }
    }

    /// <summary>Changes a person's name, address or roles in the plan; who is signed in signs in again.</summary>
    public Task ChangeAsync(string planId, string id, PersonTyped typed, Act act, CancellationToken cancellation)
    {
        return ledger.ChangeAsync(RecordKeys.People, act, clock.GetUtcNow(), "担当者の変更", SubjectOf(id), DecideAsync, cancellation);

        async Task<Change?> DecideAsync()
        {
            var plan = await CheckAsync(planId, typed, cancellation);
            var former = await OfIdAsync(planId, id, cancellation);
            var changed = former.Value with
            {
                Name = typed.Name.Trim(),
                Mail = Accounts.Normal(typed.Mail),
                Grants = [.. former.Value.Grants.Where(g => g.PlanId != planId), .. typed.GrantsIn(plan)],
            };
            var end = await Sessions.RevocationAsync(store, former.Value.Mail, clock.GetUtcNow(), cancellation);
            if (KeyOf(changed) == former.Key)
            {
                return new Change([former.With(changed), end], Logged(former.Value), Logged(changed));
            }

            var other = await FindAsync(changed.Mail, cancellation);
            RuleBrokenException.Unless(other is null || !other.Value.IsHere(clock.GetUtcNow()), new AddressMustBeFree());
            return new Change(
                [former.Gone(), TypedRecords.Put(KeyOf(changed), other, changed), end], Logged(former.Value), Logged(changed));
        }
    }

    /// <summary>異動・退職: from now on the person is nothing in the plan, and is signed out at once.</summary>
    public Task LeaveAsync(string planId, string id, Act act, CancellationToken cancellation)
    {
        return ledger.ChangeAsync(RecordKeys.People, act, clock.GetUtcNow(), "担当者の異動・退職", SubjectOf(id), DecideAsync, cancellation);

        async Task<Change?> DecideAsync()
        {
            var former = await OfIdAsync(planId, id, cancellation);
            ImmutableArray<Grant> elsewhere = [.. former.Value.Grants.Where(g => g.PlanId != planId)];
            var left = elsewhere.IsEmpty
                ? former.Value with { LeftOn = JapanTime.DateOf(clock.GetUtcNow()) }
                : former.Value with { Grants = elsewhere };
            var end = await Sessions.RevocationAsync(store, former.Value.Mail, clock.GetUtcNow(), cancellation);
            return new Change([former.With(left), end], Logged(former.Value), Logged(left));
        }
    }

    /// <summary>Every rule that what is typed breaks by itself, whoever else there is.</summary>
    public async Task<ImmutableArray<BrokenRule>> ProblemsAsync(string planId, PersonTyped typed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var plan = await plans.LatestAsync(planId, cancellation);
        var latest = await plans.LatestAsync(cancellation);
        (bool Holds, BrokenRule Rule)[] rules =
        [
            (!string.IsNullOrWhiteSpace(typed.Name), new PersonMustHaveName()),
            (typed.Name.Trim().Length <= LongestName, new PersonNameMustNotBeTooLong(LongestName)),
            (IsAddress(Accounts.Normal(typed.Mail)), new PersonMustHaveAddress()),
            (!latest.Any(p => IsOffices(p, Accounts.Normal(typed.Mail))), new AddressMustNotBeAnOffices()),
            (typed.IsSomething, new PersonMustHaveRole()),
            (typed.Departments.All(id => plan.Departments.Any(d => d.Id == id))
                && (typed.Member.Length == 0 || plan.Committee.Members.Any(m => m.Id == typed.Member)), new RoleMustBeInPlan()),
        ];
        return [.. rules.Where(r => !r.Holds).Select(r => r.Rule)];
    }

    private async Task<Plan> CheckAsync(string planId, PersonTyped typed, CancellationToken cancellation)
    {
        if (await ProblemsAsync(planId, typed, cancellation) is [var first, ..])
        {
            throw new RuleBrokenException(first);
        }

        return await plans.LatestAsync(planId, cancellation);
    }

    /// <summary>Whether it can be an address.</summary>
    internal static bool IsAddress(string mail) =>
        mail.Length <= LongestAddress
        && mail.Split('@') is [{ Length: > 0 }, { Length: > 0 }]
        && mail.All(c => char.IsAscii(c) && !char.IsControl(c) && !char.IsWhiteSpace(c) && !"<>(),;:\"\\[]".Contains(c, StringComparison.Ordinal));

    private static bool IsOffices(Plan plan, string mail) =>
        new[] { plan.Mail.SecretariatMail }
            .Concat(plan.Departments.SelectMany(d => new[] { d.Mail, d.HeadMail }))
            .Concat(plan.Committee.Members.Select(m => m.Mail))
            .OfType<string>()
            .Any(address => Accounts.Normal(address) == mail);

    private Task<Stored<Person>?> FindAsync(string mail, CancellationToken cancellation) =>
        store.FindAsync<Person>(RecordKeys.People, RecordKeys.Person(Accounts.HashOf(mail)), cancellation);

    private async Task<Stored<Person>> OfIdAsync(string planId, string id, CancellationToken cancellation)
    {
        await foreach (var person in store.ListAsync<Person>(RecordKeys.People, RecordKeys.Person(""), cancellation))
        {
            if (person.Value.Id == id && IsOf(person.Value, planId))
            {
                return person;
            }
        }

        throw new RuleBrokenException(new PersonMustBeRegistered());
    }

    private bool IsOf(Person person, string planId) => person.IsHere(clock.GetUtcNow()) && person.Grants.Any(g => g.PlanId == planId);

    private static string KeyOf(Person person) => RecordKeys.Person(Accounts.HashOf(person.Mail));

    private static string SubjectOf(string id) => $"person-{id}";

    // The log outlives the person's work here: it says that the address changed, not what it was.
    private static string Logged(Person person) => RecordJson.Write(person with { Mail = Accounts.HashOf(person.Mail)[..12] });
}

/// <summary>What is typed of a person.</summary>
/// <param name="Name">As colleagues see it.</param>
/// <param name="Mail">Where the sign-in code goes.</param>
/// <param name="IsSecretariat">Whether of the plan's secretariat.</param>
/// <param name="Departments">The ids of the departments that the person answers for.</param>
/// <param name="Member">The id of the member that the person is; empty for none.</param>
public sealed record PersonTyped(string Name, string Mail, bool IsSecretariat, ImmutableArray<string> Departments, string Member)
{
    /// <summary>Whether any role was chosen.</summary>
    public bool IsSomething => IsSecretariat || Departments.Length > 0 || Member.Length > 0;

    /// <summary>What that is in a plan.</summary>
    public IEnumerable<Grant> GrantsIn(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return
        [
            .. IsSecretariat ? [new Grant(plan.Id, Role.Secretariat, "")] : Array.Empty<Grant>(),
            .. Departments.Distinct(StringComparer.Ordinal).Select(id => new Grant(plan.Id, Role.Department, id)),
            .. Member.Length > 0 ? [new Grant(plan.Id, Role.Member, Member)] : Array.Empty<Grant>(),
        ];
    }
}
