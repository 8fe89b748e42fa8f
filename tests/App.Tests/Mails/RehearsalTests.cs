using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Local.Rehearsals;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Tests.Mails;

/// <summary>What rehearse shows is what a town gets.</summary>
public class RehearsalTests
{
    private static readonly CyclePlan Year = SmallPlan.Plan.Cycles[0];

    [Fact]
    public async Task SilentYear_IsWhatATownQueuesWhereNobodyAnswers()
    {
        await using var town = await Town.OpenedAsync();
        await town.UntilAsync(new DateOnly(2025, 5, 8));
        foreach (var measure in (string[])["1", "2", "3"])
        {
            await town.Sheets.CloseAsync(Town.CycleId, measure, "提出がないため", town.Act(), town.Client, Town.None);
        }

        await town.UntilAsync(new DateOnly(2025, 6, 24));
        await town.Get<ManyBallotsDesk>().CloseStageAsync(
            Town.CycleId, "提出がないため", isEarlyConfirmed: false, town.Act(), town.Client, Town.None);
        await town.UntilAsync(SmallPlan.Publication);

        var rehearsed = await RehearsedYear.PlayAsync(SmallPlan.Yaml, SmallPlan.Plan, Year, isAnswered: false, Town.None);

        Assert.Equal(await MailsOfAsync(town), MailsOf(rehearsed));
        Assert.Equal(
            [MailPurpose.Task, MailPurpose.Reminder, MailPurpose.Overdue, MailPurpose.Escalation, MailPurpose.Closed, MailPurpose.Ballot, MailPurpose.BallotReminder,
                MailPurpose.BallotOverdue, MailPurpose.Compile],
            rehearsed.Mails.Select(m => m.Purpose).Distinct());
    }

    [Fact]
    public async Task AnsweredYear_IsWhatATownQueuesWhereAllAnswerAtOnce()
    {
        await using var town = await Town.OpenedAsync();
        await town.UntilAsync(new DateOnly(2025, 4, 2), hour: 10);
        foreach (var measure in new[] { "1", "2", "3" })
        {
            await town.SubmitAsync(measure);
        }

        await town.UntilAsync(new DateOnly(2025, 4, 3), hour: 14);
        foreach (var measure in new[] { "1", "2", "3" })
        {
            await town.AcceptAsync(measure);
        }

        await town.UntilAsync(new DateOnly(2025, 5, 21));
        await town.VoteAsync("m1");
        await town.VoteAsync("m2");
        await town.UntilAsync(new DateOnly(2025, 6, 23), hour: 15);
        await town.ApproveAsync();
        await town.UntilAsync(SmallPlan.Publication);

        var rehearsed = await RehearsedYear.PlayAsync(SmallPlan.Yaml, SmallPlan.Plan, Year, isAnswered: true, Town.None);

        Assert.Equal(await MailsOfAsync(town), MailsOf(rehearsed));
        Assert.Contains(rehearsed.Mails, m => m.Purpose == MailPurpose.Feedback);
        // A digest's key has the time of day where a reminder's has the days to its deadline.
        Assert.All(rehearsed.Mails.Where(m => m.Purpose == MailPurpose.Digest), m => Assert.Equal("", m.Distance));
    }

    private static async Task<string[]> MailsOfAsync(Town town) =>
        [.. (await town.MailsAsync()).Select(m => Line(m.Key.Purpose, m.Message.At, m.Message.To, m.Message.Cc, m.Message.Subject)).Order(StringComparer.Ordinal)];

    private static string[] MailsOf(RehearsedYear year) =>
        [.. year.Mails.Select(m => Line(m.Purpose, m.At, m.To, m.Cc, m.Subject)).Order(StringComparer.Ordinal)];

    private static string Line(MailPurpose purpose, DateTimeOffset at, IEnumerable<string> to, IEnumerable<string> cc, string subject) =>
        $"{at.UtcDateTime:s} {purpose} {string.Join(',', to)} {string.Join(',', cc)} {subject}";
}
