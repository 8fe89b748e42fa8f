using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Local.Demo;

/// <summary>
/// What everyone does in the year that is played, with the paper's real answers: most departments in time, some late
/// enough to be reminded, some returned, extended, reassigned, one answered by the secretariat; two members late.
/// </summary>
internal sealed class YearScript
{
    private const int Tomakomai = 95;
    private const int LateSheets = 12;
    private const int ReturnedSheets = 3;
    private const int ExtendedSheets = 2;
    private const int LateMembers = 2;
    private const int DaysOfRevision = 20;

    private readonly DemoData _data;
    private readonly SeededRandom _random;
    private readonly BusinessCalendar _calendar = new([]);
    private readonly List<ScriptedAct> _acts = [];
    private readonly string _cycleId;

    private YearScript(DemoData data, ulong seed)
    {
        _data = data;
        _random = new SeededRandom(seed);
        _cycleId = Cycle.IdOf(data.Plan.Id, data.Cycle.Year);
    }

    private DateOnly Due => _data.Cycle.SelfEvaluation.Due;

    /// <summary>The year's acts in the order of time; the same for the same seed.</summary>
    public static ImmutableArray<ScriptedAct> Write(DemoData data, ulong seed)
    {
        var script = new YearScript(data, seed);
        script.WriteSheets();
        if (data.Plan.HasBallots(data.Cycle))
        {
            script.WriteBallots();
            script.WriteOpinions();
        }
        else
        {
            script.WriteRelease();
        }

        if (data.Revised is { } revised)
        {
            script.WriteRevision(revised);
        }

        return [.. script._acts.OrderBy(a => a.At).ThenBy(a => a.Id, StringComparer.Ordinal)];
    }

    private void WriteSheets()
    {
        ImmutableArray<Measure> asked = [.. _data.Plan.MeasuresAskedIn(_data.Cycle.Year)];
        ImmutableArray<Measure> answered = [.. asked.Where(m => _data.Answers.ContainsKey(m.Code))];
        var measures = new Queue<Measure>(_random.Shuffle(answered));
        var shared = measures.FirstOrDefault(m => m.Departments.Count(d => _data.Plan.Department(d).Mail is not null) > 1);
        measures = new Queue<Measure>(measures.Where(m => m != shared));
        if (shared is not null)
        {
            WriteReassigned(shared);
        }

        Repeat(1, measures, WriteEscalated);
        Repeat(Share(ReturnedSheets, answered.Length), measures, WriteReturned);
        Repeat(Share(ExtendedSheets, answered.Length), measures, WriteExtended);
        Repeat(Share(LateSheets, answered.Length), measures, measure =>
            Answer(measure, AtOffice(BusinessDay(Due, 1 + _random.Next(3)), 13 * 60)));
        Repeat(measures.Count, measures, measure => Answer(measure, InTime()));
        foreach (var measure in asked.Except(answered))
        {
            WriteClosed(measure);
        }
    }

    private static void Repeat(int times, Queue<Measure> measures, Action<Measure> write)
    {
        for (var i = 0; i < times && measures.TryDequeue(out var measure); i++)
        {
            write(measure);
        }
    }

    // As many as Tomakomai has among its 95 sheets, and one at least.
    private static int Share(int count, int sheets) => ((count * sheets) + Tomakomai - 1) / Tomakomai;

    // Nobody ever answers: the secretariat closes the sheet.
    private void WriteClosed(Measure measure) =>
        Add(AtOffice(BusinessDay(Due, _data.Cycle.EscalateAfter + 2), 15 * 60), $"{measure.Code}-close", "secretariat", (people, act, cancellation) =>
            people.Sheets.CloseAsync(
                _cycleId, measure.Code, "期限を過ぎても提出がなく、次の段階へ進むため。", act, people.Client, cancellation));

