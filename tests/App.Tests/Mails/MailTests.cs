using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.Mails;

/// <summary>Who gets which mail, and what it says.</summary>
public class MailTests
{
    private static readonly DateTimeOffset At = JapanTime.At(SmallPlan.Opens, new TimeOnly(9, 0));

    [Fact]
    public void Compose_PlaceholderWithoutValue_Throws()
    {
        var sheet = Sheet.Opened("3", ["zaisei"], SmallPlan.Due, At);

        // A return's reason is what it is for, and a task has none.
        Assert.Throws<InvalidOperationException>(() => Write(SmallPlan.Plan, MailPurpose.Return, " ", sheet));
        Assert.Throws<KeyNotFoundException>(() => Write(With(MailPurpose.Task, "{{reason}}"), MailPurpose.Task, null, sheet));
    }

    /// <summary>What plan check promises to a template is there when its mail is written.</summary>
    [Fact]
    public async Task Year_TemplatesUseEveryPlaceholderOfTheirPurpose_EveryMailIsWritten()
    {
        var yaml = Enum.GetValues<MailPurpose>().Aggregate(SmallPlan.Yaml, (text, purpose) =>
        {
            var key = $"    {char.ToLowerInvariant($"{purpose}"[0])}{$"{purpose}"[1..]}: {{ subject: \"";
            var placeholders = string.Concat(MailPlaceholders.Of(purpose).All.Select(name => $"{{{{{name}}}}}"));
            var body = text.IndexOf("body: \"", text.IndexOf(key, StringComparison.Ordinal), StringComparison.Ordinal) + "body: \"".Length;
            return text.Insert(body, placeholders);
        });
        await using var town = await Town.OpenedAsync(yaml);
        await town.Sheets.ReassignAsync(Town.CycleId, "3", ["kikaku"], town.Act(), town.Client, Town.None);
        await town.UntilAsync(new DateOnly(2025, 5, 8));
        await town.SubmitAsync("3");
        await town.Sheets.ReturnAsync(Town.CycleId, "3", 1, "理由", new DateOnly(2025, 5, 12), town.Act(), town.Client, Town.None);
        await town.UntilAsync(new DateOnly(2025, 5, 14));
        await town.Get<ExtensionDesk>().RequestAsync(Town.CycleId, "3", new DateOnly(2025, 5, 30), "繁忙", town.Act(), town.Client, Town.None);
        await town.PassAsync(TimeSpan.FromMinutes(5));
        await town.Get<ExtensionDesk>().DeclineAsync(Town.CycleId, "3", "間に合わない", town.Act(), town.Client, Town.None);
        await town.LettersAsync();
        await town.Sheets.ExtendAsync(Town.CycleId, "3", "繁忙", new DateOnly(2025, 5, 16), town.Act(), town.Client, Town.None);
        await town.LettersAsync();
        await town.Sheets.SubmitAsync(Town.CycleId, "3", SmallPlan.Answers(), etag: null, true, town.Act(), town.Client, Town.None);
        await town.AcceptAsync("3");
        await town.AnswerAllAsync("1", "2");
        await town.UntilAsync(SmallPlan.CommitteeDue.AddDays(5));
        await town.VoteAsync("m1");
        await town.VoteAsync("m2");
        await town.CompileAsync();
        await town.Opinions.SendToChairAsync(Town.CycleId, town.Act(), town.Client, Town.None);
        await town.Opinions.SendBackAsync(Town.CycleId, "コメント", town.Act(), town.Client, Town.None);
        await town.RestAsync();
        await town.ApproveAsync();
        await town.UntilAsync(SmallPlan.Publication);

        Assert.Equal(
            Enum.GetValues<MailPurpose>().Except([MailPurpose.Correction, MailPurpose.Closed, MailPurpose.Withdrawn, MailPurpose.GroupWork, MailPurpose.GroupReminder]),
            (await town.StatusAsync()).SentMails.Keys);
        Assert.All(town.Post.Left, m => Assert.DoesNotContain("{{", m.Subject + m.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reassign_NewLeadHearsFromWhomAndByWhenAndTheFormerOneThatItIsRid()
    {
        await using var town = await Town.OpenedAsync();

        await town.Sheets.ReassignAsync(Town.CycleId, "3", ["kikaku", "zaisei"], town.Act(), town.Client, Town.None);
        await town.LettersAsync();

        var reassigned = Mail(town, "/sheet-3/Reassigned/r1");
        Assert.Equal((SmallPlan.Kikaku, SmallPlan.Zaisei), (Assert.Single(reassigned.To), Assert.Single(reassigned.Cc)));
        Assert.Equal("企画課 御中 財政課から 期限:令和7年4月25日(金) 申し送り:（ありません）", reassigned.Body);
        var handedOver = Mail(town, "/sheet-3/HandedOver/r1");
        Assert.Equal((SmallPlan.Zaisei, "財政課 御中 企画課へ"), (Assert.Single(handedOver.To), handedOver.Body));
        Assert.Empty(handedOver.Cc);
    }

    [Fact]
    public async Task Reassign_SameLead_GetsTheTaskAgainAndNobodyIsTold()
    {
        await using var town = await Town.OpenedAsync();

        await town.Sheets.ReassignAsync(Town.CycleId, "3", ["zaisei", "kikaku"], town.Act(), town.Client, Town.None);
        await town.LettersAsync();

        Assert.Equal(SmallPlan.Kikaku, Assert.Single(Mail(town, "/sheet-3/Task/r1").Cc));
        Assert.DoesNotContain(town.Post.Left, m => m.Key.Contains("/HandedOver/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reassign_CoDepartmentIsRelieved_HearsThatItIsRid()
    {
        await using var town = await Town.OpenedAsync();

        await town.Sheets.ReassignAsync(Town.CycleId, "1", ["zaisei"], town.Act(), town.Client, Town.None);
        await town.LettersAsync();

        var relieved = Mail(town, "/sheet-1/HandedOver/r1");
        Assert.Equal((SmallPlan.Kikaku, "企画課 御中 財政課へ"), (Assert.Single(relieved.To), relieved.Body));
        Assert.Empty(relieved.Cc);
        // Who leads has the task, and isn't asked for it twice.
        Assert.DoesNotContain(town.Post.Left, m => m.Key.Contains("/sheet-1/Task/r1", StringComparison.Ordinal));
    }

    /// <summary>Nothing runs after the act, and the mail is queued all the same.</summary>
    [Fact]
    public async Task Submit_OnBehalf_QueuesAMailToTheDepartmentWithIt()
    {
        await using var town = await Town.OpenedAsync();
        town.Client = Clients.Deaf();

        await town.Sheets.SubmitAsync(Town.CycleId, "3", SmallPlan.Answers(), etag: null, true, town.Act(), town.Client, Town.None);

        var notice = Assert.Single(await town.ListAsync<SheetNotice>("notice/"), n => n.Key.Purpose == MailPurpose.OnBehalf);
        Assert.Equal((SheetNoticeState.Waiting, "zaisei"), (notice.State, Assert.Single(notice.Departments)));
    }

    [Fact]
    public async Task Submit_ByTheDepartment_AsksNobodyToLook()
    {
        await using var town = await Town.OpenedAsync();

        await town.SubmitAsync("3");

        Assert.DoesNotContain(await town.ListAsync<SheetNotice>("notice/"), n => n.Key.Purpose == MailPurpose.OnBehalf);
    }

    [Fact]
    public async Task ReturnReminder_GivesTheReasonAgainAndTheNewDeadline()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("3");
        await town.Sheets.ReturnAsync(Town.CycleId, "3", 1, "数字が違う", new DateOnly(2025, 4, 17), town.Act(), town.Client, Town.None);

        await town.UntilAsync(new DateOnly(2025, 4, 19));

        foreach (var occasion in new[] { "20250417-3", "20250417+1" })
        {
            Assert.Equal("理由:数字が違う 期限:令和7年4月17日(木)", Mail(town, $"/sheet-3/ReturnReminder/{occasion}").Body);
        }
    }

    [Fact]
    public async Task Ballot_StatesTheScaleAndTheNumberOfItems_AndIsOverdueAfterItsDeadline()
    {
        await using var town = await Town.OpenedAsync();
        await town.AnswerAllAsync();

        await town.UntilAsync(SmallPlan.CommitteeDue.AddDays(5));

        Assert.StartsWith(
            "小町審議会 委員 様 2項目\n5点：良い\n4点\n3点\n2点\n1点：課題あり\n", Mail(town, "/ballot-m2/Ballot/opened").Body, StringComparison.Ordinal);
        Mail(town, "/ballot-m2/BallotReminder/20250620-3");
        Mail(town, "/ballot-m2/BallotOverdue/20250620+1");
    }

    [Fact]
    public async Task Compile_SaysHowManyAreInAndWhoIsMissingAndByWhen()
    {
        await using var town = await Town.OpenedAsync();
        await town.AnswerAllAsync();
        await town.UntilAsync(SmallPlan.CommitteeOpens);
        await town.VoteAsync("m1");
        await town.Ballots.CloseAsync(Town.CycleId, "m2", "連絡がつかないため", town.Act(), town.Client, Town.None);

        await town.UntilAsync(SmallPlan.CommitteeDue.AddDays(1));

        Assert.Equal("小町市 御中 1/1 委員（m2） 令和7年7月30日(水)", Mail(town, "/cycle/Compile/opened").Body);
    }

    [Fact]
    public async Task Published_IsAMailForEachMemberAndOneForTheSecretariat()
    {
        await using var town = await Town.OpenedAsync();

        await town.PlayYearAsync();

        Assert.Equal(
            [
                ($"{Town.CycleId}/ballot-m1/Published/v1", SmallPlan.Chair, "小町審議会 会長 様"),
                ($"{Town.CycleId}/ballot-m2/Published/v1", SmallPlan.Member, "小町審議会 委員 様"),
                ($"{Town.CycleId}/cycle/Published/v1", SmallPlan.Secretariat, "小町市 御中"),
            ],
            town.Post.Left.Where(m => m.Subject == "公表").OrderBy(m => m.Key, StringComparer.Ordinal)
                .Select(m => (m.Key, Assert.Single(m.To), m.Body[..m.Body.LastIndexOf(' ')])));
    }

    /// <summary>One member's mailbox is full for a while: the others hear at once, and everybody once.</summary>
    [Fact]
    public async Task Published_OneMailIsDelayed_EachLeavesOnce()
    {
        await using var town = await Town.OpenedAsync();
        var delayed = 3;
        town.Post.Before = m => m.Key.Contains("/ballot-m1/Published", StringComparison.Ordinal) && delayed-- > 0
            ? throw new MailDelayedException("混んでいます。")
            : Task.CompletedTask;

        await town.PlayYearAsync();
        await town.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(3, town.Post.Left.Count(m => m.Subject == "公表"));
        Assert.All(town.Post.Left.CountBy(m => m.Key), mail => Assert.Equal(1, mail.Value));
    }

    [Fact]
    public async Task Feedback_LeadsToTheFirstOfTheDepartmentsItems()
    {
        await using var town = await Town.OpenedAsync(
            SmallPlan.Yaml.Replace("departments: [zaisei, kikaku]", "departments: [kikaku]", StringComparison.Ordinal));

        await town.PlayYearAsync();

        Assert.EndsWith("/v1/index.html#item-2", Mail(town, "/feedback-zaisei/Feedback/v1").Body, StringComparison.Ordinal);
        Assert.Contains("id=\"item-2\"", await File.ReadAllTextAsync(Path.Combine(town.Site, "town/2024/v1/index.html")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("橋の点検", "No.3 橋の点検")]
    [InlineData("一二三四五六七八九十一二三四五六七八九十", "No.3 一二三四五六七八九十一二三四五六七八九十")]
    [InlineData("一二三四五六七八九十一二三四五六七八九十余", "No.3 一二三四五六七八九十一二三四五六七八九…")]
    public void Sheet_InASubject_IsShort(string name, string expected)
    {
        var yaml = SmallPlan.Yaml.Replace("name: 橋の点検", $"name: {name}", StringComparison.Ordinal);

        var message = Write(PlanReader.Read(yaml).Plan!, MailPurpose.OnBehalf, null, Sheet.Opened("3", ["zaisei"], SmallPlan.Due, At));

        Assert.Equal($"代理入力 {expected}", message.Subject);
    }

    /// <summary>Where the sender's address is one that nobody reads, answers still come to the office.</summary>
    [Fact]
    public void Answers_GoToTheSecretariat_WhereItIsNotTheSender()
    {
        var sheet = Sheet.Opened("3", ["zaisei"], SmallPlan.Due, At);
        var noReply = SmallPlan.Plan with { Mail = SmallPlan.Plan.Mail with { From = "no-reply@town.example.jp" } };

        Assert.Null(Write(SmallPlan.Plan, MailPurpose.OnBehalf, null, sheet).ReplyTo);
        Assert.Equal(SmallPlan.Secretariat, Write(noReply, MailPurpose.OnBehalf, null, sheet).ReplyTo);
    }

    [Fact]
    public void Escalation_OfASharedSheet_GoesToTheHeadWithACopyToEveryDepartment()
    {
        var message = Write(SmallPlan.Plan, MailPurpose.Escalation, null, Sheet.Opened("1", ["zaisei", "kikaku"], SmallPlan.Due, At));

        Assert.Equal(SmallPlan.ZaiseiHead, Assert.Single(message.To));
        Assert.Equal([SmallPlan.Zaisei, SmallPlan.Kikaku], message.Cc.AsEnumerable());
    }

    private static MailMessage Mail(Town town, string key) => Assert.Single(town.Post.Left, m => m.Key == Town.CycleId + key);

    private static MailMessage Write(Plan plan, MailPurpose purpose, string? reason, params Sheet[] sheets)
    {
        var notices = sheets.Select(s => (SheetNotice.Of(plan, Town.CycleId, s, purpose, "x", At, reason), s)).ToArray();
        return new MailComposer(plan, Town.CycleId, new FiscalYear(2024)).AboutSheets(notices[0].Item1.Key, notices, At).Message;
    }

    private static Plan With(MailPurpose purpose, string body) => SmallPlan.Plan with
    {
        Mail = SmallPlan.Plan.Mail with
        {
            Templates = SmallPlan.Plan.Mail.Templates.SetItem(purpose, new MailTemplate(new TextTemplate("x"), new TextTemplate(body))),
        },
    };
}
