using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Rules;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.App.Tests.Corrections;

/// <summary>A correction ordered twice, cut off, or started late comes to the same as one that went through at once.</summary>
public class CorrectionRetryTests
{
    [Fact]
    public async Task Publish_SameRequestTwice_IsOneVersionAndOneMailEach()
    {
        await using var town = await CorrectedTown.PublishedAsync();
        await town.CorrectSheetAsync();
        var (act, previewed) = (town.Act(), (await town.PreviewAsync()).Tag);

        await town.PublishCorrectionAsync(act, previewed: previewed);
        var files = PublishedFiles.Read(town.Site);
        await town.PublishCorrectionAsync(act, previewed: previewed);

        Assert.Equal(2, (await town.CycleAsync()).Version);
        Assert.Equal(files, PublishedFiles.Read(town.Site));
        Assert.Equal(5, town.Post.Left.Count(m => m.Subject == "訂正"));
        Assert.Single(await town.AuditAsync(), a => a.What == "訂正版の公表");
    }

    [Fact]
    public async Task Publish_TenAtOnce_IsOneVersion()
    {
        await using var town = await CorrectedTown.PublishedAsync();
        await town.CorrectSheetAsync();
        var previewed = (await town.PreviewAsync()).Tag;

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(async () =>
        {
            try
            {
                await town.PublishCorrectionAsync(previewed: previewed);
            }
            catch (RuleBrokenException refused)
            {
                Assert.True(refused.Rule is CorrectionMustWait or CorrectionMustChangeSomething, refused.Message);
            }
        })));
        await town.RestAsync();

        Assert.Equal(2, (await town.CycleAsync()).Version);
        Assert.Equal(5, town.Post.Left.Count(m => m.Subject == "訂正"));
    }

    /// <summary>The order stands, but the process died before the publication started: the heartbeat starts it.</summary>
    [Fact]
    public async Task Publish_StartLost_HeartbeatPublishes()
    {
        await using var town = await CorrectedTown.PublishedAsync();
        await town.CorrectSheetAsync();
        town.Client = Clients.Deaf();

        await town.PublishCorrectionAsync();
        await CorrectionTests.RefusedAsync<CorrectionMustWait>(() => town.PreviewAsync());
        Assert.Equal(1, (await town.CycleAsync()).Version);
        await town.HeartbeatAsync();

        Assert.Equal(2, (await town.CycleAsync()).Version);
    }

    /// <summary>
    /// The files are out, recording it failed until the orchestration gave up. Meanwhile somebody corrected more: that belongs to
    /// version 3, and version 2 is finished with the very same bytes.
    /// </summary>
    [Fact]
    public async Task Publish_FailedAfterTheFilesWereOut_IsFinishedWithTheSameBytesADayLater()
    {
        CutOffPublications? store = null;
        await using var town = await CorrectedTown.PublishedAsync(services =>
        {
            var folder = services.Last(s => s.ServiceType == typeof(IPublicationStore)).ImplementationFactory!;
            services.AddSingleton<IPublicationStore>(provider => store = new CutOffPublications((IPublicationStore)folder(provider)));
        });
        await town.CorrectSheetAsync();
        store!.IsFailing = true;
        await town.PublishCorrectionAsync();
        await town.PassAsync(TimeSpan.FromHours(3));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, await StatusAsync(town));
        var files = PublishedFiles.Read(town.Folder(2));
        await town.CorrectOpinionsAsync("その後の訂正");

        store.IsFailing = false;
        await town.PassAsync(TimeSpan.FromDays(1));
        await town.HeartbeatAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, await StatusAsync(town));
        Assert.Equal(2, (await town.CycleAsync()).Version);
        Assert.Equal(files, PublishedFiles.Read(town.Folder(2)));
        var rest = await town.PreviewAsync();
        Assert.Equal((3, "その後の訂正"), (rest.Version, rest.Changes.Single().After));
    }

    /// <summary>The cycle's own orchestration is driven anew after the correction: nothing is published or sent again.</summary>
    [Fact]
    public async Task Publish_ActivitiesAgain_ChangeNothing()
    {
        await using var town = await CorrectedTown.PublishedAsync();
        await town.CorrectSheetAsync();
        await town.PublishCorrectionAsync();
        var (files, mails) = (PublishedFiles.Read(town.Site), town.Post.Left.Count);

        await using (var scope = town.Host.Services.CreateAsyncScope())
        {
            var activities = scope.ServiceProvider.GetRequiredService<PublicationActivities>();
            foreach (var version in new[] { 1, 2 })
            {
                var publication = new PublicationRef(Town.CycleId, version);
                await activities.PublishDocument(new Publishing(publication, town.Clock.GetUtcNow().AddDays(1)), Town.None);
                await activities.PublishIndex(publication, Town.None);
                await activities.TellCommittee(new Telling(publication, "", town.Clock.GetUtcNow().AddDays(1)), Town.None);
            }
        }

        Assert.Equal(files, PublishedFiles.Read(town.Site));
        Assert.Equal(mails, town.Post.Left.Count);
    }

    private static async Task<OrchestrationRuntimeStatus> StatusAsync(Town town) =>
        (await town.Host.Engine.Client.GetInstanceAsync(InstanceIds.OfPublication(Town.CycleId, 1, 2)))!.RuntimeStatus;
}
