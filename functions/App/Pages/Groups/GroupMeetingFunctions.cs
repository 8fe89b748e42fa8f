using System.Globalization;
using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.Review.Committee;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages.Groups;

/// <summary>The record of a group's meeting.</summary>
public sealed class GroupMeetingFunctions(FrontDesk desk, GroupDoor door, GroupWorkDesk groups)
{
    private const string Route = "committee/{cycleId}/groups/{group}/meetings/{number}";

    /// <summary>The record, or an empty form for a new one.</summary>
    [Function("GroupMeetingPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string cycleId,
        string group,
        string number,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (paper, _) = await door.OpenAsync(visit, cycleId, group, cancellation);
            return IsPlace(paper, number, out var meeting)
                ? await PageAsync(visit, paper, number, TypedMeeting.Of(meeting), [], StatusCodes.Status200OK)
                : await visit.MissingAsync();
        }, cancellation);

    /// <summary>Saves the record, or takes it out.</summary>
    [Function("SaveGroupMeeting")]
    public Task<IResult> Save(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        string cycleId,
        string group,
        string number,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var (paper, grant) = await door.OpenAsync(visit, cycleId, group, cancellation);
            var typed = TypedMeeting.Read(form);
            var isTakenOut = form["do"] == "remove";
            if (!isTakenOut && typed.Problems() is { Count: > 0 } problems)
            {
                return await PageAsync(visit, paper, number, typed, problems, StatusCodes.Status422UnprocessableEntity);
            }

            await groups.SaveMeetingAsync(
                cycleId, group, typed.ReadFrom(), isTakenOut ? null : typed.ToRecord(), visit.Act(form, grant), cancellation);
            return new SeeOther($"{GroupPaths.Group(cycleId, group)}?done={(isTakenOut ? "meeting-removed" : "meeting-saved")}");
        }, cancellation);

    private static Task<IResult> PageAsync(
        Visit visit, GroupPaper paper, string number, TypedMeeting typed, IReadOnlyList<(string Field, string Message)> problems, int status) =>
        visit.PageAsync<GroupMeetingPage>(
            new()
            {
                [nameof(GroupMeetingPage.Paper)] = paper,
                [nameof(GroupMeetingPage.Number)] = number,
                [nameof(GroupMeetingPage.Typed)] = typed,
                [nameof(GroupMeetingPage.Problems)] = problems,
            },
            status);

    private static bool IsPlace(GroupPaper paper, string number, out MeetingRecord? meeting)
    {
        meeting = null;
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var place) || place > paper.Work.Meetings.Length)
        {
            return false;
        }

        meeting = place == 0 ? null : paper.Work.Meetings[place - 1];
        return true;
    }
}
