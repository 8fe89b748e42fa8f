using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Documents;
using GyoseiFlow.Review.Cycles;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace GyoseiFlow.App.Tests.NineRules;

/// <summary>Published files never change: a correction is a new version, and the old stays at its address.</summary>
public class Rule8_PublishedFilesStayTests
{
    private const string Address = "town/2024/v1";

    [Fact]
    public async Task Publish_OtherBytesAtTheSameAddress_IsRefusedAndTheOldStay()
    {
        await using var town = await Town.OpenedAsync();
        await town.PlayYearAsync();
        var before = PublishedFiles.Read(town.Site);

        await Assert.ThrowsAsync<PublishedFilesDifferException>(() => town.Get<IPublicationStore>().PublishAsync(
            Address, [new PublishedFile("index.html", "text/html", "<p>別の内容</p>"u8.ToArray())], Town.None));

        Assert.Equal(before, PublishedFiles.Read(town.Site));
    }

    [Fact]
    public async Task Year_AfterTheNextYearOpened_FilesAreAsTheyWere()
    {
        await using var town = await Town.OpenedAsync();
        await town.PlayYearAsync();
        var before = PublishedFiles.Read(Path.Combine(town.Site, Address));

        town.Clock.AdvanceTo(new DateTimeOffset(2026, 4, 1, 1, 0, 0, TimeSpan.Zero));
        await town.OpenAsync();
        await town.HeartbeatAsync();

        Assert.NotEmpty(before);
        Assert.Equal(before, PublishedFiles.Read(Path.Combine(town.Site, Address)));
    }

    /// <summary>
    /// The files went out, then recording it failed until the orchestration gave up; the watchdog's next run is on another day.
    /// The version keeps the day on which it first went out, so it is the same bytes and the year can end.
    /// </summary>
    [Fact]
    public async Task Publish_RecordingFailedUntilTheNextDay_SameBytesAndTheYearEnds()
    {
        await using var town = await Town.OpenedAsync(services: services =>
        {
            var folder = services.Last(s => s.ServiceType == typeof(IPublicationStore)).ImplementationFactory!;
            services.AddSingleton<IPublicationStore>(provider => new CutOffPublications((IPublicationStore)folder(provider)));
        });
        await town.AnswerAllAsync();
        await town.VoteAllAsync();
        await town.ApproveAsync();
        var store = (CutOffPublications)town.Get<IPublicationStore>();
        store.IsFailing = true;
        await town.UntilAsync(SmallPlan.Publication, hour: 23);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, await town.RunAsync());
        store.IsFailing = false;

        await town.UntilAsync(SmallPlan.Publication.AddDays(1));
        await town.HeartbeatAsync();

        Assert.Equal(CycleStage.Published, (await town.CycleAsync()).Stage);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await town.RunAsync(run: 2));
        Assert.Contains("令和7年7月30日", await File.ReadAllTextAsync(Path.Combine(town.Site, Address, "index.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_StoreFailsTwice_IsTriedAgainAndMailsLeaveAfterwards()
    {
        var store = new Mock<IPublicationStore>();
        store.SetupSequence(s => s.PublishAsync(It.IsAny<string>(), It.IsAny<IReadOnlyList<PublishedFile>>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IOException("disk full"))
            .ThrowsAsync(new IOException("disk full"))
            .Returns(Task.CompletedTask);
        await using var town = await Town.OpenedAsync(services: services => services.AddSingleton(store.Object));

        await town.PlayYearAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, await town.RunAsync());
        store.Verify(
            s => s.PublishAsync(Address, It.IsAny<IReadOnlyList<PublishedFile>>(), It.IsAny<CancellationToken>()), Times.Exactly(3));
        Assert.Single(town.LeftFor(SmallPlan.Zaisei), s => s == "報告");
    }
}
