using System.Globalization;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Documents;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Publication;

/// <summary>The steps of a publication. Each can run twice: published files never change, and mails have keys.</summary>
public sealed class PublicationActivities(
    IRecordStore store,
    IPublicationStore publications,
    CycleReader cycles,
    ReviewedYearReader years,
    PublishedIndex index,
    Ledger ledger,
    CalendarMail mail)
{
    /// <summary>Renders the version, publishes its files, and records it.</summary>
    [Function(nameof(PublishDocument))]
    public async Task PublishDocument([ActivityTrigger] Publishing publishing, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(publishing);
        var (cycleId, version) = publishing.Publication;
        var running = await cycles.GetAsync(cycleId, cancellation);
        if (running.Cycle.Version >= version)
        {
            return;
        }

        var day = await DayAsync(cycleId, version, JapanTime.DateOf(publishing.Now), cancellation);
        var year = await years.ReadAsync(cycleId, version, day, cancellation);
        var address = PublishedIndex.AddressOf(running.Cycle, version);
        await publications.PublishAsync(address, await OpinionDocument.RenderAsync(year), cancellation);

        var listing = new PublishedVersion(version, year.PublishedOn, address, Reason: null);
        var grades = PublishedGrades.Of(running.Cycle.Year, year.Figures);
        await RecordGradesAsync(running, grades, cancellation);
        var act = new Act(string.Create(CultureInfo.InvariantCulture, $"publish-{version}"), "clock");
        await ledger.ChangeAsync(cycleId, act, publishing.Now, "公表", RecordKeys.Cycle, DecideAsync, cancellation);

        async Task<Change?> DecideAsync()
        {
            var current = await cycles.GetAsync(cycleId, cancellation);
            return current.Cycle.Version >= version
                ? null
                : Change.Of(current.Stored, current.Cycle.Published(version), TypedRecords.Insert(RecordKeys.Version(version), listing));
        }
    }

    /// <summary>Brings the site's index up to date with the versions that are recorded.</summary>
    [Function(nameof(PublishIndex))]
    public Task PublishIndex([ActivityTrigger] PublicationRef publication, CancellationToken cancellation) =>
        index.PublishAsync(cancellation);

    /// <summary>The departments that answered a sheet of the cycle.</summary>
    [Function(nameof(DepartmentsToTell))]
    public async Task<string[]> DepartmentsToTell([ActivityTrigger] PublicationRef publication, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(publication);
        var running = await cycles.GetAsync(publication.CycleId, cancellation);
        var answering = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var sheet in store.ListAsync<Sheet>(publication.CycleId, RecordKeys.SheetPrefix, cancellation))
        {
            answering.UnionWith(sheet.Value.Departments);
        }

        return [.. running.Plan.Departments.Where(d => d.Mail is not null && answering.Contains(d.Id)).Select(d => d.Id)];
    }

    /// <summary>Tells a department what the committee said on its items.</summary>
    /// <returns>When to come again, or null.</returns>
    [Function(nameof(TellDepartment))]
    public async Task<DateTimeOffset?> TellDepartment([ActivityTrigger] Telling telling, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(telling);
        var running = await cycles.GetAsync(telling.Publication.CycleId, cancellation);
        var answered = new List<Measure>();
        await foreach (var sheet in store.ListAsync<Sheet>(telling.Publication.CycleId, RecordKeys.SheetPrefix, cancellation))
        {
            if (sheet.Value.Departments.Contains(telling.Id))
            {
                answered.Add(running.Plan.Measure(sheet.Value.Measure));
            }
        }

        var message = Composer(running).Feedback(
            running.Plan.Department(telling.Id), InPlanOrder(running.Plan, answered), Link(running, telling), Occasion(telling), telling.Now);
        return await mail.TendAsync(
            running.Cycle.Id, message.Key.Subject, telling.Publication.Version, [message], next: null, telling.Now, cancellation);
    }

    /// <summary>Tells the committee and the secretariat that the document is out.</summary>
    /// <returns>When to come again, or null.</returns>
    [Function(nameof(TellCommittee))]
    public async Task<DateTimeOffset?> TellCommittee([ActivityTrigger] Telling telling, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(telling);
        var running = await cycles.GetAsync(telling.Publication.CycleId, cancellation);
        var plan = running.Plan;
        var message = Composer(running).AboutCycle(
            MailPurpose.Published,
            Occasion(telling),
            plan.Committee.Name,
            [plan.Mail.SecretariatMail, .. plan.Committee.Members.Select(m => m.Mail)],
            "",
            Link(running, telling),
            telling.Now);
        return await mail.TendAsync(
            running.Cycle.Id, RecordKeys.CycleSubject, running.Cycle.Revision, [message], next: null, telling.Now, cancellation);
    }

    // The day is fixed before the first file goes out: tried again on another day, the version must be the same bytes.
    private async Task<DateOnly> DayAsync(string cycleId, int version, DateOnly today, CancellationToken cancellation)
    {
        var key = RecordKeys.PublicationDay(version);
        if (await store.FindAsync<DateOnly>(cycleId, key, cancellation) is { } found)
        {
            return found.Value;
        }

        await store.CommitAsync(cycleId, [TypedRecords.Insert(key, today)], cancellation);
        return today;
    }

    private static MailComposer Composer(RunningCycle running) => new(running.Plan, running.Cycle.Id, running.Cycle.Year);

    private static string Link(RunningCycle running, Telling telling) =>
        $"/published/{PublishedIndex.AddressOf(running.Cycle, telling.Publication.Version)}/index.html";

    private static string Occasion(Telling telling) => string.Create(CultureInfo.InvariantCulture, $"v{telling.Publication.Version}");

    private static IEnumerable<Measure> InPlanOrder(Plan plan, List<Measure> measures) => plan.Measures.Where(measures.Contains);

    private async Task RecordGradesAsync(RunningCycle running, PublishedGrades grades, CancellationToken cancellation)
    {
        var key = RecordKeys.Grades(running.Plan.Id, running.Cycle.Year);
        var found = await store.FindAsync<PublishedGrades>(RecordKeys.Plans, key, cancellation);
        await store.CommitAsync(RecordKeys.Plans, [TypedRecords.Put(key, found, grades)], cancellation);
    }
}
