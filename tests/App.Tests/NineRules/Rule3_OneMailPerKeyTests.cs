using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Plans;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.App.Tests.NineRules;

/// <summary>At most one mail leaves per key, and what is uncertain is shown as uncertain.</summary>
public class Rule3_OneMailPerKeyTests
{
    private const string Key = $"{Town.CycleId}/sheet-1/Task/opened";

    [Fact]
    public async Task Open_Sheets_EachKeyIsDeterministic()
    {
        await using var town = await Town.OpenedAsync();

        Assert.Equal(
            [Key, $"{Town.CycleId}/sheet-2/Task/opened", $"{Town.CycleId}/sheet-3/Task/opened"],
            town.Post.Left.Select(m => m.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Send_CutOffBeforeHandingOver_IsTracedAndLeavesOnce()
    {
        await using var town = await CutOffAsync(before: true, canTrace: true);

        await town.PassAsync(TimeSpan.FromMinutes(20));

        Assert.Single(town.Post.Left, m => m.Key == Key);
        Assert.Equal(OutboxState.Sent, (await MailAsync(town)).State);
    }

    [Fact]
    public async Task Send_CutOffAfterHandingOver_IsTracedAndDoesNotLeaveAgain()
    {
        await using var town = await CutOffAsync(before: false, canTrace: true);

        await town.PassAsync(TimeSpan.FromMinutes(20));

        Assert.Single(town.Post.Left, m => m.Key == Key);
        Assert.Equal(OutboxState.Sent, (await MailAsync(town)).State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_CutOffAndNobodyCanTell_IsUncertainAndShownAndNotTriedAgain(bool before)
    {
        await using var town = await CutOffAsync(before, canTrace: false);

        await town.PassAsync(TimeSpan.FromDays(1));

        Assert.Equal(OutboxState.Uncertain, (await MailAsync(town)).State);
        Assert.Equal(1, (await town.StatusAsync()).Mails[OutboxState.Uncertain]);
        Assert.InRange(town.Post.Left.Count(m => m.Key == Key), 0, 1);
        Assert.Equal(3, town.Post.Tries);
    }

    [Fact]
    public async Task Send_Refused_FailsAtOnce()
    {
        await using var town = await Town.CreateAsync();
        town.Post.Before = m => m.Key == Key ? throw new MailRefusedException("宛先がありません。") : Task.CompletedTask;
        await town.OpenAsync();

        await town.PassAsync(TimeSpan.FromDays(1));

        var mail = await MailAsync(town);
        Assert.Equal((OutboxState.Failed, 1, "宛先がありません。"), (mail.State, mail.Attempts, mail.Problem));
    }

    [Fact]
    public async Task Send_Delayed_IsTriedEveryFiveMinutesForFourHoursThenFails()
    {
        await using var town = await Town.CreateAsync();
        var tries = new List<DateTimeOffset>();
        town.Post.Before = message =>
        {
            if (message.Key == Key)
            {
                tries.Add(town.Clock.GetUtcNow());
                throw new MailDelayedException("中継サーバーにつながりません。");
            }

            return Task.CompletedTask;
        };
        await town.OpenAsync();

        await town.PassAsync(TimeSpan.FromHours(12));

        Assert.All(tries.Zip(tries.Skip(1)), pair => Assert.Equal(TimeSpan.FromMinutes(5), pair.Second - pair.First));
        Assert.InRange(tries[^1] - tries[0], TimeSpan.FromHours(3.9), TimeSpan.FromHours(4));
        Assert.Equal(OutboxState.Failed, (await MailAsync(town)).State);
    }

    [Fact]
    public async Task Send_DelayedThenTaken_LeavesOnce()
    {
        await using var town = await Town.CreateAsync();
        var left = 3;
        town.Post.Before = m => m.Key == Key && left-- > 0 ? throw new MailDelayedException("混んでいます。") : Task.CompletedTask;
        await town.OpenAsync();

        await town.PassAsync(TimeSpan.FromMinutes(16));

        var mail = await MailAsync(town);
        Assert.Equal((OutboxState.Sent, 4), (mail.State, mail.Attempts));
        Assert.Single(town.Post.Left, m => m.Key == Key);
    }

    /// <summary>A mail that its transport can't stomach must not stop the sheet, the other sheets and the year.</summary>
    [Fact]
    public async Task Send_AlwaysThrowsSomethingUnforeseen_FailsInTheEndAndTheYearGoesOn()
    {
        await using var town = await Town.CreateAsync();
        town.Post.Before = m => m.Key == Key ? throw new FormatException("bad header") : Task.CompletedTask;
        await town.OpenAsync();

        await town.PassAsync(TimeSpan.FromHours(12));

        Assert.Equal(OutboxState.Failed, (await MailAsync(town)).State);
        Assert.Equal(OrchestrationRuntimeStatus.Running, await town.RunAsync());
        await town.SubmitAsync("1");
        await town.AcceptAsync("1");
        await town.LettersAsync();
        Assert.Contains("受理 No.1 広告料", town.LeftFor(SmallPlan.Zaisei));
    }

    /// <summary>The slow first one is still handing over when the activity is run again: the second leaves the mail alone.</summary>
    [Fact]
    public async Task Deliver_ActivityRunTwiceAtOnce_SecondDoesNotSendWhileFirstIs()
    {
        await using var town = await Town.CreateAsync();
        var handing = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        town.Post.Before = async message =>
        {
            if (message.Key == Key && handing.TrySetResult())
            {
                await goOn.Task;
            }
        };
        await town.Get<Cycles.CycleDesk>().OpenDueAsync(town.Client, Town.None);
        await town.RestAsync();
        town.Clock.AdvanceTo(town.Clock.GetUtcNow().AddMinutes(5));
        await handing.Task.WaitAsync(TimeSpan.FromSeconds(20));

        await TendAsync(town, "1", town.Clock.GetUtcNow());
        goOn.SetResult();
        await town.RestAsync();
        await town.PassAsync(TimeSpan.FromHours(1));

        Assert.Single(town.Post.Left, m => m.Key == Key);
        Assert.Equal(OutboxState.Sent, (await MailAsync(town)).State);
    }

    [Fact]
    public async Task Tend_TenAtOnce_EachReminderLeavesOnce()
    {
        await using var town = await Town.OpenedAsync();
        await town.UntilAsync(SmallPlan.Due.AddDays(-4));
        var day = Review.Calendar.JapanTime.At(new DateOnly(2025, 4, 22), new TimeOnly(9, 0));
        town.Clock.AdvanceTo(day);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => TendAsync(town, "1", day))));
        await town.RestAsync();
        await town.PassAsync(TimeSpan.FromHours(1));

        Assert.Single(town.Post.Left, m => m.Key == $"{Town.CycleId}/sheet-1/Reminder/20250425-3");
    }

    [Fact]
    public async Task Year_Whole_NoKeyLeavesTwice()
    {
        await using var town = await Town.OpenedAsync();

        await town.PlayYearAsync();

        Assert.Equal(town.Post.Left.Count, town.Post.Left.Select(m => m.Key).Distinct().Count());
        Assert.All(await town.MailsAsync(), m => Assert.Equal(OutboxState.Sent, m.State));
    }

    /// <summary>The process died in the middle: the mail is reserved, and nobody recorded what became of it.</summary>
    private static async Task<Town> CutOffAsync(bool before, bool canTrace)
    {
        var town = await Town.CreateAsync();
        var cutOff = false;
        Task CutOff(MailMessage message) =>
            message.Key == Key && !cutOff && (cutOff = true) ? throw new IOException("The machine went down.") : Task.CompletedTask;
        if (before)
        {
            town.Post.Before = CutOff;
        }
        else
        {
            town.Post.After = CutOff;
        }

        town.Post.CanTrace = canTrace;
        await town.OpenAsync();
        return town;
    }

    private static async Task TendAsync(Town town, string measure, DateTimeOffset now)
    {
        await using var scope = town.Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SelfEvaluationActivities>()
            .TendSheet(new Tending(Town.CycleId, measure, now), Town.None);
    }

    private static async Task<OutboxMail> MailAsync(Town town) =>
        (await town.MailsAsync()).Single(m => m.Key is { Subject: "sheet-1", Purpose: MailPurpose.Task });
}
