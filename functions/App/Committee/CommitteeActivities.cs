using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Committee;

/// <summary>What is done for a ballot when it is due.</summary>
public sealed class CommitteeActivities(IRecordStore store, CycleReader cycles, CalendarMail mail, BusinessCalendar calendar)
{
    private const string OpeningOccasion = "opened";

    /// <summary>Sends the invitation and whatever reminder is due, and says how the ballot stands.</summary>
    [Function(nameof(TendBallot))]
    public async Task<Standing> TendBallot([ActivityTrigger] Tending tending, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tending);
        var running = await cycles.GetAsync(tending.CycleId, cancellation);
        var ballot = (await store.GetAsync<Ballot>(tending.CycleId, RecordKeys.Ballot(tending.Id), cancellation)).Value;
        var member = running.Plan.Committee.Members.Single(m => m.Id == tending.Id);
        var occasions = Occasions.OfBallot(calendar, running.Calendar, ballot);
        var composer = new MailComposer(running.Plan, tending.CycleId, running.Cycle.Year);
        var mails = CalendarMail.DueNow(occasions, ballot.DueSetAt, tending.Now)
            .Select(occasion => composer.ToMember(member, ballot.Due, occasion.Purpose, occasion.Key, tending.Now))
            .ToList();
        if (!ballot.IsSettled)
        {
            mails.Add(composer.ToMember(member, ballot.Due, MailPurpose.Ballot, OpeningOccasion, tending.Now));
        }

        var next = occasions.FirstOrDefault(o => o.At > tending.Now)?.At;
        var subject = RecordKeys.BallotSubject(member.Id);
        var again = await mail.TendAsync(tending.CycleId, subject, ballot.Revision, mails, next, tending.Now, cancellation);
        return new Standing(ballot.IsSettled && again is null, again);
    }
}
