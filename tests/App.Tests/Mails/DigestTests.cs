using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.App.Tests.Mails;

/// <summary>The secretariat hears what came in, gathered, once, and only when there is something.</summary>
public class DigestTests
{
    private const string Sheet1 = "https://town.example.jp/secretariat/cycles/town-2024/sheets/1";

    [Fact]
    public async Task Day_SheetsAndCommentsCameIn_OneLetterAtItsEndTellsThemAll()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("1");
        await town.PassAsync(TimeSpan.FromHours(2));
        await town.SubmitAsync("2");
        await CommentAsync(town, "3", "department:zaisei");
        await CommentAsync(town, "3", "department:zaisei");
        Assert.Empty(Digests(town));

        await town.LettersAsync();
        await town.UntilAsync(SmallPlan.Opens.AddDays(3));

        var letter = Assert.Single(Digests(town));
        Assert.Equal("お知らせ 提出2件・コメント1件", letter.Subject);
        Assert.Equal([SmallPlan.Secretariat], letter.To.AsEnumerable());
        Assert.Equal($"{Town.CycleId}/secretariat/Digest/20250401-1700", letter.Key);
        Assert.Equal(JapanTime.At(SmallPlan.Opens, new TimeOnly(17, 0)), letter.At);
        Assert.Contains($"No.1 広告料（財政課）\n{Sheet1}\n", letter.Body, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"{Sheet1}\">", letter.Html, StringComparison.Ordinal);
        Assert.Empty(await town.ListAsync<SecretariatNews>("news/"));
    }

    [Fact]
    public async Task Request_LeavesWithinFiveMinutesAndTheRestWaits()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("1");

        await RequestAsync(town);
        await town.PassAsync(TimeSpan.FromMinutes(5));

        var letter = Assert.Single(Digests(town));
        Assert.Equal("お知らせ 期限延長の申請1件", letter.Subject);
        Assert.Contains("No.3 橋の点検（財政課） 希望する期限 令和7年5月2日(金)\n", letter.Body, StringComparison.Ordinal);
        await town.LettersAsync();
        Assert.Equal("お知らせ 期限延長の申請1件・提出1件", Digests(town)[^1].Subject);
    }

    [Fact]
    public async Task News_DealtWithBeforeTheLetter_IsNotTold()
    {
        await using var town = await Town.OpenedAsync();
        await town.AnswerAllAsync("1");
        await RequestAsync(town);
        await town.Sheets.ExtendAsync(Town.CycleId, "3", "やむを得ない", SmallPlan.Due.AddDays(7), town.Act(), town.Client, Town.None);

        await town.LettersAsync();

        Assert.Empty(Digests(town));
        Assert.Empty(await town.ListAsync<SecretariatNews>("news/"));
    }

    [Fact]
    public async Task Sheet_WasReassigned_IsToldWithItsDepartmentNow()
    {
        await using var town = await Town.OpenedAsync();
        await town.Sheets.ReassignAsync(Town.CycleId, "3", ["kikaku"], town.Act(), town.Client, Town.None);
        await town.SubmitAsync("3", town.Act("department:kikaku"));

        await town.LettersAsync();

        Assert.Contains("No.3 橋の点検（企画課）", Assert.Single(Digests(town)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnActs_AreNoNews()
    {
        await using var town = await Town.OpenedAsync();
        await CommentAsync(town, "1", "secretariat");
        await town.Sheets.SubmitAsync(Town.CycleId, "1", SmallPlan.Answers(), etag: null, isOnBehalf: true, town.Act(), town.Client, Town.None);

        await town.LettersAsync();

        Assert.Empty(Digests(town));
    }

    [Fact]
    public async Task MailFailed_IsToldWithTheNextLetterAndNotWhenItWasSentAgain()
    {
        await using var town = await Town.CreateAsync();
        var refuses = true;
        town.Post.Before = m => refuses && m.Key.Contains("/Task/", StringComparison.Ordinal)
            ? throw new MailRefusedException("550 no such user") : Task.CompletedTask;
        await town.OpenAsync();
        refuses = false;
        var failed = (await town.MailsAsync()).Where(m => m.State == OutboxState.Failed).Select(m => m.Key).ToList();
        await town.Get<MailDesk>().ResendAsync(failed[0], town.Act(), Town.None);

        // Whoever sends can wake nobody: that is the heartbeat's.
        await town.HeartbeatAsync();
        await town.LettersAsync();

        var letter = Assert.Single(Digests(town));
        Assert.Equal(3, failed.Count);
        Assert.Equal("お知らせ 届いていないメール2件", letter.Subject);
        Assert.Contains("送信失敗：依頼 ", letter.Body, StringComparison.Ordinal);
        Assert.Contains("/secretariat/cycles/town-2024/mails/sheet-", letter.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DigestFails_NoDigestIsWrittenAboutIt()
    {
        await using var town = await Town.OpenedAsync();
        town.Post.Before = m => m.Key.Contains("/Digest/", StringComparison.Ordinal)
            ? throw new MailRefusedException("550 no such user") : Task.CompletedTask;
        await town.SubmitAsync("1");

        await town.LettersAsync();
        await town.HeartbeatAsync();

        Assert.Empty(await town.ListAsync<SecretariatNews>("news/"));
        Assert.Equal(OutboxState.Failed, Assert.Single(await town.MailsAsync(), m => m.Key.Purpose == MailPurpose.Digest).State);
    }

    /// <summary>The activity runs many times at once, and again after: one letter leaves.</summary>
    [Fact]
    public async Task Tend_ManyTimesAtOnce_OneLetterLeaves()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("1");
        await town.SubmitAsync("2");
        var moment = JapanTime.At(SmallPlan.Opens, new TimeOnly(17, 0));
        town.Clock.AdvanceTo(moment);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => TendAsync(town, moment))));
        await town.RestAsync();
        await town.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal("お知らせ 提出2件", Assert.Single(Digests(town)).Subject);
    }

    /// <summary>The event was lost with the machine: the store knows, and the heartbeat looks.</summary>
    [Fact]
    public async Task Event_Lost_TheHeartbeatStartsTheDigestAgain()
    {
        await using var town = await Town.OpenedAsync();
        await town.Host.Engine.Client.TerminateInstanceAsync(InstanceIds.OfSecretariat(Town.CycleId, 1), output: null, Town.None);
        await town.RestAsync();
        await town.SubmitAsync("1");

        await town.HeartbeatAsync();
        await town.LettersAsync();

        Assert.Single(Digests(town));
    }

    [Fact]
    public async Task Year_Over_NothingRunsOn()
    {
        await using var town = await Town.OpenedAsync();
        await town.PlayYearAsync();

        await town.HeartbeatAsync();

        var instance = await town.Host.Engine.Client.GetInstanceAsync(InstanceIds.OfSecretariat(Town.CycleId, 1), Town.None);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, instance!.RuntimeStatus);
    }

    /// <summary>More than a commit holds is told in a second letter, under a key of its own.</summary>
    [Fact]
    public async Task News_MoreThanACommitHolds_NoneIsLost()
    {
        await using var town = await Town.OpenedAsync();
        for (var i = 0; i < IRecordStore.MaxWrites; i++)
        {
            await CommentAsync(town, "3", "department:zaisei");
        }

        await town.LettersAsync();

        Assert.Equal(
            [$"{Town.CycleId}/secretariat/Digest/20250401-1700", $"{Town.CycleId}/secretariat/Digest/20250401-1700-2"],
            Digests(town).Select(m => m.Key).Order(StringComparer.Ordinal));
        Assert.Empty(await town.ListAsync<SecretariatNews>("news/"));
    }

    private static List<MailMessage> Digests(Town town) =>
        [.. town.Post.Left.Where(m => m.Key.Contains("/Digest/", StringComparison.Ordinal))];

    private static Task CommentAsync(Town town, string measure, string by) =>
        town.Get<CommentDesk>().AddAsync(Town.CycleId, measure, "出典を教えてください", town.Act(by), town.Client, Town.None);

    private static Task RequestAsync(Town town) => town.Get<ExtensionDesk>().RequestAsync(
        Town.CycleId, "3", SmallPlan.Due.AddDays(7), "災害対応のため", town.Act("department:zaisei"), town.Client, Town.None);

    private static async Task TendAsync(Town town, DateTimeOffset now)
    {
        await using var scope = town.Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SecretariatActivities>().TendSecretariat(new Tending(Town.CycleId, "", now), Town.None);
    }
}
