using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Pages.SignIn;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.Tests.Pages;
using GyoseiFlow.App.Tests.Towns;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.App.Tests.Operations;

/// <summary>The events that alerts look for are logged, each under its name, and say nothing of a person.</summary>
public sealed class OperationsLogTests
{
    [Fact]
    public async Task Heartbeat_Done_IsLogged()
    {
        using var log = new EventLog();
        await using var town = await Town.OpenedAsync(services: log.AddTo);

        await town.HeartbeatAsync();

        Assert.Equal("The heartbeat has looked after 1 cycles. ", Assert.Single(log.Texts("HeartbeatDone")));
        Assert.Empty(log.Texts("CycleOverdue"));
    }

    [Fact]
    public async Task Cycle_PastTheDayOfItsStage_IsLogged_NotOnTheDayItself()
    {
        using var log = new EventLog();
        await using var town = await Town.OpenedAsync(services: log.AddTo);
        await town.UntilAsync(SmallPlan.CommitteeOpens);
        await town.HeartbeatAsync();
        Assert.Empty(log.Texts("CycleOverdue"));

        await town.UntilAsync(SmallPlan.CommitteeOpens.AddDays(1));
        await town.HeartbeatAsync();

        Assert.Equal(
            "The cycle town-2024 is in the stage SelfEvaluation, which its calendar ends on 05/20/2025. ", Assert.Single(log.Texts("CycleOverdue")));
    }

    [Fact]
    public async Task Orchestration_Ended_IsLoggedWhenItIsBuiltAnew()
    {
        using var log = new EventLog();
        await using var town = await Town.OpenedAsync(services: log.AddTo);
        var instance = InstanceIds.OfCycle(Town.CycleId, 1);
        await town.Host.Engine.Client.TerminateInstanceAsync(instance, output: null, Town.None);
        await town.RestAsync();

        await town.HeartbeatAsync();

        Assert.Equal(
            $"The orchestration {instance} has failed: it is built anew from the store. ", Assert.Single(log.Texts("OrchestrationFailed")));
        Assert.Single(log.Texts("HeartbeatDone"));
    }

    [Fact]
    public async Task Mail_NotTakenForHalfAnHour_IsLoggedOnce_AndAgainWhenItHasFailed()
    {
        using var log = new EventLog();
        await using var town = await Town.CreateAsync(services: log.AddTo);
        town.Post.Before = mail => mail.Key.Contains("/sheet-3/", StringComparison.Ordinal)
            ? throw new MailDelayedException($"{SmallPlan.Zaisei}: mailbox busy")
            : Task.CompletedTask;
        await town.OpenAsync();

        await town.PassAsync(TimeSpan.FromMinutes(20));
        Assert.Empty(log.Texts("MailKeepsFailing"));
        await town.PassAsync(TimeSpan.FromMinutes(40));

        Assert.Equal(
            "A mail (Task) of the cycle town-2024 was not taken 6 times; it will be tried again. ", Assert.Single(log.Texts("MailKeepsFailing")));
        await town.PassAsync(TimeSpan.FromHours(4));
        Assert.Equal("A mail (Task) of the cycle town-2024 has failed after 48 attempts. ", Assert.Single(log.Texts("MailFailed")));
        Assert.DoesNotContain(log.Entries, e => e.Text.Contains("example.jp", StringComparison.Ordinal));
    }

    /// <summary>What is written where the plan is wrong may be somebody's address.</summary>
    [Fact]
    public async Task Plan_Unreadable_IsLoggedByItsPlaces_WithoutWhatIsWrittenThere()
    {
        using var log = new EventLog();
        await using var town = await Town.CreateAsync(services: log.AddTo);
        var broken = SmallPlan.Yaml.Replace("id: town", "id: other", StringComparison.Ordinal)
            .Replace(SmallPlan.Zaisei, "山田 " + SmallPlan.Zaisei, StringComparison.Ordinal);
        await town.Store.CommitAsync(
            "plans", [TypedRecords.Insert(RecordKeys.Plan("other", 3), new { Id = "other", Edition = 3, Yaml = broken })], Town.None);

        await town.OpenAsync();

        var unreadable = Assert.Single(await town.Get<PlanLibrary>().UnreadableAsync(Town.None));
        Assert.Contains("山田", unreadable.Why, StringComparison.Ordinal);
        Assert.Equal(
            $"The plan other, edition 3, can't be read: its cycles don't open. Look at {string.Join("; ", unreadable.Places)}. ",
            Assert.Single(log.Texts("PlanUnreadable")));
        Assert.All(log.Entries.Where(e => e.Name == "PlanUnreadable"), e => Assert.Equal(LogLevel.Error, e.Level));
        Assert.NotEmpty(unreadable.Places);
        Assert.DoesNotContain(log.Entries, e => e.Text.Contains("山田", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SignInMail_ThatDoesNotLeave_IsLoggedByItsKind()
    {
        using var log = new EventLog();
        await using var town = await Town.CreateAsync(services: log.AddTo, port: 0);
        town.Post.Before = mail => throw new MailDelayedException($"{mail.To[0]}: mailbox busy");
        using var client = new PageClient(town);

        var answer = await client.SubmitAsync(await client.GetAsync("/sign-in"), "form[action='/sign-in']", ("address", SmallPlan.Zaisei));

        await town.Get<SignInMail>().WhenSentAsync();
        Assert.Equal("/sign-in/code", answer.Location);
        Assert.Equal("A sign-in code could not be mailed: MailDelayedException. ", Assert.Single(log.Texts("SignInMailFailed")));
        Assert.All(log.Entries.Where(e => e.Name == "SignInMailFailed"), e => Assert.Equal(LogLevel.Warning, e.Level));
        Assert.DoesNotContain(log.Entries, e => e.Text.Contains(SmallPlan.Zaisei, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Mail_OfWhichNobodyKnows_IsLogged()
    {
        using var log = new EventLog();
        await using var town = await Town.CreateAsync(services: log.AddTo);
        town.Post.CanTrace = false;
        town.Post.After = mail => mail.Key.Contains("/sheet-3/", StringComparison.Ordinal)
            ? throw new IOException("The connection broke.")
            : Task.CompletedTask;
        await town.OpenAsync();
        await town.PassAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(
            "Nobody knows whether a mail (Task) of the cycle town-2024 has left. ", Assert.Single(log.Texts("MailUncertain")));
        Assert.All(log.Entries.Where(e => e.Name == "MailUncertain"), e => Assert.Equal(LogLevel.Error, e.Level));
    }
}
