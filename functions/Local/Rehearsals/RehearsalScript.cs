using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.Local.Demo;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Local.Rehearsals;

/// <summary>
/// What people do in the rehearsed year: all of them at once what they are asked for, or nobody anything. Where nobody answers, the secretariat
/// closes what is missing on the business day after the last reminder, so that the year goes on to the next stage's mails.
/// </summary>
/// <param name="plan">The plan.</param>
/// <param name="cycle">The year.</param>
/// <param name="calendar">The city's business days.</param>
internal sealed class RehearsalScript(Plan plan, CyclePlan cycle, BusinessCalendar calendar)
{
    private const string Secretariat = "secretariat";
    private const string ClosingReason = "期限を過ぎても提出がないため。";
    private readonly string _cycleId = Cycle.IdOf(plan.Id, cycle.Year);
    private readonly PlaceholderAnswers _answers = new(plan, cycle);
    private readonly List<ScriptedAct> _acts = [];
    private readonly List<(DateOnly Day, string Name)> _assumed = [];

    /// <summary>What the secretariat does in it because nobody answers, once the script is written.</summary>
    public ImmutableArray<(DateOnly Day, string Name)> Assumed => [.. _assumed];

    /// <summary>Everybody answers on the business day after being asked.</summary>
    public ImmutableArray<ScriptedAct> Answered()
    {
        var day = Next(cycle.Opens, cycle.SelfEvaluation.Due);
        foreach (var measure in plan.MeasuresAskedIn(cycle.Year))
        {
            Add(day, 10, $"submit-{measure.Code}", $"department:{measure.LeadDepartment}", (people, act, cancellation) =>
                people.Sheets.SubmitAsync(_cycleId, measure.Code, _answers.OfSheet(measure), etag: null, isOnBehalf: false, act, people.Client, cancellation));
            Add(calendar.AddBusinessDays(day, 1), 14, $"accept-{measure.Code}", Secretariat, (people, act, cancellation) =>
                people.Sheets.AcceptAsync(_cycleId, measure.Code, 1, act, people.Client, cancellation));
        }

        if (plan.HasBallots(cycle))
        {
            AddBallots();
        }
        else
        {
            var last = cycle.Committee?.Due ?? calendar.AddBusinessDays(day, 1);
            Add(calendar.AddBusinessDays(last, 1), 15, "release", Secretariat, (people, act, cancellation) =>
                people.Opinions.ReleaseAsync(_cycleId, act, people.Client, cancellation));
        }

        return InOrder();
    }

    /// <summary>Nobody answers.</summary>
    public ImmutableArray<ScriptedAct> Silent()
    {
        var closing = calendar.AddBusinessDays(
            LastDay(cycle.SelfEvaluation, MailPurpose.Reminder, MailPurpose.Overdue, cycle.EscalateAfter), 1);
        _assumed.Add((closing, "仮定: 事務局が、未提出の個票を締め切る"));
        foreach (var measure in plan.MeasuresAskedIn(cycle.Year))
        {
            Add(closing, 10, $"close-{measure.Code}", Secretariat, (people, act, cancellation) =>
                people.Sheets.CloseAsync(_cycleId, measure.Code, ClosingReason, act, people.Client, cancellation));
        }

        if (plan.HasBallots(cycle))
        {
            var last = LastDay(cycle.Committee!, MailPurpose.BallotReminder, MailPurpose.BallotOverdue, escalateAfter: null);
            // Ballots open when the sheets are closed, even if that is late.
            var day = calendar.AddBusinessDays(last < closing ? closing : last, 1);
            _assumed.Add((day, "仮定: 事務局が、未提出の委員の評価を締め切る"));
            Add(day, 10, "close-ballots", Secretariat, (people, act, cancellation) =>
                people.ManyBallots.CloseStageAsync(_cycleId, ClosingReason, isEarlyConfirmed: true, act, people.Client, cancellation));
        }

        return InOrder();
    }

    private void AddBallots()
    {
        var stage = cycle.Committee!;
        foreach (var member in plan.Committee.Members)
        {
            Add(Next(stage.Opens, stage.Due), 10, $"ballot-{member.Id}", $"member:{member.Id}", (people, act, cancellation) =>
                people.Ballots.SubmitAsync(_cycleId, member.Id, _answers.OfBallot(member), etag: null, act, people.Client, cancellation));
        }

        var compiling = calendar.AddBusinessDays(stage.Due, 1);
        Add(compiling, 10, "compile", Secretariat, (people, act, cancellation) =>
            people.Opinions.CompileAsync(_cycleId, _answers.Opinions, etag: "", act, cancellation));
        Add(compiling, 15, "send-to-chair", Secretariat, (people, act, cancellation) =>
            people.Opinions.SendToChairAsync(_cycleId, act, people.Client, cancellation));
        Add(calendar.AddBusinessDays(compiling, 1), 11, "approve", $"member:{plan.Committee.Chair.Id}", (people, act, cancellation) =>
            people.Opinions.ApproveAsync(_cycleId, act, people.Client, cancellation));
    }

    // The next business day, but never after the deadline.
    private DateOnly Next(DateOnly asked, DateOnly due)
    {
        var day = calendar.AddBusinessDays(asked, 1);
        return day < due ? day : due;
    }

    private DateOnly LastDay(StagePlan stage, MailPurpose reminder, MailPurpose overdue, int? escalateAfter)
    {
        var last = Occasions.Of(calendar, stage.Due, stage.RemindAt, reminder, overdue, escalateAfter).LastOrDefault();
        var day = last is null ? stage.Due : JapanTime.DateOf(last.At);
        return day < stage.Due ? stage.Due : day;
    }

    private void Add(DateOnly day, int hour, string id, string by, Func<People, Act, CancellationToken, Task> play) => _acts.Add(new ScriptedAct(
        JapanTime.At(day, new TimeOnly(hour, 0)), id, (people, cancellation) => play(people, new Act($"rehearsal-{id}", by), cancellation)));

    // The sort keeps the order of the plan among acts of one moment.
    private ImmutableArray<ScriptedAct> InOrder() => [.. _acts.OrderBy(a => a.At)];
}