    // The groups' meetings are over by the end of the committee's stage, where the year has one.
    private void WriteRelease()
    {
        var start = BusinessDay(_data.Cycle.Committee?.Due ?? Due, _data.Cycle.EscalateAfter + 3);
        foreach (var work in _data.Groups)
        {
            Add(JapanTime.At(start, new TimeOnly(10, 0)), $"group-{work.Group}", "secretariat", (people, act, cancellation) =>
                people.Groups.RecordAsync(_cycleId, work, act, cancellation));
        }

        Add(JapanTime.At(BusinessDay(start, 1), new TimeOnly(15, 0)), "release", "secretariat", (people, act, cancellation) =>
            people.Opinions.ReleaseAsync(_cycleId, act, people.Client, cancellation));
    }

    // What the year's review came to: the plan's next edition, by which the next year is reviewed.
    private void WriteRevision(DemoData revised) => Add(
        JapanTime.At(BusinessDay(_data.Cycle.Publication, DaysOfRevision), new TimeOnly(10, 0)), "revision", "secretariat", (people, _, cancellation) =>
            people.Plans.ImportAsync(revised.PlanYaml, cancellation));

    // Between the second business day of the stage and the day before its last.
    private DateTimeOffset InTime()
    {
        var first = _calendar.AddBusinessDays(_data.Cycle.SelfEvaluation.Opens, 1);
        var days = Math.Max(1, _calendar.CountBetween(first, Due) - 1);
        return AtOffice(BusinessDay(first, _random.Next(days)), 9 * 60);
    }

    private void Answer(Measure measure, DateTimeOffset at)
    {
        Submit(measure, at, 1, _data.Answers[measure.Code]);
        Accept(measure, at, 1);
    }

    private void WriteReturned(Measure measure)
    {
        var at = AtOffice(Open(BusinessDay(Due, -8 - _random.Next(3))), 10 * 60);
        var full = _data.Answers[measure.Code];
        var hasty = new Answers(full.ByField.RemoveRange(full.ByField.Keys.Except(RequiredFields())));
        Submit(measure, at, 1, hasty);
        var returned = AtOffice(BusinessDay(JapanTime.DateOf(at), 1), 14 * 60);
        var due = BusinessDay(JapanTime.DateOf(returned), 5);
        var reason = _data.Plan.IsScored
            ? "取組内容や特記事項が空欄です。計画期間全体の成果と課題が分かるように記入してください。"
            : "空欄があります。今年度の状況と今後の取組が分かるように記入してください。";
        Add(returned, $"{measure.Code}-return", "secretariat", (people, act, cancellation) => people.Sheets.ReturnAsync(
            _cycleId, measure.Code, 1, reason, due, act, people.Client, cancellation));
        var again = AtOffice(BusinessDay(JapanTime.DateOf(returned), 3), 11 * 60);
        Submit(measure, again, 2, full);
        Accept(measure, again, 2);
    }

    // Never before the sheets are there.
    private DateOnly Open(DateOnly day)
    {
        var first = _calendar.AddBusinessDays(_data.Cycle.SelfEvaluation.Opens, 1);
        return day < first ? first : day;
    }

    private IEnumerable<string> RequiredFields() => _data.Plan.Form.Where(f => f.Required).Select(f => f.Id);

    private void WriteExtended(Measure measure)
    {
        var due = BusinessDay(Due, 4);
        Add(AtOffice(BusinessDay(Due, -2), 15 * 60), $"{measure.Code}-extend", "secretariat", (people, act, cancellation) =>
            people.Sheets.ExtendAsync(_cycleId, measure.Code, "年度末の実績の集計に時間がかかるため。", due, act, people.Client, cancellation));
        Answer(measure, AtOffice(BusinessDay(due, -1), 16 * 60));
    }

    private void WriteReassigned(Measure measure)
    {
        var withMail = measure.Departments.Where(d => _data.Plan.Department(d).Mail is not null).Skip(1).First();
        ImmutableArray<string> departments = [withMail, .. measure.Departments.Where(d => d != withMail)];
        Add(AtOffice(Open(BusinessDay(Due, -11)), 11 * 60), $"{measure.Code}-reassign", "secretariat", (people, act, cancellation) =>
            people.Sheets.ReassignAsync(_cycleId, measure.Code, departments, act, people.Client, cancellation));
        var at = AtOffice(BusinessDay(Due, -4), 10 * 60);
        Submit(measure, at, 1, _data.Answers[measure.Code], withMail);
        Accept(measure, at, 1);
    }

