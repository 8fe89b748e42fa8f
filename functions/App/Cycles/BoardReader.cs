using System.Collections.Immutable;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Cycles;

/// <summary>
/// Reads the secretariat's board: a cycle's partition by a handful of prefixes, whatever the number of sheets. Of submissions and
/// mails, which are long, only the key and what the board shows is looked at.
/// </summary>
public sealed class BoardReader(IRecordStore store, CycleReader cycles, TimeProvider clock)
{
    /// <summary>The board as the store stands.</summary>
    public async Task<Board> GetAsync(string cycleId, CancellationToken cancellation)
    {
        var running = await cycles.GetAsync(cycleId, cancellation);
        var submitted = await SubmittedAsync(cycleId, cancellation);
        var reminders = await RemindersAsync(cycleId, cancellation);
        var requests = await RequestsAsync(cycleId, cancellation);
        var comments = await CommentsAsync(cycleId, cancellation);
        var today = JapanTime.DateOf(clock.GetUtcNow());
        var order = running.Plan.Items
            .SelectMany(item => item.Measures.Select(measure => (measure.Code, Item: item.Number)))
            .Select((place, index) => (place.Code, place.Item, Index: index))
            .ToDictionary(place => place.Code, StringComparer.Ordinal);
        var rows = new List<BoardRow>();
        await foreach (var stored in store.ListAsync<Sheet>(cycleId, RecordKeys.SheetPrefix, cancellation))
        {
            var sheet = stored.Value;
            var reminded = reminders.GetValueOrDefault(sheet.Measure);
            rows.Add(new BoardRow(
                sheet.Measure,
                order[sheet.Measure].Item,
                sheet.Departments,
                sheet.State,
                sheet.Due,
                sheet.AwaitsDepartment ? Math.Max(0, today.DayNumber - sheet.Due.DayNumber) : 0,
                !IsTakenBack(sheet) && submitted.TryGetValue(sheet.Measure, out var at) ? at : null,
                reminded.Times == 0 ? null : reminded.Last,
                reminded.Times,
                requests.GetValueOrDefault(sheet.Measure),
                comments.GetValueOrDefault(sheet.Measure)));
        }

        return new Board(running.Cycle.Stage, [.. rows.OrderBy(row => order[row.Measure].Index)]);
    }

    private async Task<Dictionary<string, DateTimeOffset>> SubmittedAsync(string cycleId, CancellationToken cancellation)
    {
        // In the order of keys a measure's later version follows its earlier one.
        var last = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var submission in store.ListAsync(cycleId, RecordKeys.SubmissionPrefix, cancellation))
        {
            last[Part(submission.Key, 1)] = submission.Json;
        }

