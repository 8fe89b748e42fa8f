using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.Desks;

/// <summary>What a department and the secretariat do with one sheet.</summary>
public class SheetDeskTests
{
    [Fact]
    public async Task TakeBack_SubmissionStaysAndTheNextIsANewVersion()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("1", answers: SmallPlan.Answers("初めの文"));
        var act = town.Act("department:zaisei");

        await town.Sheets.TakeBackAsync(Town.CycleId, "1", act, town.Client, Town.None);
        await town.Sheets.TakeBackAsync(Town.CycleId, "1", act, town.Client, Town.None);

        Assert.Equal(SheetState.Drafting, (await town.SheetAsync("1")).State);
        Assert.Equal("特記・初めの文", (await town.Drafts.GetAsync(Town.CycleId, "1", Town.None)).Answers.Of<TextAnswer>("remark")!.Text);
        await town.SubmitAsync("1", answers: SmallPlan.Answers("直した文"));
        Assert.Equal([1, 2], (await town.ListAsync<SubmissionRecord>("submission/1/")).Select(s => s.Version));
        Assert.Single(await town.AuditAsync(), a => a.What == "取戻し");
    }

    [Fact]
    public async Task TakeBack_Accepted_IsRefused()
    {
        await using var town = await Town.OpenedAsync();
        await town.AnswerAllAsync("1");

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(
            () => town.Sheets.TakeBackAsync(Town.CycleId, "1", town.Act(), town.Client, Town.None));

        Assert.IsType<OnlySubmittedSheetsCanBeTakenBack>(refused.Rule);
    }

    /// <summary>Who handed in on time isn't reported to the head for taking it back; the reminders still to come do come.</summary>
    [Fact]
    public async Task TakeBack_AfterTheDeadline_PastRemindersAreNotSentAndComingOnesAre()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("3");
        await town.UntilAsync(SmallPlan.Due.AddDays(4));

        await town.Sheets.TakeBackAsync(Town.CycleId, "3", town.Act("department:zaisei"), town.Client, Town.None);
        await town.RestAsync();

        Assert.DoesNotContain(await town.MailsAsync(), m => m.Key is { Subject: "sheet-3", Purpose: MailPurpose.Overdue });
        await town.UntilAsync(SmallPlan.Due.AddDays(14));
        Assert.Contains(await town.MailsAsync(), m => m.Key is { Subject: "sheet-3", Purpose: MailPurpose.Overdue, Occasion: "20250425+3" });
    }

    [Fact]
    public async Task RemindNow_DoubleClick_IsOneMailAndAnotherRequestAnother()
    {
        await using var town = await Town.OpenedAsync();
        var act = town.Act();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => RemindAsync(act))));
        await town.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Single(town.LeftFor(SmallPlan.Zaisei), s => s == "督促 No.3 橋の点検");
        await RemindAsync(town.Act());
        await town.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(2, town.LeftFor(SmallPlan.Zaisei).Count(s => s == "督促 No.3 橋の点検"));

        Task RemindAsync(Audit.Act one) => town.Sheets.RemindNowAsync(Town.CycleId, "3", one, town.Client, Town.None);
    }

    /// <summary>The event is lost; the heartbeat sees that the sheet has changed.</summary>
    [Fact]
    public async Task RemindNow_EventIsLost_LeavesAtTheNextHeartbeat()
    {
        await using var town = await Town.OpenedAsync();

        await town.Sheets.RemindNowAsync(Town.CycleId, "3", town.Act(), Clients.Deaf(), Town.None);
        await town.HeartbeatAsync();
        await town.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Single(town.LeftFor(SmallPlan.Zaisei), s => s == "督促 No.3 橋の点検");
    }

    [Fact]
    public async Task RemindNow_SameRequestIdOfTwoPeople_AreTwoNotices()
    {
        await using var town = await Town.OpenedAsync();

        await town.Sheets.RemindNowAsync(Town.CycleId, "3", new Audit.Act("click", "secretariat:a"), town.Client, Town.None);
        await town.Sheets.RemindNowAsync(Town.CycleId, "3", new Audit.Act("click", "secretariat:b"), town.Client, Town.None);

        Assert.Equal(2, (await town.ListAsync<SheetNotice>("notice/")).Count(n => n.Key.Purpose == MailPurpose.Reminder));
    }

    [Fact]
    public async Task HandOver_NoteIsInTheMailAndTheLog()
    {
        await using var town = await Town.OpenedAsync();

        await town.Sheets.HandOverAsync(
            Town.CycleId, "3", ["kikaku"], "点検の記録は共有フォルダにあります", town.Act("department:zaisei"), town.Client, Town.None);
        await town.LettersAsync();

        Assert.Contains(
            "申し送り:点検の記録は共有フォルダにあります", Assert.Single(town.Post.Left, m => m.Key.Contains("/Reassigned/", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
        var entry = Assert.Single(await town.AuditAsync(), a => a.What == "引継ぎ");
        Assert.Equal(("点検の記録は共有フォルダにあります", "department:zaisei"), (entry.Note, entry.By));
        Assert.Equal(RecordJson.Write(await town.SheetAsync("3")), entry.After);
    }

    [Fact]
    public async Task HandOver_DepartmentWithoutMailOrUnknown_IsRefused()
    {
        await using var town = await Town.OpenedAsync();

        Assert.IsType<LeadDepartmentMustHaveMail>((await HandOverAsync("all")).Rule);
        Assert.IsType<DepartmentMustExist>((await HandOverAsync("nobody")).Rule);

        Task<RuleBrokenException> HandOverAsync(string department) => Assert.ThrowsAsync<RuleBrokenException>(
            () => town.Sheets.HandOverAsync(Town.CycleId, "3", [department], "頼みます", town.Act(), town.Client, Town.None));
    }

    [Fact]
    public async Task Extension_RequestedAndGranted_IsAnsweredByTheNewDeadline()
    {
        await using var town = await Town.OpenedAsync();
        var desk = town.Get<ExtensionDesk>();
        await RequestAsync(town);
        Assert.Equal("3", Assert.Single(await desk.OpenAsync(Town.CycleId, Town.None)).Measure);

        await town.Sheets.ExtendAsync(Town.CycleId, "3", "やむを得ない", SmallPlan.Due.AddDays(7), town.Act(), town.Client, Town.None);

        Assert.Empty(await desk.OpenAsync(Town.CycleId, Town.None));
        Assert.Equal(ExtensionRequestState.Granted, (await desk.FindAsync(Town.CycleId, "3", Town.None))!.State);
        Assert.Equal("やむを得ない", Assert.Single(await town.AuditAsync(), a => a.What == "期限延長").Note);
    }

    [Fact]
    public async Task Extension_Declined_TheDepartmentReadsWhyAndTheDeadlineStays()
    {
        await using var town = await Town.OpenedAsync();
        await RequestAsync(town);
        var act = town.Act();

        await DeclineAsync(town, act);
        await DeclineAsync(town, act);
        await town.LettersAsync();

        var mail = Assert.Single(town.Post.Left, m => m.Key.Contains("/ExtensionDeclined/", StringComparison.Ordinal));
        Assert.Equal(("理由:審議会に間に合わない 期限:令和7年4月25日(金)", SmallPlan.Zaisei), (mail.Body, Assert.Single(mail.To)));
        Assert.Equal(SmallPlan.Due, (await town.SheetAsync("3")).Due);
        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => DeclineAsync(town, town.Act()));
        Assert.IsType<ExtensionRequestMustBeOpen>(refused.Rule);
    }

    [Fact]
    public async Task Extension_HandedInMeanwhile_NobodyHasToAnswer()
    {
        await using var town = await Town.OpenedAsync();
        await RequestAsync(town);

        await town.SubmitAsync("3");

        Assert.Empty(await town.Get<ExtensionDesk>().OpenAsync(Town.CycleId, Town.None));
        await Assert.ThrowsAsync<RuleBrokenException>(() => RequestAsync(town));
    }

    [Fact]
    public async Task Extension_RequestedAndHandedInAtOnce_NoRequestIsLeftOpen()
    {
        await using var town = await Town.OpenedAsync();

        await Task.WhenAll(Task.Run(() => town.SubmitAsync("3")), Task.Run(async () =>
        {
            try
            {
                await RequestAsync(town);
            }
            catch (RuleBrokenException)
            {
                // The submission was first.
            }
        }));

        Assert.Empty(await town.Get<ExtensionDesk>().OpenAsync(Town.CycleId, Town.None));
    }

    [Fact]
    public async Task Comments_AreKeptInOrderOncePerRequestAndNobodyGetsAMail()
    {
        await using var town = await Town.OpenedAsync();
        var desk = town.Get<CommentDesk>();
        var mails = (await town.MailsAsync()).Count;
        var act = town.Act("department:zaisei");

        await desk.AddAsync(Town.CycleId, "3", "数字の出典はどれですか", act, town.Client, Town.None);
        await desk.AddAsync(Town.CycleId, "3", "数字の出典はどれですか", act, town.Client, Town.None);
        await desk.AddAsync(Town.CycleId, "3", "点検調書です", town.Act(), town.Client, Town.None);

        Assert.Equal(
            [(1, "department:zaisei", "数字の出典はどれですか"), (2, "secretariat", "点検調書です")],
            (await desk.ListAsync(Town.CycleId, "3", Town.None)).Select(c => (c.Number, c.By, c.Text)));
        Assert.Equal(mails, (await town.MailsAsync()).Count);
        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => desk.AddAsync(Town.CycleId, "99", "あ", town.Act(), town.Client, Town.None));
        Assert.IsType<SheetMustExist>(refused.Rule);
    }

    [Fact]
    public async Task Comments_TenAtOnce_NoneIsLost()
    {
        await using var town = await Town.OpenedAsync();
        var desk = town.Get<CommentDesk>();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(
            () => desk.AddAsync(Town.CycleId, "3", $"{i}", town.Act(), town.Client, Town.None))));

        Assert.Equal(10, (await desk.ListAsync(Town.CycleId, "3", Town.None)).Select(c => c.Text).Distinct().Count());
    }

    private static Task RequestAsync(Town town) => town.Get<ExtensionDesk>().RequestAsync(
        Town.CycleId, "3", SmallPlan.Due.AddDays(7), "災害対応のため", town.Act("department:zaisei"), town.Client, Town.None);

    private static Task DeclineAsync(Town town, Audit.Act act) => town.Get<ExtensionDesk>().DeclineAsync(
        Town.CycleId, "3", "審議会に間に合わない", act, town.Client, Town.None);
}
