using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.Desks;

/// <summary>The log of mails, mails sent again, and mails to come.</summary>
public class MailDeskTests
{
    [Fact]
    public async Task List_NewestFirstWithWhatBecameOfEach()
    {
        await using var town = await RefusingAsync("/sheet-3/");
        await town.UntilAsync(new DateOnly(2025, 4, 22));

        var mails = await town.Get<MailDesk>().ListAsync(Town.CycleId, Town.None);

        Assert.Equal(mails.OrderByDescending(m => m.Message.At).Select(m => m.Message.At), mails.Select(m => m.Message.At));
        Assert.Equal(
            [(MailPurpose.Reminder, OutboxState.Failed, "宛先がありません。"), (MailPurpose.Task, OutboxState.Failed, "宛先がありません。")],
            mails.Where(m => m.Key.Subject == "sheet-3").Select(m => (m.Key.Purpose, m.State, m.Problem)));
    }

    [Fact]
    public async Task Resend_Failed_LeavesOncePerRequestAndIsLinked()
    {
        await using var town = await RefusingAsync("/sheet-3/");
        var failed = await TaskAsync(town);
        town.Post.Before = _ => Task.CompletedTask;
        var act = town.Act();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => town.Get<MailDesk>().ResendAsync(failed.Key, act, Town.None))));

        var again = Assert.Single(await town.MailsAsync(), m => m.ResendOf is not null);
        Assert.Equal((OutboxState.Sent, failed.Key.ToString()), (again.State, again.ResendOf));
        Assert.Equal(again.Key.ToString(), (await TaskAsync(town)).ResentAs);
        Assert.Single(town.Post.Left, m => m.Key == again.Key.ToString() && m.Body == failed.Message.Body);
        Assert.Single(await town.AuditAsync(), a => a is { What: "メールの再送", Subject: "sheet-3" });
        var refused = await Assert.ThrowsAsync<RuleBrokenException>(
            () => town.Get<MailDesk>().ResendAsync(failed.Key, town.Act(), Town.None));
        Assert.IsType<MailMustNotHaveBeenSentAgain>(refused.Rule);
    }

    [Fact]
    public async Task Resend_Sent_IsRefused()
    {
        await using var town = await Town.OpenedAsync();

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(
            async () => await town.Get<MailDesk>().ResendAsync((await TaskAsync(town)).Key, town.Act(), Town.None));

        Assert.IsType<OnlyFailedMailsCanBeSentAgain>(refused.Rule);
    }

    /// <summary>The sheet is accepted and nothing drives it any more; the relay is busy when the mail is sent again.</summary>
    [Fact]
    public async Task Resend_RelayIsBusyAndTheSheetIsSettled_TheHeartbeatDelivers()
    {
        await using var town = await RefusingAsync("/sheet-3/Accepted");
        await town.AnswerAllAsync("3");
        await town.LettersAsync();
        var failed = Assert.Single(await town.MailsAsync(), m => m.State == OutboxState.Failed);
        town.Post.Before = _ => throw new MailDelayedException("混んでいます。");
        await town.Get<MailDesk>().ResendAsync(failed.Key, town.Act(), Town.None);
        town.Post.Before = _ => Task.CompletedTask;
        await town.PassAsync(TimeSpan.FromHours(1));
        Assert.DoesNotContain(town.Post.Left, m => m.Key.Contains("/Accepted/again-", StringComparison.Ordinal));

        await town.HeartbeatAsync();
        await town.HeartbeatAsync();

        Assert.Single(town.Post.Left, m => m.Key.Contains("/Accepted/again-", StringComparison.Ordinal));
        Assert.Empty(await town.ListAsync<MailKey>("resend/"));
    }

    [Fact]
    public async Task Coming_IsWhatThenLeaves()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("2");
        var coming = await town.Get<MailDesk>().ComingAsync(Town.CycleId, Town.None);

        await town.UntilAsync(SmallPlan.Due.AddDays(20));

        Assert.Equal(
            coming.Select(m => $"{m.At:u} {m.Purpose} {(m.Purpose == MailPurpose.Digest ? "secretariat" : $"sheet-{m.Measure}")}").Order(StringComparer.Ordinal),
            (await town.MailsAsync())
                .Where(m => m.Key.Purpose != MailPurpose.Task)
                .Select(m => $"{m.Message.At:u} {m.Key.Purpose} {m.Key.Subject}").Order(StringComparer.Ordinal));
        Assert.Equal(["zaisei", "kikaku"], coming.First(m => m.Measure == "1").Departments.AsEnumerable());
        Assert.All(coming, m => Assert.Equal(m.Purpose == MailPurpose.Escalation, m.ToHead));
    }

    [Fact]
    public async Task Coming_DigestThatHasNothingToTellAnyMore_IsNotListed()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("2");
        Assert.Single(await DigestsAsync());

        await town.AcceptAsync("2");

        Assert.Empty(await DigestsAsync());

        async Task<IEnumerable<ComingMail>> DigestsAsync() =>
            (await town.Get<MailDesk>().ComingAsync(Town.CycleId, Town.None)).Where(m => m.Purpose == MailPurpose.Digest);
    }

    [Fact]
    public async Task Coming_OfBallotsToo()
    {
        await using var town = await Town.OpenedAsync();
        await town.AnswerAllAsync();
        await town.UntilAsync(SmallPlan.CommitteeOpens);
        await town.VoteAsync("m1");

        var coming = await town.Get<MailDesk>().ComingAsync(Town.CycleId, Town.None);

        Assert.Equal(
            [("m2", MailPurpose.BallotReminder), ("m2", MailPurpose.BallotOverdue)], coming.Select(m => (m.Member, m.Purpose)));
    }

    [Fact]
    public async Task Coming_IfTheDeadlineWereLater_IsWhatComesAfterExtending()
    {
        await using var town = await Town.OpenedAsync();
        var desk = town.Get<MailDesk>();
        var due = SmallPlan.Due.AddDays(14);

        var proposed = await desk.ComingIfDueAsync(Town.CycleId, ["3"], due, Town.None);
        var before = (await desk.ComingAsync(Town.CycleId, Town.None)).Where(m => m.Measure == "3").ToList();
        await town.Sheets.ExtendAsync(Town.CycleId, "3", "災害", due, town.Act(), town.Client, Town.None);

        var all = (await desk.ComingAsync(Town.CycleId, Town.None)).Where(m => m.Measure == "3").ToList();
        Assert.Equal(MailPurpose.Extension, all[0].Purpose);
        var after = all.Skip(1).ToList();
        Assert.Equal(after.Select(m => (m.At, m.Purpose)), proposed.Select(m => (m.At, m.Purpose)));
        Assert.NotEqual(before.Select(m => m.At), proposed.Select(m => m.At));
    }

    private static async Task<Town> RefusingAsync(string part)
    {
        var town = await Town.CreateAsync();
        town.Post.Before = m => m.Key.Contains(part, StringComparison.Ordinal)
            ? throw new MailRefusedException("宛先がありません。")
            : Task.CompletedTask;
        await town.OpenAsync();
        return town;
    }

    private static async Task<OutboxMail> TaskAsync(Town town) =>
        Assert.Single(await town.MailsAsync(), m => m.Key is { Subject: "sheet-3", Purpose: MailPurpose.Task, Occasion: "opened" });
}
