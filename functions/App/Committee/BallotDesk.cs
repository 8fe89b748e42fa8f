using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Committee;

/// <summary>What is done with one ballot: by its member, and by the secretariat.</summary>
/// <remarks>Every act throws <see cref="RuleBrokenException"/> when a rule forbids it; then nothing has changed.</remarks>
public sealed class BallotDesk(IRecordStore store, CycleReader cycles, Ledger ledger, Waker waker, TimeProvider clock)
{
    /// <summary>What the next typing starts from: the draft or, when nothing was saved since, what was handed in.</summary>
    public async Task<BallotPaper> GetAsync(string cycleId, string member, CancellationToken cancellation)
    {
        var ballot = (await store.GetAsync<Ballot>(cycleId, RecordKeys.Ballot(member), cancellation)).Value;
        var draft = await store.FindAsync<BallotDraftRecord>(cycleId, RecordKeys.BallotDraft(member), cancellation);
        return draft is null
            ? new BallotPaper(ballot, ballot.ByItem, ballot.State == BallotState.Submitted, "")
            : new BallotPaper(ballot, draft.Value.Votes, draft.Value.IsHandedIn, draft.ETag);
    }

    /// <summary>Saves votes that are not handed in yet.</summary>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="member">The member's id.</param>
    /// <param name="votes">By item number, as far as they go.</param>
    /// <param name="etag">The ETag of the paper that the typing started from; empty for none.</param>
    /// <param name="act">Who, and which request.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="BallotConflictException">Something was saved since; it has that, and the caller still has its own.</exception>
    public async Task<BallotPaper> SaveDraftAsync(
        string cycleId, string member, ImmutableSortedDictionary<int, Vote> votes, string etag, Act act, CancellationToken cancellation)
    {
        await ledger.ChangeAsync(
            cycleId, act, clock.GetUtcNow(), "評価の下書き保存", RecordKeys.BallotSubject(member), DecideAsync, cancellation);
        return await GetAsync(cycleId, member, cancellation);

        async Task<Change?> DecideAsync()
        {
            var (_, ballot) = await OpenAsync(cycleId, member, cancellation);
            ballot.Value.Drafted();
            var found = await store.FindAsync<BallotDraftRecord>(cycleId, RecordKeys.BallotDraft(member), cancellation);
            if ((found?.ETag ?? "") != etag)
            {
                throw new BallotConflictException(await GetAsync(cycleId, member, cancellation));
            }

            var draft = new BallotDraftRecord(votes, IsHandedIn: false);
            return new Change(
                [TypedRecords.Put(RecordKeys.BallotDraft(member), found, draft)],
                found is null ? null : RecordJson.Write(found.Value.DifferingFrom(draft)),
                RecordJson.Write(found is null ? draft : draft.DifferingFrom(found.Value)));
        }
    }

    /// <summary>Hands a ballot in; it can be changed until the stage closes.</summary>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="member">The member's id.</param>
    /// <param name="votes">By item number.</param>
    /// <param name="etag">
    /// The ETag of the paper that was looked at, empty for none; null for a script, which looked at nothing: then a draft gives way.
    /// </param>
    /// <param name="act">Who, and which request.</param>
    /// <param name="client">To wake the orchestration.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="BallotConflictException">Something was saved since it was looked at; then nothing is handed in.</exception>
    public Task SubmitAsync(
        string cycleId,
        string member,
        ImmutableSortedDictionary<int, Vote> votes,
        string? etag,
        Act act,
        DurableTaskClient client,
        CancellationToken cancellation) =>
        ChangeAsync(cycleId, member, "評価提出", null, act, client, async (running, ballot) =>
        {
            var draft = await store.FindAsync<BallotDraftRecord>(cycleId, RecordKeys.BallotDraft(member), cancellation);
            if (etag is not null && (draft?.ETag ?? "") != etag)
            {
                throw new BallotConflictException(await GetAsync(cycleId, member, cancellation));
            }

            return (ballot.Submitted(running.Plan, votes),
            [
                // The draft follows, so that whoever still types in an older one gets a conflict and not a second truth.
                TypedRecords.Put(RecordKeys.BallotDraft(member), draft, new BallotDraftRecord(votes, IsHandedIn: true)),
                running.AsItIs,
            ]);
        }, cancellation);

