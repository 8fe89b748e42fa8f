using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.SelfEvaluation;

/// <summary>What is done for a sheet when it is due.</summary>
public sealed class SelfEvaluationActivities(IRecordStore store, CycleReader cycles, CalendarMail mail, BusinessCalendar calendar)
{
    private const string OpeningOccasion = "opened";

    /// <summary>Sends the task and whatever reminder or escalation is due, and says how the sheet stands.</summary>
    [Function(nameof(TendSheet))]
    public async Task<Standing> TendSheet([ActivityTrigger] Tending tending, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tending);
        var running = await cycles.GetAsync(tending.CycleId, cancellation);
        var sheet = (await store.GetAsync<Sheet>(tending.CycleId, RecordKeys.Sheet(tending.Id), cancellation)).Value;
        var occasions = Occasions.OfSheet(calendar, running.Calendar, sheet);
        var letterAt = LetterTimes.OfCalendar(tending.Now);
        var notices = CalendarMail.DueNow(occasions, sheet.DueSetAt, tending.Now)
            .Select(occasion => SheetNotice.Of(
                running.Plan, tending.CycleId, sheet, occasion.Purpose, occasion.Key, letterAt, sheet.ReturnReason))
            .ToList();
        if (sheet.AwaitsDepartment)
        {
            notices.Add(SheetNotice.Of(running.Plan, tending.CycleId, sheet, MailPurpose.Task, OpeningOccasion, letterAt));
        }

        var next = occasions.FirstOrDefault(o => o.At > tending.Now)?.At;
        var again = await mail.TendAsync(running, sheet, notices, next, tending.Now, cancellation);
        return new Standing(sheet.IsSettled && again is null, again);
    }
}
