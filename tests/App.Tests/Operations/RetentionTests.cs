using GyoseiFlow.App.Access;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Operations;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.Tests.Corrections;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Rules;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.App.Tests.Operations;

/// <summary>Personal data goes when its years are over, and not before; what is published stays, and can still be corrected.</summary>
public sealed class RetentionTests
{
    // Published on 2025-07-30, in the fiscal year 2025: two years from 2026-04-01.
    private static readonly DateOnly LastDay = new(2028, 3, 31);

    [Theory]
    [InlineData("2025-07-30", "2028-03-31", false)]
    [InlineData("2025-07-30", "2028-04-01", true)]
    [InlineData("2026-03-31", "2028-04-01", true)]
    [InlineData("2026-04-01", "2028-04-01", false)]
    public void Years_CountFromTheAprilThatFollows(string ended, string today, bool isOver) =>
        Assert.Equal(isOver, new Retention(2).IsOver(Day(ended), Day(today)));

    [Fact]
    public void Years_NotSet_NothingIsEverOver() => Assert.False(Of("").IsOver(new DateOnly(1950, 1, 1), LastDay));

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("-1")]
    [InlineData("5年")]
    public void Years_NoNumberInBounds_IsRefusedWithTheName(string years) =>
        Assert.Contains(Retention.Setting, Assert.Throws<FormatException>(() => Of(years)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Year_BeforeTheDay_NothingIsDeleted()
    {
        await using var town = await PublishedAsync();
        var before = await Snapshot.TakeAsync(town);
        town.Clock.AdvanceTo(At(LastDay));

        await DeleteAsync(town);

        Assert.Equal(before, await Snapshot.TakeAsync(town));
        Assert.Equal(2, (await town.ListAsync<Ballot>(RecordKeys.BallotPrefix)).Count);
    }

    [Fact]
    public async Task Year_OnTheDay_HoldsNoAddressNoTextOfAMailAndNoMembersScores()
    {
        using var log = new EventLog();
        await using var town = await PublishedAsync(log);
        var scores = await ScoresAsync(town);
        var mails = (await town.MailsAsync()).Count;
        town.Clock.AdvanceTo(At(LastDay.AddDays(1)));

        await DeleteAsync(town);
        await DeleteAsync(town);

        Assert.Equal(scores, await ScoresAsync(town));
        var erased = await town.MailsAsync();
        Assert.Equal(mails, erased.Count);
        Assert.All(erased, m => Assert.True(m.IsErased && m.State == OutboxState.Sent));
        foreach (var partition in (string[])[Town.CycleId, RecordKeys.People, RecordKeys.Sessions, RecordKeys.Codes])
        {
            await foreach (var record in town.Store.ListAsync(partition, "", Town.None))
            {
                // Who sent it is the office itself.
                Assert.DoesNotContain("@", record.Json.Replace(SmallPlan.Secretariat, "", StringComparison.Ordinal), StringComparison.Ordinal);
                Assert.DoesNotContain("よく取り組まれている", record.Json, StringComparison.Ordinal);
            }
        }

        Assert.Empty(await town.ListAsync<Ballot>(RecordKeys.BallotPrefix));
        Assert.Equal(new DateOnly(2028, 4, 1), (await town.CycleAsync()).PersonalDataDeletedOn);
        Assert.Contains(await town.AuditAsync(), a => a is { What: YearsPersonalData.What, By: "clock", Subject: RecordKeys.Cycle });
        Assert.Equal(2, log.Texts("RetentionDone").Count());
        Assert.EndsWith("0 people, personal data of 1 cycles. ", log.Texts("RetentionDone").First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Year_Deleted_PublishedFilesStay_AndACorrectionStillPublishes()
    {
        await using var town = await PublishedAsync();
        var published = PublishedFiles.Read(town.Folder(1));
        town.Clock.AdvanceTo(At(LastDay.AddDays(1)));
        await DeleteAsync(town);
        await town.HeartbeatAsync();

        Assert.Equal(published, PublishedFiles.Read(town.Folder(1)));
        await town.CorrectSheetAsync();
        await town.PublishCorrectionAsync();
        Assert.Equal(published, PublishedFiles.Read(town.Folder(1)));
        Assert.Equal(2, (await town.CycleAsync()).Version);
        Assert.Contains(await town.MailsAsync(), m => !m.IsErased);

        // The correction has years of its own; then it is dealt with like the rest.
        town.Clock.AdvanceTo(At(LastDay.AddYears(3).AddDays(1)));
        await DeleteAsync(town);
        Assert.All(await town.MailsAsync(), m => Assert.True(m.IsErased));
    }

    [Fact]
    public async Task Year_Deleted_IsNotDrivenAnyMore_AndItsMailsAreNotSentAgain()
    {
        await using var town = await PublishedAsync();
        town.Clock.AdvanceTo(At(LastDay.AddDays(1)));
        await DeleteAsync(town);
        var left = town.Post.Left.Count;

        await town.HeartbeatAsync();
        var failed = (await town.MailsAsync())[0] with { State = OutboxState.Failed };
        var found = await town.Store.GetAsync<OutboxMail>(Town.CycleId, failed.Key.RecordKey, Town.None);
        await town.Store.CommitAsync(Town.CycleId, [found.With(failed)], Town.None);

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => town.Get<MailDesk>().ResendAsync(failed.Key, town.Act(), Town.None));
        Assert.IsType<MailMustNotHaveBeenErased>(refused.Rule);
        Assert.Equal(left, town.Post.Left.Count);
    }

    [Fact]
    public async Task Person_WhoLeft_IsForgottenWithTheName_WhoIsHereStays()
    {
        await using var town = await Town.CreateAsync(services: Years);
        var desk = town.Get<PeopleDesk>();
        await desk.AddAsync("town", new PersonTyped("佐藤", "sato@town.example.jp", false, ["zaisei"], ""), town.Act(), Town.None);
        await desk.AddAsync("town", new PersonTyped("鈴木", "suzuki@town.example.jp", true, [], ""), town.Act(), Town.None);
        var sato = (await desk.OfPlanAsync("town", Town.None)).Single(p => p.Name == "佐藤");
        await desk.LeaveAsync("town", sato.Id, town.Act(), Town.None);
        town.Clock.AdvanceTo(At(LastDay));
        await DeleteAsync(town);
        Assert.Contains("佐藤", await PeopleAsync(town), StringComparison.Ordinal);

        town.Clock.AdvanceTo(At(LastDay.AddDays(1)));
        await DeleteAsync(town);
        await DeleteAsync(town);

        var people = await PeopleAsync(town);
        Assert.DoesNotContain("佐藤", people, StringComparison.Ordinal);
        Assert.DoesNotContain("sato", people, StringComparison.Ordinal);
        Assert.DoesNotContain(Accounts.HashOf("sato@town.example.jp"), people, StringComparison.Ordinal);
        Assert.Contains("鈴木", people, StringComparison.Ordinal);
        var entries = await town.ListAsync<AuditEntry>(RecordKeys.AuditPrefix, RecordKeys.People);
        Assert.Single(entries, e => e.What == "保存期間の終わった担当者の削除");
        Assert.Equal(LeftPeople.Removed, (await town.Get<AuditReader>().NamesAsync("town", Town.None)).Of(sato.Id, town.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Contact_ChangedLongAgo_IsOutOfTheLog()
    {
        await using var town = await Town.CreateAsync(services: Years);
        await town.Get<ContactDesk>().ChangeAsync("town", "zaisei", "neu@town.example.jp", "", town.Act(), Town.None);
        town.Clock.AdvanceTo(At(LastDay.AddDays(1)));

        await DeleteAsync(town);

        Assert.DoesNotContain(
            await town.ListAsync<AuditEntry>(RecordKeys.AuditPrefix, RecordKeys.People),
            e => $"{e.Before}{e.After}".Contains('@', StringComparison.Ordinal));
        Assert.Contains("neu@town.example.jp", (await town.Get<PlanLibrary>().LatestAsync(Town.None))[0].Department("zaisei").Mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SessionsAndCodes_Ended_AreDeleted_WithoutAnySetting()
    {
        await using var town = await Town.CreateAsync();
        await town.Get<SignInCodes>().IssueAsync("zaisei@town.example.jp", Town.None);
        await town.Get<Sessions>().StartAsync(
            new Microsoft.AspNetCore.Http.DefaultHttpContext(), new Visitor("", "財政課", []), "zaisei@town.example.jp", Town.None);
        await DeleteAsync(town);
        Assert.Equal((1, 2), (await CountAsync(town, RecordKeys.Sessions), await CountAsync(town, RecordKeys.Codes)));

        town.Clock.AdvanceTo(town.Clock.GetUtcNow() + TimeSpan.FromHours(12));
        await DeleteAsync(town);

        Assert.Equal((0, 0), (await CountAsync(town, RecordKeys.Sessions), await CountAsync(town, RecordKeys.Codes)));
    }

    private static async Task<Town> PublishedAsync(EventLog? log = null)
    {
        var town = await CorrectedTown.PublishedAsync(services =>
        {
            Years(services);
            log?.AddTo(services);
        });
        return town;
    }

    private static void Years(IServiceCollection services) => services.AddSingleton(new Retention(2));

    private static async Task DeleteAsync(Town town)
    {
        await using var scope = town.Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DeleteAfterRetention>().RunAsync(new TimerInfo(), Town.None);
    }

    private static async Task<string> ScoresAsync(Town town)
    {
        var year = await town.Get<ReviewedYearReader>().ReadAsync(Town.CycleId, 1, SmallPlan.Publication, Town.None);
        return string.Join(' ', year.Figures.Items.Select(i => $"{i.Item.Number}:{i.BallotCount}:{i.CommitteeMean}"));
    }

    private static async Task<string> PeopleAsync(Town town)
    {
        var people = new List<string>();
        await foreach (var record in town.Store.ListAsync(RecordKeys.People, "", Town.None))
        {
            people.Add($"{record.Key} {record.Json}");
        }

        return string.Join('\n', people);
    }

    private static async Task<int> CountAsync(Town town, string partition)
    {
        var count = 0;
        await foreach (var _ in town.Store.ListAsync(partition, "", Town.None))
        {
            count++;
        }

        return count;
    }

    private static Retention Of(string years) =>
        Retention.Of(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>(Retention.Setting, years)]).Build());

    private static DateTimeOffset At(DateOnly day) => Review.Calendar.JapanTime.At(day, new TimeOnly(3, 0));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
