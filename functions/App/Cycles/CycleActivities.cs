using System.Globalization;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Cycles;

/// <summary>The steps of a cycle. Each can run twice: it finds what is done and does the rest.</summary>
public sealed class CycleActivities(
    IRecordStore store, CycleReader cycles, SheetOpening opening, AdoptedSheets adopted, PublishedIndex index, Ledger ledger, CalendarMail mail,
    GroupMail groupMail)
{
    /// <summary>Opens a sheet for every measure that is still under way, prefilled from the year before.</summary>
    /// <returns>The codes of the cycle's measures, and of those that a changed plan asks for no more: their letters are still to leave.</returns>
    [Function(nameof(OpenSheets))]
    public async Task<string[]> OpenSheets([ActivityTrigger] Tending tending, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tending);
        var running = await cycles.GetAsync(tending.CycleId, cancellation);
        await adopted.ApplyAsync(running, tending.Now, cancellation);
        await opening.OpenAsync(running, tending.Now, cancellation);
        await index.RefreshAsync(running, cancellation);
        return [.. SheetOpening.MeasuresOf(running).Select(m => m.Code).Union(await SheetsAsync(tending.CycleId, cancellation))];
    }

    private async Task<List<string>> SheetsAsync(string cycleId, CancellationToken cancellation)
    {
        var measures = new List<string>();
        await foreach (var sheet in store.ListAsync<Sheet>(cycleId, RecordKeys.SheetPrefix, cancellation))
        {
            measures.Add(sheet.Value.Measure);
        }

        return measures;
    }

    /// <summary>
    /// When the committee's stage opens; now, in a year without ballots. Asked when every sheet is settled: where the day is still to come,
    /// the cycle says from now on that it waits for it.
    /// </summary>
    [Function(nameof(CommitteeOpens))]
    public async Task<DateTimeOffset> CommitteeOpens([ActivityTrigger] Tending tending, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tending);
        var running = await cycles.GetAsync(tending.CycleId, cancellation);
        if (BallotsOf(running) is not { } stage)
        {
            return tending.Now;
        }

        if (OfficeHour(stage.Opens) > tending.Now)
        {
            await ledger.ChangeAsync(
                tending.CycleId, new Act("self-evaluation-ended", "clock"), tending.Now, "自己評価の終了", RecordKeys.Cycle, EndAsync, cancellation);
        }

        return OfficeHour(stage.Opens);

        async Task<Change?> EndAsync()
        {
            var cycle = await store.GetAsync<Cycle>(tending.CycleId, RecordKeys.Cycle, cancellation);
            return cycle.Value is { Stage: CycleStage.SelfEvaluation, SelfEvaluationEndedAt: null }
                ? Change.Of(cycle, cycle.Value.SelfEvaluationEnded(tending.Now))
                : null;
        }
    }

    /// <summary>When ballots can't be changed any more; now, in a year without, and when the secretariat has closed the stage.</summary>
    [Function(nameof(CommitteeCloses))]
    public async Task<DateTimeOffset> CommitteeCloses([ActivityTrigger] Tending tending, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tending);
        var running = await cycles.GetAsync(tending.CycleId, cancellation);
        return BallotsOf(running) is { } stage && running.Cycle.CommitteeClosing is null ? JapanTime.EndOfDay(stage.Due) : tending.Now;
    }

    /// <summary>When the document is published.</summary>
    [Function(nameof(PublicationDay))]
    public async Task<DateTimeOffset> PublicationDay([ActivityTrigger] Tending tending, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tending);
        return OfficeHour((await cycles.GetAsync(tending.CycleId, cancellation)).Calendar.Publication);
    }

    /// <summary>Opens a ballot for every member; none in a year without ballots, which stays in its stage.</summary>
    /// <returns>The members' ids.</returns>
    [Function(nameof(OpenBallots))]
    public async Task<string[]> OpenBallots([ActivityTrigger] Tending tending, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tending);
        var running = await cycles.GetAsync(tending.CycleId, cancellation);
        if (BallotsOf(running) is not { } stage)
        {
            return [];
        }

        var ballots = running.Plan.Committee.Members.Select(member =>
            TypedRecords.Insert(RecordKeys.Ballot(member.Id), Ballot.Opened(member.Id, stage.Due, tending.Now)));
        await MoveAsync(tending, CycleStage.Committee, cycle => cycle.MovedTo(CycleStage.Committee), ballots, cancellation);
        return [.. running.Plan.Committee.Members.Select(m => m.Id)];
    }

    /// <summary>
    /// Closes the committee's stage, or the departments' in a year without ballots, and tells the secretariat that it is its turn.
    /// </summary>
    [Function(nameof(CloseCommittee))]
    public async Task<bool> CloseCommittee([ActivityTrigger] Tending tending, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tending);
        var running = await cycles.GetAsync(tending.CycleId, cancellation);
        var missing = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var ballot in store.ListAsync<Ballot>(tending.CycleId, RecordKeys.BallotPrefix, cancellation))
        {
            if (ballot.Value.State != BallotState.Submitted)
            {
                missing.Add(ballot.Value.Member);
            }
        }

        var hasBallots = running.HasBallots;
        await MoveAsync(
            tending,
            CycleStage.Compiling,
            cycle => hasBallots ? cycle.MovedTo(CycleStage.Compiling) : cycle.LeftToSecretariat(),
            CompileMail(running, missing, tending.Now),
            cancellation);
        return true;
    }

    /// <summary>
    /// Delivers what the opinions desk queued and what is due to groups, and says whether the chair has approved or, in a year without
    /// ballots, the secretariat has released it.
    /// </summary>
    [Function(nameof(TendApproval))]
    public async Task<Standing> TendApproval([ActivityTrigger] Tending tending, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tending);
        var running = await cycles.GetAsync(tending.CycleId, cancellation);
        var cycle = running.Cycle;
        var (mails, next) = await groupMail.DueAsync(running, tending.Now, cancellation);
        var again = await mail.TendAsync(
            tending.CycleId, RecordKeys.CycleSubject, cycle.Revision, mails, next, tending.Now, cancellation);
        return new Standing(cycle.Stage >= CycleStage.Publication && again is null, again);
    }

    private static StagePlan? BallotsOf(RunningCycle running) => running.HasBallots ? running.Calendar.Committee : null;

    // A plan without ballots need not have this mail.
    private static IEnumerable<RecordWrite> CompileMail(RunningCycle running, HashSet<string> missing, DateTimeOffset now)
    {
        if (running.Plan.Mail.Templates.ContainsKey(MailPurpose.Compile))
        {
            var (key, message) = new MailComposer(running.Plan, running.Cycle.Id, running.Cycle.Year).ToCompile(missing, "opened", now);
            yield return TypedRecords.Insert(key.RecordKey, OutboxMail.Queued(key, message));
        }
    }

    private static DateTimeOffset OfficeHour(DateOnly day) => JapanTime.At(day, Occasions.MailTime);

    // A cycle that is rebuilt has passed stages already: then there is nothing to move.
    private async Task MoveAsync(
        Tending tending, CycleStage stage, Func<Cycle, Cycle> move, IEnumerable<RecordWrite> causes, CancellationToken cancellation)
    {
        var act = new Act(string.Create(CultureInfo.InvariantCulture, $"stage-{stage}"), "clock");
        var running = await cycles.GetAsync(tending.CycleId, cancellation);
        var label = stage.Label(running.Plan, running.Calendar);
        await ledger.ChangeAsync(tending.CycleId, act, tending.Now, label, RecordKeys.Cycle, DecideAsync, cancellation);

        async Task<Change?> DecideAsync()
        {
            var current = await cycles.GetAsync(tending.CycleId, cancellation);
            if (current.Cycle.Stage >= stage)
            {
                return null;
            }

            await CheckSettledAsync(current.Cycle, cancellation);
            return Change.Of(current.Stored, move(current.Cycle), [.. causes]);
        }
    }

    // A changed plan may have brought new sheets in this very moment: then this orchestration's place is taken by the next one.
    private async Task CheckSettledAsync(Cycle cycle, CancellationToken cancellation)
    {
        if (cycle.Stage == CycleStage.SelfEvaluation && cycle.Adoptions is not null)
        {
            await foreach (var sheet in store.ListAsync<Sheet>(cycle.Id, RecordKeys.SheetPrefix, cancellation))
            {
                if (!sheet.Value.IsSettled)
                {
                    throw new InvalidOperationException($"The sheet {sheet.Value.Measure} of {cycle.Id} came in with a changed plan and is not settled.");
                }
            }
        }
    }
}
