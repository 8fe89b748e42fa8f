using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Local.Demo;

/// <summary>
/// The year's script up to a morning in the middle of the self-evaluation, and a few acts more, so that every state of a sheet is there
/// to be seen. They are about sheets that nobody touches before that morning; the year's own course stays as it is.
/// </summary>
internal sealed class SampleScript
{
    private const int Drafts = 5;

    private readonly DemoData _data;
    private readonly BusinessCalendar _calendar = new([]);
    private readonly List<ScriptedAct> _acts = [];
    private readonly string _cycleId;
    private readonly Queue<Measure> _untouched;

    private SampleScript(DemoData data)
    {
        _data = data;
        _cycleId = Cycle.IdOf(data.Plan.Id, data.Cycle.Year);
        var until = Until(data);
        _acts.AddRange(SampleStop.YearUntil(data, until));
        _untouched = new Queue<Measure>(data.Plan.Measures.Where(m =>
            !_acts.Exists(act => act.Id.StartsWith(m.Code + "-", StringComparison.Ordinal))));
    }

    /// <summary>The morning at which it ends: ten o'clock, seven business days before the deadline.</summary>
    public static DateTimeOffset Until(DemoData data) =>
        JapanTime.At(new BusinessCalendar([]).AddBusinessDays(data.Cycle.SelfEvaluation.Due, -7), new TimeOnly(10, 0));

    /// <summary>The acts in the order of time.</summary>
    public static ImmutableArray<ScriptedAct> Write(DemoData data)
    {
        var script = new SampleScript(data);
        script.WriteDrafts();
        script.WriteSubmitted();
        script.WriteReturned();
        script.WriteOverdue();
        script.WriteClosed();
        script.WriteExtended();
        script.WriteReassigned();
        script.WriteWithdrawn();
        return [.. script._acts.OrderBy(a => a.At).ThenBy(a => a.Id, StringComparer.Ordinal)];
    }

    // Half written, each a little further than the one before.
    private void WriteDrafts()
    {
        for (var i = 1; i <= Drafts; i++)
        {
            var measure = _untouched.Dequeue();
            Draft(measure, Day(5 + (i % 3), 14 + (i % 2)), i);
        }
    }

    private void WriteSubmitted() => Submit(_untouched.Dequeue(), Day(10, 16), _data.Plan.Form.Length);

    private void WriteReturned()
    {
        var measure = _untouched.Dequeue();
        Submit(measure, Day(9, 15), fields: 0);
        Return(measure, Day(10, 11), dueIn: 5);
    }

    // Returned, and silent since: its new deadline has passed.
    private void WriteOverdue()
    {
        var measure = _untouched.Dequeue();
        Submit(measure, Day(2, 10), fields: 0);
        Return(measure, Day(3, 11), dueIn: 4);
    }

    // Silent for so long that the head of the section was told, and at last closed without it.
    private void WriteClosed()
    {
        var measure = _untouched.Dequeue();
        Submit(measure, Day(1, 11), fields: 0);
        Return(measure, Day(1, 15), dueIn: 1);
        Secretariat(Day(10, 10), $"{measure.Code}-close", (people, act, cancellation) =>
            people.Sheets.CloseAsync(
                _cycleId, measure.Code, "期限を過ぎても提出がなく、次の段階へ進むため。", act, people.Client, cancellation));
    }

    // One that was begun, and one that was not.
    private void WriteExtended()
    {
        var begun = _untouched.Dequeue();
        Draft(begun, Day(6, 10), fields: 2);
        foreach (var measure in (Measure[])[begun, _untouched.Dequeue()])
        {
            var due = _calendar.AddBusinessDays(_data.Cycle.SelfEvaluation.Due, 4);
            Secretariat(Day(9, 11), $"{measure.Code}-extend", (people, act, cancellation) => people.Sheets.ExtendAsync(
                _cycleId, measure.Code, "年度末の実績の集計に時間がかかるため。", due, act, people.Client, cancellation));
        }
    }

    private void WriteReassigned()
    {
        var measure = _untouched.Dequeue();
        var other = _data.Plan.Departments.First(d => d.Mail is not null && !measure.Departments.Contains(d.Id));
        Secretariat(Day(8, 13), $"{measure.Code}-reassign", (people, act, cancellation) => people.Sheets.ReassignAsync(
            _cycleId, measure.Code, [other.Id], act, people.Client, cancellation));
    }

    private void WriteWithdrawn()
    {
        var measure = _untouched.Dequeue();
        Secretariat(Day(6, 9), $"{measure.Code}-withdraw", (people, act, cancellation) =>
            people.Sheets.WithdrawAsync(_cycleId, measure.Code, "事業を別の計画に移したため", act, people.Client, cancellation));
    }

    private void Draft(Measure measure, DateTimeOffset at, int fields)
    {
        // The first fields that have an answer; the rest is still to come. Without any it would not be begun.
        var answered = _data.Answers[measure.Code].ByField;
        var answers = Keep(measure, _data.Plan.Form.Where(field => answered.ContainsKey(field.Id)).Take(Math.Max(fields, 1)));
        Add(at, $"{measure.Code}-sample-draft", $"department:{measure.LeadDepartment}", async (people, act, cancellation) =>
        {
            var draft = await people.Drafts.GetAsync(_cycleId, measure.Code, cancellation);
            await people.Drafts.SaveAsync(_cycleId, measure.Code, answers, draft.ETag, act, cancellation);
        });
    }

    // The required fields, and as many of the others.
    private void Submit(Measure measure, DateTimeOffset at, int fields)
    {
        var answers = Keep(measure, _data.Plan.Form.Where((field, index) => field.Required || index < fields));
        Add(at, $"{measure.Code}-sample-submit", $"department:{measure.LeadDepartment}", (people, act, cancellation) =>
            people.Sheets.SubmitAsync(_cycleId, measure.Code, answers, etag: null, isOnBehalf: false, act, people.Client, cancellation));
    }

    private Answers Keep(Measure measure, IEnumerable<FormField> fields)
    {
        var full = _data.Answers[measure.Code].ByField;
        return new Answers(full.RemoveRange(full.Keys.Except(fields.Select(f => f.Id))));
    }

    private void Return(Measure measure, DateTimeOffset at, int dueIn)
    {
        var due = _calendar.AddBusinessDays(JapanTime.DateOf(at), dueIn);
        Secretariat(at, $"{measure.Code}-sample-return", (people, act, cancellation) => people.Sheets.ReturnAsync(
            _cycleId, measure.Code, 1, "取組内容や特記事項が空欄です。計画期間全体の成果と課題が分かるように記入してください。", due, act, people.Client, cancellation));
    }

    private void Secretariat(DateTimeOffset at, string id, Func<People, Act, CancellationToken, Task> play) => Add(at, id, "secretariat", play);

    private void Add(DateTimeOffset at, string id, string by, Func<People, Act, CancellationToken, Task> play) =>
        _acts.Add(new ScriptedAct(at, id, (people, cancellation) => play(people, new Act($"script-{id}", by), cancellation)));

    // So many business days after the opening, at that hour.
    private DateTimeOffset Day(int businessDay, int hour) =>
        JapanTime.At(_calendar.AddBusinessDays(_data.Cycle.SelfEvaluation.Opens, businessDay), new TimeOnly(hour, 0));
}
