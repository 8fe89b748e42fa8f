using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.App.Access;

/// <summary>
/// A department's addresses between two editions of the plan: a reorganisation in June must not wait for the next plan file. What is
/// changed holds for the mails that come and for signing in, in a running cycle too; whoever is signed in with an address that is no
/// longer the department's is signed out.
/// </summary>
/// <remarks>Every act throws <see cref="RuleBrokenException"/> when a rule forbids it; then nothing has changed.</remarks>
public sealed class ContactDesk(IRecordStore store, PlanLibrary plans, Ledger ledger, TimeProvider clock)
{
    private const string What = "部署の宛先の変更";

    /// <summary>The department as the plan file has it, whatever was changed since.</summary>
    public async Task<Department> InFileAsync(string planId, string department, CancellationToken cancellation)
    {
        var plan = await plans.LatestInFileAsync(planId, cancellation);
        return plan.Departments.FirstOrDefault(d => d.Id == department) ?? throw new RecordMissingException(RecordKeys.Plans, $"{planId}/{department}");
    }

    /// <summary>Changes a department's addresses.</summary>
    /// <param name="planId">The plan.</param>
    /// <param name="department">The department's id.</param>
    /// <param name="mail">Where tasks go, as typed; blank only where the plan file has none either.</param>
    /// <param name="headMail">Where escalations go, as typed; blank for none.</param>
    /// <param name="act">Who, and which request.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    public Task ChangeAsync(string planId, string department, string mail, string headMail, Act act, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(mail);
        ArgumentNullException.ThrowIfNull(headMail);
        return SetAsync(planId, department, new DepartmentContact(Typed(mail), Typed(headMail)), act, cancellation);
    }

    /// <summary>The plan file's addresses hold again.</summary>
    public Task ResetAsync(string planId, string department, Act act, CancellationToken cancellation) =>
        SetAsync(planId, department, typed: null, act, cancellation);

    private Task<bool> SetAsync(string planId, string department, DepartmentContact? typed, Act act, CancellationToken cancellation)
    {
        return ledger.ChangeAsync(
            RecordKeys.People, act, clock.GetUtcNow(), What, RecordKeys.ContactSubject(planId, department), DecideAsync, cancellation);

        async Task<Change?> DecideAsync()
        {
            var file = DepartmentContact.Of(await InFileAsync(planId, department, cancellation));
            var found = await store.FindAsync<DepartmentContacts>(RecordKeys.People, RecordKeys.Contacts, cancellation);
            var known = found?.Value ?? DepartmentContacts.None;
            var (before, after) = (known.Of(planId, department) ?? file, typed ?? file);
            await CheckAsync(file, after, cancellation);
            var contacts = known.With(planId, department, after == file ? null : after);
            return before == after
                ? null
                : new Change(
                    [TypedRecords.Put(RecordKeys.Contacts, found, contacts), .. await EndingsAsync(before, after, cancellation)],
                    RecordJson.Write(before),
                    RecordJson.Write(after));
        }
    }

    private async Task CheckAsync(DepartmentContact file, DepartmentContact typed, CancellationToken cancellation)
    {
        RuleBrokenException.Unless(typed.Mail is not null || file.Mail is null, new DepartmentMustKeepAnAddress());
        RuleBrokenException.Unless(typed.Mail is null || PeopleDesk.IsAddress(typed.Mail), new DepartmentMailMustBeAddress());
        RuleBrokenException.Unless(typed.HeadMail is null || PeopleDesk.IsAddress(typed.HeadMail), new HeadMailMustBeAddress());
        foreach (var mail in new[] { typed.Mail, typed.HeadMail }.OfType<string>())
        {
            var person = await store.FindAsync<Person>(RecordKeys.People, RecordKeys.Person(Accounts.HashOf(mail)), cancellation);
            RuleBrokenException.Unless(person is null, new AddressMustNotBeAPersons(mail));
        }
    }

    private async Task<List<RecordWrite>> EndingsAsync(DepartmentContact before, DepartmentContact after, CancellationToken cancellation)
    {
        var kept = AddressesOf(after).ToHashSet(StringComparer.Ordinal);
        var ends = new List<RecordWrite>();
        foreach (var mail in AddressesOf(before).Where(a => !kept.Contains(a)).Distinct(StringComparer.Ordinal))
        {
            ends.Add(await Sessions.RevocationAsync(store, mail, clock.GetUtcNow(), cancellation));
        }

        return ends;
    }

    private static IEnumerable<string> AddressesOf(DepartmentContact contact) =>
        new[] { contact.Mail, contact.HeadMail }.OfType<string>().Select(Accounts.Normal);

    private static string? Typed(string mail) => string.IsNullOrWhiteSpace(mail) ? null : Accounts.Normal(mail);
}
