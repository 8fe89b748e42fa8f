using System.Net;
using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.Tests.Pages.Departments;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;
using Microsoft.Playwright;

namespace GyoseiFlow.App.Tests.Pages.Groups;

/// <summary>Groups of the committee work on their own copies of the sheets, keep their meetings and finish; the secretariat sees how far they are.</summary>
public sealed class GroupPageTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private const string Second = "/committee/town-2024/groups/gb";
    private const string Sheet1 = Second + "/sheets/1";
    private const string NewMeeting = Second + "/meetings/0";
    private const string Desk = "/secretariat/cycles/town-2024/opinions";

    private static readonly (string, string)[] Meeting =
    [
        ("title", "第1回 検討会"), ("held", "令和7年5月8日"), ("hours", "午前10時～"), ("place", "会議室"), ("attendance", "2名"), ("remarks", "- 講座を広げる"),
    ];

    private Town _town = null!;

    public async Task InitializeAsync()
    {
        _town = await Town.CreateAsync(GroupTown.Yaml, port: 0);
        await _town.OpenAsync();
        await _town.AnswerAllUnscoredAsync();
    }

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [Fact]
    public async Task Copy_Changed_StandsOutFromTheDraftAndLeavesTheOtherGroupsAlone()
    {
        using var member = await PageClient.SignedInAsync(_town, GroupTown.SecondMember);
        var form = await member.GetAsync(Sheet1);
        Assert.Equal("講座を増やした", form.ValueOf("f.status"));

        var saved = await member.PressAsync(form, "save", ("f.status", "講座を増やした。若い人にも広げる。"));

        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        var page = await member.GetAsync(saved.Location!);
        Assert.Contains("若い人にも広げる。", page.Document.QuerySelector("ins")!.TextContent, StringComparison.Ordinal);
        var year = await YearAsync();
        Assert.Equal("講座を増やした", year.Answers["1"].Of<TextAnswer>("status")!.Text);
        Assert.Equal("gb", Assert.Single(year.GroupWork).Group);
        using var first = await PageClient.SignedInAsync(_town, GroupTown.FirstMember);
        Assert.Equal("講座を増やした", (await first.GetAsync("/committee/town-2024/groups/ga/sheets/1")).ValueOf("f.status"));
    }

    [Fact]
    public async Task Copy_TwoMembersAtOnce_AreMergedAndAskedOnlyWhereBothChanged()
    {
        using var one = await PageClient.SignedInAsync(_town, GroupTown.SecondMember);
        using var other = await PageClient.SignedInAsync(_town, GroupTown.ThirdMember);
        var (ones, others) = (await one.GetAsync(Sheet1), await other.GetAsync(Sheet1));
        await one.PressAsync(ones, "save", ("f.status", "ひとりめ"), ("f.actual.p.", "106回"));

        var asked = await other.PressAsync(others, "save", ("f.status", "ふたりめ"), ("f.nextYear", "来年も増やす"));

        Assert.Equal(HttpStatusCode.Conflict, asked.Status);
        Assert.Equal(("ふたりめ", "来年も増やす", "106回"), (asked.ValueOf("f.status"), asked.ValueOf("f.nextYear"), asked.ValueOf("f.actual.p.")));
        Assert.Contains("委員（m2）", asked.Text, StringComparison.Ordinal);
        var done = await other.PressAsync(asked, "save", ("take.f.status", "both"));
        Assert.Equal(HttpStatusCode.SeeOther, done.Status);
        var copy = await _town.Get<GroupWorkDesk>().GetCopyAsync(Town.CycleId, "gb", "1", Town.None);
        Assert.Contains("ひとりめ", copy.Answers.Of<TextAnswer>("status")!.Text, StringComparison.Ordinal);
        Assert.Contains("ふたりめ", copy.Answers.Of<TextAnswer>("status")!.Text, StringComparison.Ordinal);
        Assert.Equal("106回", copy.Answers.Of<IndicatorAnswer>("actual")!.ByPart[""]);
    }

    [Fact]
    public async Task Copy_TypedTooLong_IsKeptAndSaid()
    {
        using var member = await PageClient.SignedInAsync(_town, GroupTown.SecondMember);

        var saved = await member.PressAsync(await member.GetAsync(Sheet1), "save", ("f.status", new string('あ', 401)));

        var page = await member.GetAsync(saved.Location!);
        Assert.Contains("「取組状況」", page.Document.QuerySelector(".notice.fault")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(new string('あ', 401), page.ValueOf("f.status"));
    }

    [Fact]
    public async Task Meeting_Kept_ChangedAndTakenOut()
    {
        using var member = await PageClient.SignedInAsync(_town, GroupTown.SecondMember);
        await member.SubmitAsync(await member.GetAsync(NewMeeting), Form(0), [.. Meeting, ("do", "save")]);
        Assert.Equal(
            new MeetingRecord("第1回 検討会", new DateOnly(2025, 5, 8), "午前10時～", "会議室", "2名", "- 講座を広げる"),
            Assert.Single((await WorkAsync()).Meetings));

        await member.SubmitAsync(await member.GetAsync(Second + "/meetings/1"), Form(1), ("place", "大会議室"), ("do", "save"));
        Assert.Equal("大会議室", Assert.Single((await WorkAsync()).Meetings).Place);

        await member.SubmitAsync(await member.GetAsync(Second + "/meetings/1"), Form(1), ("do", "remove"));
        Assert.Empty((await WorkAsync()).Meetings);
        Assert.Contains(await _town.AuditAsync(), entry => entry.What == "会議の記録" && entry.After is null && entry.Before!.Contains("大会議室", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Meeting_SessionHasExpired_EverythingTypedCanBeCopiedAndSentAgain()
    {
        using var member = await PageClient.SignedInAsync(_town, GroupTown.SecondMember);
        var form = await member.GetAsync(NewMeeting);
        await _town.PassAsync(TimeSpan.FromHours(3));

        var held = await member.SubmitAsync(form, Form(0), [.. Meeting, ("do", "save")]);
        await member.SignInAsync(GroupTown.SecondMember);
        await member.SubmitAsync(held, Form(0));

        Assert.Equal(HttpStatusCode.Unauthorized, held.Status);
        Assert.Equal(Meeting.Select(m => m.Item2), held.Document.QuerySelectorAll("dl.held dd").Select(dd => dd.TextContent));
        Assert.Equal("会議室", Assert.Single((await WorkAsync()).Meetings).Place);
    }

    [Fact]
    public async Task Meeting_ChangedByAnotherSince_IsRefusedAndNothingTypedIsLost()
    {
        using var one = await PageClient.SignedInAsync(_town, GroupTown.SecondMember);
        using var other = await PageClient.SignedInAsync(_town, GroupTown.ThirdMember);
        await one.SubmitAsync(await one.GetAsync(NewMeeting), Form(0), [.. Meeting, ("do", "save")]);
        var (ones, others) = (await one.GetAsync(Second + "/meetings/1"), await other.GetAsync(Second + "/meetings/1"));
        await one.SubmitAsync(ones, Form(1), ("place", "講堂"), ("do", "save"));

        var refused = await other.SubmitAsync(others, Form(1), ("remarks", "ふたりめの記録"), ("do", "save"));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("ふたりめの記録", refused.Body, StringComparison.Ordinal);
        Assert.Equal("講堂", Assert.Single((await WorkAsync()).Meetings).Place);
    }

    [Theory]
    [InlineData("title", "", "「会議の名前」が入力されていません")]
    [InlineData("held", "きのう", "「開催日」を日付として読めません")]
    [InlineData("held", "0007-05-08", "「開催日」を日付として読めません")]
    [InlineData("held", "9999-12-31", "「開催日」を日付として読めません")]
    [InlineData("place", "会議室\n別館", "「場所」は、改行のない")]
    public async Task Meeting_NotSound_IsSaidBesideWhatWasTyped(string field, string typed, string message)
    {
        using var member = await PageClient.SignedInAsync(_town, GroupTown.SecondMember);

        var page = await member.SubmitAsync(
            await member.GetAsync(NewMeeting), Form(0), [.. Meeting.Where(m => m.Item1 != field), (field, typed), ("do", "save")]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(message, page.Text, StringComparison.Ordinal);
        Assert.Equal("- 講座を広げる", page.ValueOf("remarks")!.Trim());
        Assert.Empty((await WorkAsync()).Meetings);
    }

    [Fact]
    public async Task Finish_TakesSheetsLeftAsTheyWere_AndAnotherChangeOpensItAgain()
    {
        using var member = await PageClient.SignedInAsync(_town, GroupTown.SecondMember);
        await member.PressAsync(await member.GetAsync(Sheet1), "save", ("f.status", "変えた"));

        await member.SubmitAsync(await member.GetAsync(Second), $"form[action='{Second}/finish']");

        Assert.Equal(["1", "2", "3"], (await WorkAsync()).Copies.Keys);
        Assert.Contains("検討を終えた", (await member.GetAsync("/committee")).Text, StringComparison.Ordinal);
        using var office = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);
        Assert.Contains("検討を終えていないグループがあります（グループ①）", (await office.GetAsync(Desk)).Text, StringComparison.Ordinal);
        await member.PressAsync(await member.GetAsync(Sheet1), "save", ("f.status", "また変えた"));
        Assert.Contains("（グループ①、グループ②）", (await office.GetAsync(Desk)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finish_AfterAnotherMemberChangedSomething_IsRefused()
    {
        using var one = await PageClient.SignedInAsync(_town, GroupTown.SecondMember);
        using var other = await PageClient.SignedInAsync(_town, GroupTown.ThirdMember);
        var page = await one.GetAsync(Second);
        await other.PressAsync(await other.GetAsync(Sheet1), "save", ("f.status", "変えた"));

        var refused = await one.SubmitAsync(page, $"form[action='{Second}/finish']");

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("グループのほかの人が内容を変えました", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Released_NothingCanBeChangedAndNothingTypedIsLost()
    {
        using var member = await PageClient.SignedInAsync(_town, GroupTown.SecondMember);
        var form = await member.GetAsync(Sheet1);
        await _town.Opinions.ReleaseAsync(Town.CycleId, _town.Act(), _town.Client, Town.None);

        var late = await member.PressAsync(form, "save", ("f.status", "遅かった"));

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("遅かった", late.Body, StringComparison.Ordinal);
        Assert.Null((await member.GetAsync(Sheet1)).Document.QuerySelector("#sheet-form"));
    }

    [Fact]
    public async Task Group_ByOthers_IsClosed()
    {
        foreach (var address in new[] { GroupTown.FirstMember, SmallPlan.Zaisei })
        {
            using var stranger = await PageClient.SignedInAsync(_town, address);
            foreach (var path in new[] { Second, Sheet1, NewMeeting })
            {
                Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync(path)).Status);
            }
        }

        using var office = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);
        Assert.Equal(HttpStatusCode.OK, (await office.GetAsync(Sheet1)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await office.GetAsync(Second + "/sheets/9")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await office.GetAsync(Second + "/meetings/2")).Status);
    }

    [Fact]
    public async Task Mails_AskEachMemberOnce_AndRemindOnlyGroupsThatHaveNotFinished()
    {
        Assert.Equal(3, (await OfPurposeAsync(MailPurpose.GroupWork)).Count);
        Assert.Contains("グループ②", Assert.Single(_town.LeftFor(GroupTown.ThirdMember), s => s.StartsWith("【検討のお願い】", StringComparison.Ordinal)), StringComparison.Ordinal);
        using var member = await PageClient.SignedInAsync(_town, GroupTown.SecondMember);
        await member.SubmitAsync(await member.GetAsync(Second), $"form[action='{Second}/finish']");

        await _town.UntilAsync(new DateOnly(2025, 6, 24));

        // Three business days before Friday 20 June, and one after it: グループ① alone, one mail each time.
        var reminders = await OfPurposeAsync(MailPurpose.GroupReminder);
        Assert.Equal([GroupTown.FirstMember, GroupTown.FirstMember], reminders.SelectMany(m => m.Message.To));
        Assert.Equal(3, (await OfPurposeAsync(MailPurpose.GroupWork)).Count);
    }

    [BrowserTheory]
    [InlineData(1280, true)]
    [InlineData(320, false)]
    public async Task Pages_OfAGroup_HoldUp(int width, bool withScripts)
    {
        var tab = await chromium.SignInAsync(_town, GroupTown.SecondMember, width, withScripts);
        await tab.GotoAsync("/committee");
        await Chromium.LookAsync(tab, "groups-committee");
        await tab.GotoAsync(Sheet1);
        await tab.Locator("[name='f.status']").FillAsync("講座を増やした。若い人にも広げる。");
        await tab.Locator("#sheet-form .actions").GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await tab.GetByText("保存しました。").WaitForAsync();
        await Chromium.LookAsync(tab, "groups-sheet");
        await tab.GotoAsync(NewMeeting);
        await tab.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Chromium.LookAsync(tab, "groups-meeting-faulty");
        await tab.GotoAsync(Second);
        await tab.GetByRole(AriaRole.Button, new() { Name = "検討を終える" }).ClickAsync();
        await Chromium.LookAsync(tab, "groups-finished");
    }

    private static string Form(int number) => $"form[action='{Second}/meetings/{number}']";

    private async Task<GroupWork> WorkAsync() => (await _town.Get<GroupWorkDesk>().GetAsync(Town.CycleId, "gb", Town.None)).Work;

    private async Task<List<Mail.OutboxMail>> OfPurposeAsync(MailPurpose purpose) =>
        [.. (await _town.MailsAsync()).Where(m => m.Key.Purpose == purpose)];

    private Task<Review.Cycles.ReviewedYear> YearAsync() =>
        _town.Get<ReviewedYearReader>().ReadAsync(Town.CycleId, 1, new DateOnly(2025, 7, 30), Town.None);
}
