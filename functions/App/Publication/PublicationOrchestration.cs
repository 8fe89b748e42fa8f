using GyoseiFlow.App.Orchestration;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace GyoseiFlow.App.Publication;

/// <summary>Publishes one version of a cycle's document, then tells everyone who took part.</summary>
public static class PublicationOrchestration
{
    /// <summary>The orchestration's name.</summary>
    public const string Name = "Publication";

    /// <summary>Ends when the files are out and every mail has been dealt with.</summary>
    [Function(Name)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var publication = context.GetInput<PublicationRef>()!;
        await context.CallActivityAsync(
            nameof(PublicationActivities.PublishDocument), new Publishing(publication, Now(context)), TendingLoop.Retrying);
        await context.CallActivityAsync(nameof(PublicationActivities.PublishIndex), publication, TendingLoop.Retrying);
        var departments = await context.CallActivityAsync<string[]>(
            nameof(PublicationActivities.DepartmentsToTell), publication, TendingLoop.Retrying);
        await Task.WhenAll(
            departments
                .Select(id => ToldAsync(context, nameof(PublicationActivities.TellDepartment), publication, id))
                .Append(ToldAsync(context, nameof(PublicationActivities.TellCommittee), publication, "")));
    }

    private static async Task ToldAsync(TaskOrchestrationContext context, string activity, PublicationRef publication, string id)
    {
        while (await context.CallActivityAsync<DateTimeOffset?>(
            activity, new Telling(publication, id, Now(context)), TendingLoop.Retrying) is { } again)
        {
            await context.CreateTimer(again.UtcDateTime, CancellationToken.None);
        }
    }

    private static DateTimeOffset Now(TaskOrchestrationContext context) => new(context.CurrentUtcDateTime, TimeSpan.Zero);
}

/// <summary>Which version of which cycle.</summary>
/// <param name="CycleId">The cycle.</param>
/// <param name="Version">From 1.</param>
public sealed record PublicationRef(string CycleId, int Version);

/// <summary>Asks for a version to be published.</summary>
/// <param name="Publication">Which.</param>
/// <param name="Now">The orchestration's clock.</param>
public sealed record Publishing(PublicationRef Publication, DateTimeOffset Now);

/// <summary>Asks for somebody to be told.</summary>
/// <param name="Publication">Of which version.</param>
/// <param name="Id">A department's id; empty for the committee.</param>
/// <param name="Now">The orchestration's clock.</param>
public sealed record Telling(PublicationRef Publication, string Id, DateTimeOffset Now);
