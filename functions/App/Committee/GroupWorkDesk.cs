using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Committee;

/// <summary>What a group of the committee makes of the sheets and keeps of its meetings, from the last sheet to the release of the year.</summary>
/// <remarks>Every act throws <see cref="RuleBrokenException"/> when the year is released already, or its sheets are not in yet.</remarks>
public sealed class GroupWorkDesk(IRecordStore store, CycleReader cycles, DraftDesk drafts, Ledger ledger, TimeProvider clock)
{
    /// <summary>What a group has so far.</summary>
    /// <exception cref="RecordMissingException">The plan has no such group.</exception>
    public async Task<GroupPaper> GetAsync(string cycleId, string group, CancellationToken cancellation)
    {
        var running = await cycles.GetAsync(cycleId, cancellation);
        var found = await store.FindAsync<GroupWorkRecord>(cycleId, RecordKeys.GroupWork(group), cancellation);
        return Paper(running, group, found);
    }

    /// <summary>A group's copy of a sheet; before it was changed, what the department handed in.</summary>
    public async Task<Draft> GetCopyAsync(string cycleId, string group, string measure, CancellationToken cancellation)
    {
        var paper = await GetAsync(cycleId, group, cancellation);
        return paper.Work.Copies.TryGetValue(measure, out var copy)
            ? new Draft(copy, paper.By, paper.At, paper.ETag)
            : new Draft(await HandedInAsync(cycleId, measure, cancellation), paper.By, paper.At, paper.ETag);
    }

    /// <summary>What the department handed in, and was accepted; nothing when nothing was.</summary>
    public async Task<Answers> HandedInAsync(string cycleId, string measure, CancellationToken cancellation)
    {
        var sheet = await store.FindAsync<Sheet>(cycleId, RecordKeys.Sheet(measure), cancellation);
        return sheet?.Value.State == SheetState.Accepted ? (await drafts.GetAsync(cycleId, measure, cancellation)).Answers : Answers.None;
    }

    /// <summary>Records a group's work in the place of what was recorded of it before.</summary>
    public Task RecordAsync(string cycleId, GroupWork work, Act act, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        return ChangeAsync(cycleId, work.Group, "グループの検討結果", act, (_, found) =>
        {
            var record = RecordOf(work, act);
            return Task.FromResult<GroupChange?>(new(record, found?.Value.Json, record.Json));
        }, cancellation);
    }

    /// <summary>Saves a group's copy of a sheet; one that says what stands already changes nothing.</summary>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="group">The group's id.</param>
    /// <param name="measure">The measure's code.</param>
    /// <param name="answers">The copy.</param>
    /// <param name="etag">The ETag of the copy that the typing started from; empty for none.</param>
    /// <param name="act">Who, and which request.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="DraftConflictException">Somebody else of the group saved since; it has that, and the caller still has its own.</exception>
    public async Task<Draft> SaveCopyAsync(
        string cycleId, string group, string measure, Answers answers, string etag, Act act, CancellationToken cancellation)
    {
        await ChangeAsync(cycleId, group, "グループの写しの保存", act, async (paper, _) =>
        {
            var standing = await GetCopyAsync(cycleId, group, measure, cancellation);
            if (paper.ETag != etag)
            {
                throw new DraftConflictException(standing);
            }

            var (before, after) = (AnswersJson.Write(standing.Answers), AnswersJson.Write(answers));
            if (before == after)
            {
                return null;
            }

            var between = DraftChange.Between(before, after);
            return new GroupChange(RecordOf(paper.Work with { Copies = paper.Work.Copies.SetItem(measure, answers) }, act), between.Before, between.After);
        }, cancellation);
        return await GetCopyAsync(cycleId, group, measure, cancellation);
    }

