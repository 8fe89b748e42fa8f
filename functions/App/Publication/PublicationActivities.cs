using System.Globalization;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Pages;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Documents;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Publication;

/// <summary>The steps of a publication. Each can run twice: published files never change, and mails have keys.</summary>
public sealed class PublicationActivities(
    IRecordStore store,
    IPublicationStore publications,
    CycleReader cycles,
    VersionReader versions,
    ReviewedYearReader years,
    PublishedIndex index,
    PdfPrinting printing,
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

        var inputs = version == VersionReader.FirstVersion
            ? await versions.FixFirstAsync(running, publishing.Now, cancellation)
            : await versions.GetAsync(cycleId, version, cancellation);
        var year = await years.ReadVersionAsync(running, version, cancellation);
        var address = PublishedIndex.AddressOf(running.Cycle, version);
        // A version is made from inputs that are fixed, so what is there already is this one; a PDF need not come out alike twice.
        if (!await publications.IsPublishedAsync(address, cancellation))
        {
            var pdf = await printing.PrintAsync(year, cancellation);
            await publications.PublishAsync(address, await OpinionDocument.RenderAsync(year, pdf), cancellation);
        }

        var listing = new PublishedVersion(version, year.PublishedOn, address, inputs.Reason);
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

    /// <summary>The departments that answered a sheet of the cycle; of a correction, only those of the items that it changed.</summary>
    [Function(nameof(DepartmentsToTell))]
    public async Task<string[]> DepartmentsToTell([ActivityTrigger] PublicationRef publication, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(publication);
        var running = await cycles.GetAsync(publication.CycleId, cancellation);
        var inputs = await versions.GetAsync(publication.CycleId, publication.Version, cancellation);
        var answering = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var sheet in store.ListAsync<Sheet>(publication.CycleId, RecordKeys.SheetPrefix, cancellation))
        {
            if (inputs.Reason is null || inputs.ChangedItems.Contains(running.Plan.ItemOf(sheet.Value.Measure).Number))
            {
                answering.UnionWith(running.AnsweringNow(sheet.Value.Departments));
            }
        }

        return [.. running.Plan.Departments.Where(d => d.Mail is not null && answering.Contains(d.Id)).Select(d => d.Id)];
    }

    /// <summary>Tells a department what the committee said on its items, or what was corrected in them.</summary>
    /// <returns>When to come again, or null.</returns>
    [Function(nameof(TellDepartment))]
    public async Task<DateTimeOffset?> TellDepartment([ActivityTrigger] Telling telling, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(telling);
        var running = await cycles.GetAsync(telling.Publication.CycleId, cancellation);
        var inputs = await versions.GetAsync(running.Cycle.Id, telling.Publication.Version, cancellation);
        var answered = await MeasuresOfAsync(running, telling.Id, cancellation);
        var department = running.Plan.Department(telling.Id);
        var message = inputs.Reason is { } reason
            ? Composer(running).Correction(
                MailRecipient.Of(department),
                answered.Select(m => running.Plan.ItemOf(m.Code)).Where(i => inputs.ChangedItems.Contains(i.Number)),
                reason,
                Link(running, telling),
                Occasion(telling),
                telling.Now)
            : Composer(running).Feedback(department, answered, Link(running, telling), Occasion(telling), telling.Now);
        return await mail.TendAsync(
            running.Cycle.Id, message.Key.Subject, telling.Publication.Version, [message], next: null, telling.Now, cancellation);
    }

    /// <summary>
    /// Tells the secretariat and the committee that the document, or a correction of it, is out: one mail each, since members are
    /// citizens who don't get to see each other's addresses.
    /// </summary>
    /// <returns>When to come again, or null.</returns>
    [Function(nameof(TellCommittee))]
    public async Task<DateTimeOffset?> TellCommittee([ActivityTrigger] Telling telling, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(telling);
        var running = await cycles.GetAsync(telling.Publication.CycleId, cancellation);
        var inputs = await versions.GetAsync(running.Cycle.Id, telling.Publication.Version, cancellation);
        var again = await TellAsync(MailRecipient.Secretariat(running.Plan), running.Cycle.Revision);
        foreach (var member in running.Plan.Committee.Members)
        {
            var ballot = await store.FindAsync<Ballot>(running.Cycle.Id, RecordKeys.Ballot(member.Id), cancellation);
            var retry = await TellAsync(MailRecipient.Of(member, running.Plan), ballot?.Value.Revision ?? 0);
            again = again is null || retry < again ? retry ?? again : again;
        }

        return again;

        Task<DateTimeOffset?> TellAsync(MailRecipient recipient, int revision)
        {
            var message = inputs.Reason is { } reason
                ? Composer(running).Correction(
                    recipient,
                    running.Plan.Items.Where(i => inputs.ChangedItems.Contains(i.Number)),
                    reason,
                    Link(running, telling),
                    Occasion(telling),
                    telling.Now)
                : Composer(running).AboutCycle(
                    recipient, MailPurpose.Published, Occasion(telling), Link(running, telling), telling.Now);
            return mail.TendAsync(
                running.Cycle.Id, recipient.Subject, revision, [message], next: null, telling.Now, cancellation);
        }
    }

    private async Task<IEnumerable<Measure>> MeasuresOfAsync(RunningCycle running, string department, CancellationToken cancellation)
    {
        var answered = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var sheet in store.ListAsync<Sheet>(running.Cycle.Id, RecordKeys.SheetPrefix, cancellation))
        {
            if (running.AnsweringNow(sheet.Value.Departments).Contains(department))
            {
                answered.Add(sheet.Value.Measure);
            }
        }

        return running.Plan.Measures.Where(m => answered.Contains(m.Code));
    }

    private static MailComposer Composer(RunningCycle running) => new(running.Plan, running.Cycle.Id, running.Cycle.Year);

    private static string Link(RunningCycle running, Telling telling) =>
        PagePaths.Document(running.Cycle, telling.Publication.Version);

    private static string Occasion(Telling telling) => string.Create(CultureInfo.InvariantCulture, $"v{telling.Publication.Version}");

    private async Task RecordGradesAsync(RunningCycle running, PublishedGrades grades, CancellationToken cancellation)
    {
        var key = RecordKeys.Grades(running.Plan.Id, running.Cycle.Year);
        var found = await store.FindAsync<PublishedGrades>(RecordKeys.Plans, key, cancellation);
        await store.CommitAsync(RecordKeys.Plans, [TypedRecords.Put(key, found, grades)], cancellation);
    }
}