        return last.ToDictionary(s => s.Key, s => RecordJson.Read<Submitted>(s.Value).At, StringComparer.Ordinal);
    }

    // A letter carries the notices of several sheets: each of them was reminded when it left.
    private async Task<Dictionary<string, (int Times, DateTimeOffset Last)>> RemindersAsync(string cycleId, CancellationToken cancellation)
    {
        var subjects = RecordKeys.SheetSubject("");
        var letters = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        await foreach (var mail in store.ListAsync(cycleId, RecordKeys.MailPrefix + subjects, cancellation))
        {
            if (IsReminder(mail.Key) && RecordJson.Read<Reminder>(mail.Json) is { State: OutboxState.Sent, EndedAt: { } at })
            {
                letters[mail.Key] = at;
            }
        }

        var reminders = new Dictionary<string, (int Times, DateTimeOffset Last)>(StringComparer.Ordinal);
        await foreach (var notice in store.ListAsync(cycleId, RecordKeys.NoticePrefix + subjects, cancellation))
        {
            if (IsReminder(notice.Key)
                && RecordJson.Read<Carried>(notice.Json).Letter is { } letter
                && letters.TryGetValue(letter, out var at))
            {
                var measure = Part(notice.Key, 1)[subjects.Length..];
                var (times, last) = reminders.GetValueOrDefault(measure);
                reminders[measure] = (times + 1, at > last ? at : last);
            }
        }

        return reminders;
    }

    private static bool IsReminder(string key) =>
        Part(key, 2) is nameof(MailPurpose.Reminder) or nameof(MailPurpose.Overdue) or nameof(MailPurpose.ReturnReminder);

    private async Task<Dictionary<string, ExtensionRequest>> RequestsAsync(string cycleId, CancellationToken cancellation)
    {
        var requests = new Dictionary<string, ExtensionRequest>(StringComparer.Ordinal);
        await foreach (var request in store.ListAsync<ExtensionRequest>(cycleId, RecordKeys.ExtensionRequestPrefix, cancellation))
        {
            if (request.Value.IsOpen)
            {
                requests[request.Value.Measure] = request.Value;
            }
        }

        return requests;
    }

    private async Task<Dictionary<string, int>> CommentsAsync(string cycleId, CancellationToken cancellation)
    {
        var comments = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (var comment in store.ListAsync(cycleId, RecordKeys.CommentPrefix, cancellation))
        {
            var measure = Part(comment.Key, 1);
            comments[measure] = comments.GetValueOrDefault(measure) + 1;
        }

        return comments;
    }

    // What was taken back is not handed in; what was returned was.
    private static bool IsTakenBack(Sheet sheet) => sheet.State == SheetState.Drafting;

    private static string Part(string key, int index) => key.Split('/')[index];

    private sealed record Submitted(DateTimeOffset At);

    private sealed record Reminder(OutboxState State, DateTimeOffset? EndedAt);

    private sealed record Carried(string? Letter);
}

/// <summary>A cycle's sheets at a glance.</summary>
/// <param name="Stage">Where the cycle stands.</param>
/// <param name="Rows">One a sheet, in the order of the plan.</param>
public sealed record Board(CycleStage Stage, ImmutableArray<BoardRow> Rows)
{
    /// <summary>Sheets by state for each department; a shared sheet counts for each of its departments.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<SheetState, int>> ByDepartment =>
        Count(Rows.SelectMany(row => row.Departments.Select(department => (department, row.State))), StringComparer.Ordinal);

    /// <summary>Sheets by state for each item.</summary>
    public ImmutableSortedDictionary<int, ImmutableSortedDictionary<SheetState, int>> ByItem =>
        Count(Rows.Select(row => (row.Item, row.State)), Comparer<int>.Default);

    private static ImmutableSortedDictionary<TKey, ImmutableSortedDictionary<SheetState, int>> Count<TKey>(
        IEnumerable<(TKey Key, SheetState State)> sheets, IComparer<TKey> order)
        where TKey : notnull =>
        sheets.GroupBy(s => s.Key).ToImmutableSortedDictionary(
            group => group.Key, group => group.CountBy(s => s.State).ToImmutableSortedDictionary(), order);
}

/// <summary>One sheet on the board.</summary>
/// <param name="Measure">The measure's code.</param>
/// <param name="Item">Its item's number.</param>
/// <param name="Departments">Department ids; the first leads.</param>
/// <param name="State">How far it is.</param>
/// <param name="Due">The last day.</param>
/// <param name="DaysOverdue">Days since the deadline while the department is awaited; 0 otherwise.</param>
/// <param name="SubmittedAt">When it was last handed in; null when it never was, or was taken back.</param>
/// <param name="RemindedAt">When the last reminder left, or null.</param>
/// <param name="Reminders">How many reminders left.</param>
/// <param name="OpenRequest">The request for more time that waits for an answer, or null.</param>
/// <param name="Comments">How many comments there are.</param>
public sealed record BoardRow(
    string Measure,
    int Item,
    ImmutableArray<string> Departments,
    SheetState State,
    DateOnly Due,
    int DaysOverdue,
    DateTimeOffset? SubmittedAt,
    DateTimeOffset? RemindedAt,
    int Reminders,
    ExtensionRequest? OpenRequest,
    int Comments);
