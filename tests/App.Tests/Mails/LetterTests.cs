using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Pages.Secretariat;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.App.Tests.Pages;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.App.Tests.Mails;

/// <summary>What a department is to hear of several sheets on one day comes in one letter, and in one only.</summary>
public class LetterTests
{
    /// <summary>Two sheets of 財政課 alone, and one that it shares.</summary>
    private static readonly string Yaml = SmallPlan.Yaml
        .Replace("name: ふるさと納税, departments: [kikaku]", "name: ふるさと納税, departments: [zaisei]", StringComparison.Ordinal)
        .Replace("task: { subject: \"依頼 {{measures}}\"", "task: { subject: \"依頼 {{sheet}}\"", StringComparison.Ordinal);

    [Fact]
    public async Task Open_TwoSheetsOfOneDepartment_AreOneMailUnderTheFirstOnesKey()
    {
        await using var town = await Town.OpenedAsync(Yaml);

        Assert.Equal(
            [$"{Town.CycleId}/sheet-1/Task/opened", $"{Town.CycleId}/sheet-2/Task/opened"],
            town.Post.Left.Select(m => m.Key).Order(StringComparer.Ordinal));
        var letter = Assert.Single(town.Post.Left, m => m.Cc.IsEmpty);
        Assert.Equal("依頼 No.2 ふるさと納税 ほか1件", letter.Subject);
        Assert.EndsWith("/tasks", letter.Body, StringComparison.Ordinal);
        Assert.Contains("SUMMARY:【提出期限】No.2 ふるさと納税\r\n", letter.Calendar, StringComparison.Ordinal);
        Assert.Contains("SUMMARY:【提出期限】No.3 橋の点検\r\n", letter.Calendar, StringComparison.Ordinal);
        Assert.All(await NoticesAsync(town), n => Assert.Equal(SheetNoticeState.Carried, n.State));
    }

    [Fact]
    public async Task Remind_OneOfTheSheetsIsIn_IsAboutTheOtherOnly()
    {
        await using var town = await Town.OpenedAsync(Yaml);
        await town.SubmitAsync("2");

        await town.UntilAsync(SmallPlan.Due.AddDays(-2));

        var reminder = Assert.Single(town.Post.Left, m => m.Key.Contains("/Reminder/", StringComparison.Ordinal) && m.Cc.IsEmpty);
        Assert.Equal("督促 No.3 橋の点検", reminder.Subject);
    }

    /// <summary>What the calendar's page counts is what leaves, letters gathered as they are.</summary>
    [Fact]
    public async Task Coming_CountsTheLettersThatWillLeave()
    {
        await using var town = await Town.OpenedAsync(Yaml);
        var days = ComingDay.Of(await town.Get<MailDesk>().ComingAsync(Town.CycleId, Town.None)).Where(d => d.Purpose != MailPurpose.Digest).ToArray();
        var before = town.Post.Left.Count;

        await town.UntilAsync(days[^1].Day, hour: 23);

        Assert.Contains(days, d => d.Letters < d.Mails.Length);
        Assert.Equal(
            days.Select(d => (d.Day, d.Purpose.ToString(), d.Letters)),
            town.Post.Left.Skip(before).Where(m => !m.Key.Contains("/Digest/", StringComparison.Ordinal))
                .GroupBy(m => (Day: JapanTime.DateOf(m.At), Purpose: m.Key.Split('/')[2]))
                .Select(g => (g.Key.Day, g.Key.Purpose, g.Count())).Order());
    }