    /// <summary>Adds the record of a meeting, changes it, or takes it out. The meetings stay in order of time.</summary>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="group">The group's id.</param>
    /// <param name="before">The record as it was read; null for a new one.</param>
    /// <param name="after">The record as it is to be; null to take it out.</param>
    /// <param name="act">Who, and which request.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    public Task SaveMeetingAsync(
        string cycleId, string group, MeetingRecord? before, MeetingRecord? after, Act act, CancellationToken cancellation) =>
        ChangeAsync(cycleId, group, "会議の記録", act, (paper, _) =>
        {
            var meetings = paper.Work.Meetings;
            RuleBrokenException.Unless(before is null || meetings.Contains(before), new MeetingMustBeAsRead());
            ImmutableArray<MeetingRecord> rest = before is null ? meetings : meetings.Remove(before);
            ImmutableArray<MeetingRecord> changed = [.. (after is null ? rest : rest.Add(after)).OrderBy(m => m.Held)];
            return Task.FromResult<GroupChange?>(new(
                RecordOf(paper.Work with { Meetings = changed }, act),
                before is null ? null : RecordJson.Write(before),
                after is null ? null : RecordJson.Write(after)));
        }, cancellation);

    /// <summary>検討を終える: what the group has is its result. It can still be changed, and finished again, until the year is released.</summary>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="group">The group's id.</param>
    /// <param name="etag">The ETag of the work that was looked at.</param>
    /// <param name="act">Who, and which request.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    public Task FinishAsync(string cycleId, string group, string etag, Act act, CancellationToken cancellation) =>
        ChangeAsync(cycleId, group, "グループの検討の終了", act, async (paper, _) =>
        {
            RuleBrokenException.Unless(paper.ETag == etag, new FinishedWorkMustBeAsRead());
            var copies = paper.Work.Copies;
            // A sheet that the group left as it was is its result too.
            foreach (var measure in paper.Running.Plan.Measures.Where(m => !copies.ContainsKey(m.Code)))
            {
                if (await HandedInAsync(cycleId, measure.Code, cancellation) is { ByField.IsEmpty: false } answers)
                {
                    copies = copies.Add(measure.Code, answers);
                }
            }

            return new GroupChange(RecordOf(paper.Work with { Copies = copies }, act) with { FinishedAt = clock.GetUtcNow() }, null, null);
        }, cancellation);

    private static GroupPaper Paper(RunningCycle running, string id, Stored<GroupWorkRecord>? found)
    {
        var group = running.Plan.Committee.Groups.FirstOrDefault(g => g.Id == id)
            ?? throw new RecordMissingException(running.Cycle.Id, RecordKeys.GroupWork(id));
        var work = found is null
            ? new GroupWork(id, ImmutableSortedDictionary.Create<string, Answers>(StringComparer.Ordinal), [])
            : GroupWorkJson.Read(running.Plan, found.Value.Json);
        return new GroupPaper(running, group, work, found?.Value.By ?? "", found?.Value.At ?? default, found?.Value.FinishedAt, found?.ETag ?? "");
    }

    private GroupWorkRecord RecordOf(GroupWork work, Act act) => new(work.Group, GroupWorkJson.Write(work)) { By = act.By, At = clock.GetUtcNow() };

    private Task<bool> ChangeAsync(
        string cycleId,
        string group,
        string what,
        Act act,
        Func<GroupPaper, Stored<GroupWorkRecord>?, Task<GroupChange?>> change,
        CancellationToken cancellation)
    {
        return ledger.ChangeAsync(cycleId, act, clock.GetUtcNow(), what, RecordKeys.GroupWork(group), DecideAsync, cancellation);

        async Task<Change?> DecideAsync()
        {
            var running = await cycles.GetAsync(cycleId, cancellation);
            RuleBrokenException.Unless(
                running.Cycle.Stage == CycleStage.Compiling,
                new StageMustBe(CycleStage.Compiling.Label(running.Plan, running.Calendar), running.StageLabel));
            var found = await store.FindAsync<GroupWorkRecord>(cycleId, RecordKeys.GroupWork(group), cancellation);
            return await change(Paper(running, group, found), found) is { } changed
                ? new Change([TypedRecords.Put(RecordKeys.GroupWork(group), found, changed.Record), running.AsItIs], changed.Before, changed.After)
                : null;
        }
    }

    private sealed record GroupChange(GroupWorkRecord Record, string? Before, string? After);
}

/// <summary>A group's work as the store keeps it.</summary>
/// <param name="Group">The group's id.</param>
/// <param name="Json">See <see cref="GroupWorkJson"/>.</param>
internal sealed record GroupWorkRecord(string Group, string Json)
{
    /// <summary>Who saved last, as the audit log names them.</summary>
    public string By { get; init; } = "";

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When the group said that this is its result; null while it works, and again after every change.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}

/// <summary>What a group has made so far.</summary>
/// <param name="Running">The cycle.</param>
/// <param name="Group">The group.</param>
/// <param name="Work">Its copies and meetings.</param>
/// <param name="By">Who saved last, as the audit log names them; empty before anyone did.</param>
/// <param name="At">When.</param>
/// <param name="FinishedAt">When the group said that this is its result; null while it works.</param>
/// <param name="ETag">Changes with every save; empty before the first.</param>
public sealed record GroupPaper(
    RunningCycle Running, CommitteeGroup Group, GroupWork Work, string By, DateTimeOffset At, DateTimeOffset? FinishedAt, string ETag)
{
    /// <summary>The cycle's id.</summary>
    public string CycleId => Running.Cycle.Id;

    /// <summary>Whether anything can be changed.</summary>
    public bool IsOpen => Running.Cycle.Stage == CycleStage.Compiling;

    /// <summary>Whether the group has begun.</summary>
    public bool IsBegun => ETag.Length > 0;
}
