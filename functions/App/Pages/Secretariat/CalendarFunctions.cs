using System.Collections.Immutable;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.Review.Cycles;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>What is still to come: milestones, and every reminder with the day and whom it goes to.</summary>
public sealed class CalendarFunctions(FrontDesk desk, MailDesk mails, BoardReader boards)
{
    /// <summary>The calendar's page.</summary>
    [Function("CalendarPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "secretariat/cycles/{cycleId}/calendar")] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, _) = await visit.AsSecretariatAsync(cycleId, cancellation);
            var board = await boards.GetAsync(cycleId, cancellation);
            return await visit.PageAsync<CalendarPage>(new()
            {
                [nameof(CalendarPage.Running)] = running,
                [nameof(CalendarPage.Milestones)] = Milestone.Of(running),
                [nameof(CalendarPage.Days)] = ComingDay.Of(await mails.ComingAsync(cycleId, cancellation)),
                [nameof(CalendarPage.Awaited)] = board.Rows.Where(r => r.AwaitsDepartment()).ToImmutableArray(),
            });
        }, cancellation);
}

/// <summary>A day on which something begins or ends.</summary>
/// <param name="Day">The day.</param>
/// <param name="What">What happens.</param>
/// <param name="Mails">The mails that go then, in words, or null.</param>
public sealed record Milestone(DateOnly Day, string What, string? Mails)
{
    /// <summary>Those of a cycle, in the order of time. The mails of steps that are over have left already.</summary>
    public static ImmutableArray<Milestone> Of(RunningCycle running)
    {
        ArgumentNullException.ThrowIfNull(running);
        var (calendar, members, stage) = (running.Calendar, running.Plan.Committee.Members.Length, running.Cycle.Stage);
        if (!running.HasBallots || calendar.Committee is not { } committee)
        {
            var told = members > 0 ? $"委員{members}人と事務局" : "事務局";
            return
            [
                new(calendar.Opens, "年度の評価の開始", null),
                new(calendar.SelfEvaluation.Due, "担当部署の記入の期限（計画の期限。個票ごとに延長できます）", null),
                new(calendar.Publication, "公表", stage < CycleStage.Published ? $"公表後、{told}に公表の連絡、各担当部署に結果の報告。事務局の確認が終わっていなければ、終わりしだい" : null),
            ];
        }

        return
        [
            new(calendar.Opens, "評価の開始", null),
            new(calendar.SelfEvaluation.Due, "自己評価の期限（計画の期限。個票ごとに延長できます）", null),
            new(committee.Opens, "委員評価の開始", stage < CycleStage.Committee ? $"委員{members}人に評価の依頼。自己評価が終わっていなければ、終わりしだい" : null),
            new(committee.Due, "委員評価の期限", stage < CycleStage.Compiling ? "翌日、事務局に意見とりまとめの依頼" : null),
            new(calendar.Publication, "公表", stage < CycleStage.Published ? $"公表後、委員{members}人と事務局に公表の連絡、各担当部署に結果の報告。会長の承認が終わっていなければ、終わりしだい" : null),
        ];
    }
}

/// <summary>What a row of the board says of its department.</summary>
internal static class Awaiting
{
    /// <summary>Whether the department is to act.</summary>
    public static bool AwaitsDepartment(this BoardRow row) =>
        row.State is Review.Sheets.SheetState.NotStarted or Review.Sheets.SheetState.Drafting or Review.Sheets.SheetState.Returned;
}