    [Fact]
    public async Task MailsPage_NamesEverySheetOfALetter_AndFindsItByEach()
    {
        await using var town = await Town.CreateAsync(port: 0, yaml: Yaml);
        await town.OpenAsync();
        using var client = await PageClient.SignedInAsync(town, SmallPlan.Secretariat);

        var page = await client.GetAsync("/secretariat/cycles/town-2024/mails");
        var ofTheSecond = await client.GetAsync("/secretariat/cycles/town-2024/mails?subject=sheet-3");
        var letter = await client.GetAsync(ofTheSecond.Document.QuerySelector("table.board tbody th a")!.GetAttribute("href")!);

        Assert.Contains("No.2、No.3の2件", page.Document.QuerySelectorAll("td[data-label=対象]").Select(c => c.TextContent));
        Assert.Contains("No.2、No.3の2件", ofTheSecond.Text, StringComparison.Ordinal);
        Assert.Contains("No.2、No.3の2件", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overdue_SaysHowManyDaysHavePassed()
    {
        await using var town = await Town.OpenedAsync(SmallPlan.Yaml.Replace(
            "overdue: { subject: \"期限後 {{measures}}\", body: \"{{name}} {{due}} {{link}}\" }",
            "overdue: { subject: \"期限後 {{measures}}\", body: \"{{due}}（{{left}}） {{link}}\" }",
            StringComparison.Ordinal));

        await town.UntilAsync(SmallPlan.Due.AddDays(14));

        var overdue = town.Post.Left.Where(m => m.Key.Contains("/Overdue/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(overdue);
        Assert.All(overdue, m => Assert.Contains($"（{JapanTime.DateOf(m.At).DayNumber - SmallPlan.Due.DayNumber}日過ぎています）", m.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Accept_TwoSheetsInADay_LeavesOneMailAtTheEndOfTheDay()
    {
        await using var town = await Town.OpenedAsync(Yaml);
        await town.AnswerAllAsync("2", "3");
        Assert.DoesNotContain(town.Post.Left, m => m.Key.Contains("/Accepted/", StringComparison.Ordinal));

        await town.LettersAsync();

        var letter = Assert.Single(town.Post.Left, m => m.Key.Contains("/Accepted/", StringComparison.Ordinal));
        Assert.Equal(("受理 No.2 ふるさと納税、No.3 橋の点検", JapanTime.At(SmallPlan.Opens, new TimeOnly(17, 0))), (letter.Subject, letter.At));
    }

    [Fact]
    public async Task Return_TwoSheetsInADay_GivesEachReasonAndTheirDeadline()
    {
        await using var town = await Town.OpenedAsync(Yaml);
        await town.SubmitAsync("2");
        await town.SubmitAsync("3");
        await town.Sheets.ReturnAsync(Town.CycleId, "3", 1, "写真がない", new DateOnly(2025, 4, 17), town.Act(), town.Client, Town.None);
        await town.Sheets.ReturnAsync(Town.CycleId, "2", 1, "数字が違う", new DateOnly(2025, 4, 17), town.Act(), town.Client, Town.None);

        await town.LettersAsync();

        var letter = Assert.Single(town.Post.Left, m => m.Key.Contains("/Return/", StringComparison.Ordinal));
        Assert.StartsWith("理由:No.2 数字が違う\nNo.3 写真がない 期限:令和7年4月17日(木)", letter.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Return_DeadlinesThatDiffer_AreTwoMails()
    {
        await using var town = await Town.OpenedAsync(Yaml);
        await town.SubmitAsync("2");
        await town.SubmitAsync("3");
        await town.Sheets.ReturnAsync(Town.CycleId, "2", 1, "理由", new DateOnly(2025, 4, 17), town.Act(), town.Client, Town.None);
        await town.Sheets.ReturnAsync(Town.CycleId, "3", 1, "理由", new DateOnly(2025, 4, 18), town.Act(), town.Client, Town.None);

        await town.LettersAsync();

        Assert.Equal(2, town.Post.Left.Count(m => m.Key.Contains("/Return/", StringComparison.Ordinal)));
    }

    /// <summary>The reminder of the calendar's morning leaves at five past nine, the day's acts at five in the afternoon.</summary>
    [Fact]
    public async Task Remind_HandedOverTheSameMorning_TheNewDepartmentIsToldFirst()
    {
        await using var town = await Town.OpenedAsync(Yaml);
        await town.UntilAsync(new DateOnly(2025, 4, 22), hour: 8);
        await town.Sheets.ReassignAsync(Town.CycleId, "3", ["kikaku"], town.Act(), town.Client, Town.None);
        await town.RestAsync();

        await town.UntilAsync(new DateOnly(2025, 4, 22), hour: 10);

        var letters = town.Post.Left.Where(m => m.Key.Contains("/sheet-3/", StringComparison.Ordinal) && m.To.Contains(SmallPlan.Kikaku)).Select(m => m.Key.Split('/')[2]);
        Assert.Equal(["Reassigned", "Reminder"], letters);
        Assert.Single(town.Post.Left, m => m.Key.Contains("/sheet-3/HandedOver/", StringComparison.Ordinal));
        await town.LettersAsync();
        Assert.Single(town.Post.Left, m => m.Key.Contains("/Reassigned/", StringComparison.Ordinal));
        Assert.Empty(await town.ListAsync<string>("waiting/"));
    }

    [Fact]
    public async Task RemindNow_ReturnedThatMorning_TheReturnLeavesWithIt()
    {
        await using var town = await Town.OpenedAsync(Yaml);
        await town.SubmitAsync("2");
        await town.SubmitAsync("3");
        await town.Sheets.ReturnAsync(Town.CycleId, "2", 1, "数字が違う", new DateOnly(2025, 4, 17), town.Act(), town.Client, Town.None);
        await town.Sheets.ReturnAsync(Town.CycleId, "3", 1, "写真がない", new DateOnly(2025, 4, 17), town.Act(), town.Client, Town.None);
        var act = town.Act();
        await town.Sheets.RemindNowAsync(Town.CycleId, "2", act with { RequestId = "now/2" }, town.Client, Town.None);
        await town.Sheets.RemindNowAsync(Town.CycleId, "3", act with { RequestId = "now/3" }, town.Client, Town.None);

        await town.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(
            ["Return", "ReturnReminder"],
            town.Post.Left.Where(m => m.Key.Contains("Return", StringComparison.Ordinal)).Select(m => m.Key.Split('/')[2]));
    }

    /// <summary>Nobody is asked for what has come in before the letter left.</summary>
    [Fact]
    public async Task Return_SubmittedAgainTheSameDay_LapsesAndTheSheetEnds()
    {
        await using var town = await Town.OpenedAsync(Yaml);
        await town.SubmitAsync("3");
        await town.Sheets.ReturnAsync(Town.CycleId, "3", 1, "理由", new DateOnly(2025, 4, 17), town.Act(), town.Client, Town.None);
        await town.AnswerAllAsync("3");

        await town.LettersAsync();

        Assert.DoesNotContain(town.Post.Left, m => m.Key.Contains("/Return/", StringComparison.Ordinal));
        Assert.Equal(SheetNoticeState.Lapsed, Assert.Single(await NoticesAsync(town), n => n.Key.Purpose == MailPurpose.Return).State);
        Assert.Single(town.Post.Left, m => m.Key.Contains("/sheet-3/Accepted/", StringComparison.Ordinal));
    }

    /// <summary>Every sheet's activity runs many times at once, at the moment of the letter.</summary>
    [Fact]
    public async Task Tend_AllSheetsAtOnceManyTimes_EachNoticeIsInOneLetterThatLeavesOnce()
    {
        await using var town = await Town.OpenedAsync(Yaml);
        await town.UntilAsync(new DateOnly(2025, 4, 22), hour: 9);
        var moment = JapanTime.At(new DateOnly(2025, 4, 22), new TimeOnly(9, 5));
        town.Clock.AdvanceTo(moment);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => TendAsync(town, $"{(i % 3) + 1}", moment))));
        await town.RestAsync();
        await town.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(2, town.Post.Left.Count(m => m.Key.Contains("/Reminder/", StringComparison.Ordinal)));
        var letters = (await town.MailsAsync()).Select(m => m.Key.RecordKey).ToHashSet(StringComparer.Ordinal);
        Assert.All(await NoticesAsync(town), n => Assert.Contains(n.Letter!, letters));
        Assert.Empty(await town.ListAsync<string>("waiting/"));
    }

    /// <summary>The machine went down after the letter was written: its record decides, not who comes first afterwards.</summary>
    [Fact]
    public async Task Write_CutOffAfterTheCommit_TheSameLetterLeavesOnce()
    {
        await using var town = await Town.CreateAsync(Yaml);
        var down = true;
        town.Post.Before = m => m.Cc.IsEmpty && down ? throw new IOException("The machine went down.") : Task.CompletedTask;
        await town.OpenAsync();
        down = false;

        await town.PassAsync(TimeSpan.FromMinutes(20));

        Assert.Equal(2, town.Post.Left.Count);
        Assert.Equal("依頼 No.2 ふるさと納税 ほか1件", Assert.Single(town.Post.Left, m => m.Cc.IsEmpty).Subject);
    }

    /// <summary>A version that wrote a mail a sheet had sent the task: it isn't sent again as a letter.</summary>
    [Fact]
    public async Task Tend_MailOfTheKeyFromAnEarlierVersion_IsNotNoticedAgain()
    {
        await using var town = await Town.CreateAsync();
        var key = new MailKey(Town.CycleId, "sheet-3", MailPurpose.Task, "opened");
        var earlier = OutboxMail.Queued(key, new MailMessage(key.ToString(), "a@example.jp", "", ["b@example.jp"], [], "以前の依頼", "", default));
        await town.Store.CommitAsync(Town.CycleId, [TypedRecords.Insert(key.RecordKey, earlier)], Town.None);

        await town.OpenAsync();

        Assert.Equal("以前の依頼", Assert.Single(town.Post.Left, m => m.Key == key.ToString()).Subject);
        Assert.DoesNotContain(await NoticesAsync(town), n => n.Measure == "3");
    }

    [Theory]
    [InlineData("2025-04-22T00:00:00Z", "2025-04-22T00:05:00Z")]
    [InlineData("2025-04-22T00:04:59.999Z", "2025-04-22T00:05:00Z")]
    [InlineData("2025-04-22T00:05:00Z", "2025-04-22T00:10:00Z")]
    public void Times_OfTheCalendar_AreTheNextFiveMinutes(string now, string expected) =>
        Assert.Equal(Time(expected), LetterTimes.OfCalendar(Time(now)));

    [Theory]
    [InlineData("2025-04-22T08:00:00+09:00", "2025-04-22T17:00:00+09:00")]
    [InlineData("2025-04-22T16:59:59+09:00", "2025-04-22T17:00:00+09:00")]
    [InlineData("2025-04-22T17:00:00+09:00", "2025-04-23T09:00:00+09:00")]
    [InlineData("2025-04-22T23:59:00+09:00", "2025-04-23T09:00:00+09:00")]
    public void Times_OfAnAct_AreTheEndOfItsDayOrTheNextMorning(string at, string expected) =>
        Assert.Equal(Time(expected), LetterTimes.OfAct(Time(at)));

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static Task<List<SheetNotice>> NoticesAsync(Town town) => town.ListAsync<SheetNotice>("notice/");

    private static async Task TendAsync(Town town, string measure, DateTimeOffset now)
    {
        await using var scope = town.Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SelfEvaluationActivities>().TendSheet(new Tending(Town.CycleId, measure, now), Town.None);
    }
}