    // Nobody answers; the head of the section is told, and on the next day the secretariat answers on its behalf.
    private void WriteEscalated(Measure measure)
    {
        var at = AtOffice(BusinessDay(Due, _data.Cycle.EscalateAfter + 1), 10 * 60);
        Add(at, $"{measure.Code}-on-behalf", "secretariat", (people, act, cancellation) => people.Sheets.SubmitAsync(
            _cycleId, measure.Code, _data.Answers[measure.Code], etag: null, isOnBehalf: true, act, people.Client, cancellation));
        Accept(measure, at, 1);
    }

    private void Submit(Measure measure, DateTimeOffset at, int version, Answers answers, string? department = null)
    {
        var who = $"department:{department ?? measure.LeadDepartment}";
        Add(at.AddMinutes(-20), $"{measure.Code}-draft-{version}", who, async (people, act, cancellation) =>
        {
            var draft = await people.Drafts.GetAsync(_cycleId, measure.Code, cancellation);
            await people.Drafts.SaveAsync(_cycleId, measure.Code, answers, draft.ETag, act, cancellation);
        });
        Add(at, $"{measure.Code}-submit-{version}", who, (people, act, cancellation) => people.Sheets.SubmitAsync(
            _cycleId, measure.Code, answers, etag: null, isOnBehalf: false, act, people.Client, cancellation));
    }

    private void Accept(Measure measure, DateTimeOffset submitted, int version) =>
        Add(AtOffice(BusinessDay(JapanTime.DateOf(submitted), 1), 14 * 60), $"{measure.Code}-accept-{version}", "secretariat",
            (people, act, cancellation) => people.Sheets.AcceptAsync(_cycleId, measure.Code, version, act, people.Client, cancellation));

    private void WriteBallots()
    {
        var votes = BallotsByMean.Deal(_data.Plan.Committee, _data.Opinions, _random);
        var members = _random.Shuffle(_data.Plan.Committee.Members);
        var stage = _data.Cycle.Committee!;
        var days = _calendar.CountBetween(stage.Opens, stage.Due) - 1;
        for (var i = 0; i < members.Length; i++)
        {
            var member = members[i].Id;
            var day = i < LateMembers ? BusinessDay(stage.Due, 2 + i) : BusinessDay(stage.Opens, 1 + _random.Next(days));
            Add(AtOffice(day, 10 * 60), $"ballot-{member}", $"member:{member}", (people, act, cancellation) =>
                people.Ballots.SubmitAsync(_cycleId, member, votes[member], etag: null, act, people.Client, cancellation));
        }
    }

    private void WriteOpinions()
    {
        var start = _calendar.AddBusinessDays(_data.Cycle.Committee!.Due, 6);
        Add(JapanTime.At(start, new TimeOnly(10, 0)), "compile", "secretariat", (people, act, cancellation) =>
            people.Opinions.CompileAsync(_cycleId, _data.Compiled, etag: "", act, cancellation));
        Add(JapanTime.At(BusinessDay(start, 2), new TimeOnly(15, 0)), "send-to-chair", "secretariat", (people, act, cancellation) =>
            people.Opinions.SendToChairAsync(_cycleId, act, people.Client, cancellation));
        var chair = $"member:{_data.Plan.Committee.Chair.Id}";
        Add(JapanTime.At(BusinessDay(start, 5), new TimeOnly(11, 0)), "approve", chair, (people, act, cancellation) =>
            people.Opinions.ApproveAsync(_cycleId, act, people.Client, cancellation));
    }

    private void Add(DateTimeOffset at, string id, string by, Func<People, Act, CancellationToken, Task> play) =>
        _acts.Add(new ScriptedAct(at, id, (people, cancellation) => play(people, new Act($"script-{id}", by), cancellation)));

    private DateOnly BusinessDay(DateOnly from, int days) => _calendar.AddBusinessDays(from, days);

    // People don't all press the button on the hour.
    private DateTimeOffset AtOffice(DateOnly day, int minuteOfDay) =>
        JapanTime.At(day, TimeOnly.MinValue.AddMinutes(minuteOfDay + 30 + (5 * _random.Next(24))));
}
