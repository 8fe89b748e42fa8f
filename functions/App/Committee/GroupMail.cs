using System.Collections.Immutable;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Committee;

/// <summary>What the members of groups get while they work: the request, and reminders as long as their group has not finished.</summary>
public sealed class GroupMail(IRecordStore store, GroupWorkDesk groups, BusinessCalendar calendar)
{
    private const string OpeningOccasion = "opened";

    /// <summary>The mails that are due, and when the next will be; none outside of the groups' stage.</summary>
    /// <param name="running">The cycle.</param>
    /// <param name="now">The orchestration's clock.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<(IReadOnlyCollection<(MailKey Key, MailMessage Message)> Mails, DateTimeOffset? Next)> DueAsync(
        RunningCycle running, DateTimeOffset now, CancellationToken cancellation)
    {
        var mails = new List<(MailKey, MailMessage)>();
        DateTimeOffset? next = null;
        if (running.Cycle.Stage != CycleStage.Compiling)
        {
            return (mails, next);
        }

        var (due, occasions) = OccasionsOf(running);
        foreach (var group in running.Plan.Committee.Groups)
        {
            var composer = new GroupLetters(running, group, due);
            mails.AddRange(composer.Of(MailPurpose.GroupWork, OpeningOccasion, now));
            if ((await groups.GetAsync(running.Cycle.Id, group.Id, cancellation)).FinishedAt is null)
            {
                var since = await AskedAtAsync(running, composer, now, cancellation);
                mails.AddRange(CalendarMail.DueNow(occasions, since, now).SelectMany(o => composer.Of(o.Purpose, o.Key, now)));
                next = occasions.FirstOrDefault(o => o.At > now)?.At;
            }
        }

        return (mails, next);
    }

    private (DateOnly Due, ImmutableArray<Occasion> Occasions) OccasionsOf(RunningCycle running) => running.Calendar.Committee is { } stage
        ? (stage.Due, Occasions.Of(calendar, stage.Due, stage.RemindAt, MailPurpose.GroupReminder, MailPurpose.GroupReminder, escalateAfter: null))
        : (running.Calendar.Publication, []);

    // Who is asked late isn't reminded in the same minute.
    private async Task<DateTimeOffset> AskedAtAsync(RunningCycle running, GroupLetters letters, DateTimeOffset now, CancellationToken cancellation)
    {
        var (key, _) = letters.Of(MailPurpose.GroupWork, OpeningOccasion, now).First();
        return (await store.FindAsync<OutboxMail>(running.Cycle.Id, key.RecordKey, cancellation))?.Value.Message.At ?? now;
    }

    private sealed record GroupLetters(RunningCycle Running, CommitteeGroup Group, DateOnly Due)
    {
        public IEnumerable<(MailKey Key, MailMessage Message)> Of(MailPurpose purpose, string occasion, DateTimeOffset at)
        {
            var composer = new MailComposer(Running.Plan, Running.Cycle.Id, Running.Cycle.Year);
            return Running.Plan.Committee.Members.Where(m => Group.Members.Contains(m.Id))
                .Select(member => composer.ToGroup(Group, member, Due, purpose, occasion, at));
        }
    }
}
