using System.Collections.Immutable;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Committee;

/// <summary>Reads how far every member's ballot is, for the secretariat: how much is scored, never what.</summary>
public sealed class BallotsReader(IRecordStore store, BallotDesk desk)
{
    /// <summary>One a member, in the order of the plan; none before the committee's stage opens.</summary>
    /// <param name="running">The cycle.</param>
    /// <param name="today">Today in Japan.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ImmutableArray<BallotStanding>> GetAsync(RunningCycle running, DateOnly today, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(running);
        var standings = ImmutableArray.CreateBuilder<BallotStanding>();
        foreach (var member in running.Plan.Committee.Members)
        {
            if (await store.FindAsync(running.Cycle.Id, RecordKeys.Ballot(member.Id), cancellation) is not null)
            {
                standings.Add(await OfAsync(running, member, today, cancellation));
            }
        }

        return standings.ToImmutable();
    }

    private async Task<BallotStanding> OfAsync(RunningCycle running, Member member, DateOnly today, CancellationToken cancellation)
    {
        var paper = await desk.GetAsync(running.Cycle.Id, member.Id, cancellation);
        // What counts is what was handed in, also while its member thinks again.
        var votes = paper.Ballot.State == BallotState.Submitted ? paper.Ballot.ByItem : paper.Votes;
        var lines = BallotLine.Of(running.Plan, votes);
        var reminded = new List<DateTimeOffset>();
        await foreach (var mail in store.ListAsync<OutboxMail>(
            running.Cycle.Id, MailKey.PrefixOf(RecordKeys.BallotSubject(member.Id)), cancellation))
        {
            if (mail.Value is { Key.Purpose: MailPurpose.BallotReminder or MailPurpose.BallotOverdue, State: OutboxState.Sent, EndedAt: { } at })
            {
                reminded.Add(at);
            }
        }

        return new BallotStanding(
            member,
            paper.Ballot,
            IsBegun: lines.Any(l => l.Vote != BallotLine.Untouched),
            HasUnsent: paper.Ballot.State == BallotState.Submitted && !paper.IsHandedIn,
            Scored: lines.Count(l => l.HasScore),
            Items: lines.Length,
            DaysOverdue: paper.Ballot.IsSettled ? 0 : Math.Max(0, today.DayNumber - paper.Ballot.Due.DayNumber),
            RemindedAt: reminded is [] ? null : reminded.Max(),
            Reminders: reminded.Count);
    }
}

/// <summary>How far a member's ballot is.</summary>
/// <param name="Member">The member.</param>
/// <param name="Ballot">The ballot: its deadline and state.</param>
/// <param name="IsBegun">Whether anything was typed.</param>
/// <param name="HasUnsent">Whether something was typed since it was handed in.</param>
/// <param name="Scored">How many items have a score.</param>
/// <param name="Items">How many there are.</param>
/// <param name="DaysOverdue">Days since the deadline while the ballot is awaited; 0 otherwise.</param>
/// <param name="RemindedAt">When the last reminder left, or null.</param>
/// <param name="Reminders">How many reminders left.</param>
public sealed record BallotStanding(
    Member Member,
    Ballot Ballot,
    bool IsBegun,
    bool HasUnsent,
    int Scored,
    int Items,
    int DaysOverdue,
    DateTimeOffset? RemindedAt,
    int Reminders);