    /// <summary>期限延長 for one member, who gets the invitation again with the new deadline.</summary>
    public Task ExtendAsync(
        string cycleId, string member, string reason, DateOnly due, Act act, DurableTaskClient client, CancellationToken cancellation) =>
        ChangeAsync(cycleId, member, "評価の期限延長", reason, act, client, (running, ballot) =>
        {
            var extended = ballot.Extended(reason, due, clock.GetUtcNow());
            DeadlineMustBeBeforePublication.Check(running.Calendar, due, JapanTime.DateOf(clock.GetUtcNow()));
            var occasion = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"r{extended.Revision}");
            return Task.FromResult<(Ballot, RecordWrite[])>((extended, [Mail(running, extended, MailPurpose.Ballot, occasion)]));
        }, cancellation);

    /// <summary>督促 of one member beside the calendar: at once, and once for each request.</summary>
    public Task RemindNowAsync(string cycleId, string member, Act act, DurableTaskClient client, CancellationToken cancellation) =>
        ChangeAsync(cycleId, member, "委員への督促", note: null, act, client, (running, ballot) =>
        {
            var reminded = ballot.WrittenTo();
            var purpose = JapanTime.DateOf(clock.GetUtcNow()) > ballot.Due ? MailPurpose.BallotOverdue : MailPurpose.BallotReminder;
            return Task.FromResult<(Ballot, RecordWrite[])>((reminded, [Mail(running, reminded, purpose, MailKey.OccasionOf("now", act))]));
        }, cancellation);

    /// <summary>打切り: the stage goes on without this member, for a reason that the log keeps.</summary>
    public Task CloseAsync(
        string cycleId, string member, string reason, Act act, DurableTaskClient client, CancellationToken cancellation) =>
        ChangeAsync(
            cycleId,
            member,
            "評価打切り",
            reason,
            act,
            client,
            (_, ballot) => Task.FromResult<(Ballot, RecordWrite[])>((ballot.Closed(), [])),
            cancellation,
            isClosing: true);

    private InsertRecord Mail(RunningCycle running, Ballot ballot, MailPurpose purpose, string occasion)
    {
        var (key, message) = new MailComposer(running.Plan, running.Cycle.Id, running.Cycle.Year).ToMember(
            running.Plan.Committee.Members.Single(m => m.Id == ballot.Member), ballot.Due, purpose, occasion, clock.GetUtcNow());
        return TypedRecords.Insert(key.RecordKey, OutboxMail.Queued(key, message));
    }

    // Read again at each try: the stage may have closed while another's write was in the way.
    private async Task<(RunningCycle Running, Stored<Ballot> Ballot)> OpenAsync(
        string cycleId, string member, CancellationToken cancellation, bool isClosing = false)
    {
        var running = await cycles.GetAsync(cycleId, cancellation);
        RuleBrokenException.Unless(isClosing ? running.Cycle.Stage == CycleStage.Committee : running.TakesBallots, new BallotMustBeOpen());
        return (running, await store.GetAsync<Ballot>(cycleId, RecordKeys.Ballot(member), cancellation));
    }

    private async Task ChangeAsync(
        string cycleId,
        string member,
        string what,
        string? note,
        Act act,
        DurableTaskClient client,
        Func<RunningCycle, Ballot, Task<(Ballot Ballot, RecordWrite[] Causes)>> change,
        CancellationToken cancellation,
        bool isClosing = false)
    {
        var running = await cycles.GetAsync(cycleId, cancellation);
        await ledger.ChangeAsync(cycleId, act, clock.GetUtcNow(), what, RecordKeys.BallotSubject(member), DecideAsync, cancellation);
        await waker.WakeAsync(client, InstanceIds.OfBallot(cycleId, running.Cycle.Run, member), cancellation);

        async Task<Change?> DecideAsync()
        {
            var (current, ballot) = await OpenAsync(cycleId, member, cancellation, isClosing);
            var (changed, causes) = await change(current, ballot.Value);
            return Change.Of(ballot, changed, causes) with { Note = note };
        }
    }
}

/// <summary>A member's votes as they are typed.</summary>
/// <param name="Votes">By item number; they may lack or hold anything.</param>
/// <param name="IsHandedIn">Whether they are what was handed in last.</param>
internal sealed record BallotDraftRecord(ImmutableSortedDictionary<int, Vote> Votes, bool IsHandedIn)
{
    /// <summary>Only the votes that another draft hasn't got, or has otherwise: what the log says of a save.</summary>
    public BallotDraftRecord DifferingFrom(BallotDraftRecord other) =>
        this with { Votes = Votes.RemoveRange(Votes.Where(v => other.Votes.GetValueOrDefault(v.Key) == v.Value).Select(v => v.Key)) };
}

/// <summary>What a member's page starts from.</summary>
/// <param name="Ballot">The ballot: its deadline and how far it is.</param>
/// <param name="Votes">By item number, as typed last.</param>
/// <param name="IsHandedIn">Whether those votes are handed in; false for a draft.</param>
/// <param name="ETag">Changes with every save; empty before the first.</param>
public sealed record BallotPaper(Ballot Ballot, ImmutableSortedDictionary<int, Vote> Votes, bool IsHandedIn, string ETag);

/// <summary>The votes were saved from somewhere else in the meantime.</summary>
public sealed class BallotConflictException(BallotPaper theirs)
    : Exception("別の画面で先に保存されています。保存された内容を確認し、いまの入力とあわせて保存し直してください。")
{
    /// <summary>What was saved.</summary>
    public BallotPaper Theirs { get; } = theirs;
}
