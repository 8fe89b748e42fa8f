using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.SelfEvaluation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace GyoseiFlow.App.Cycles;

/// <summary>
/// Drives one plan's review of one year: sheets, the committee's ballots, opinions and the chair's approval, publication,
/// feedback. Started again under a new id it finds its place from the store.
/// </summary>
public static class ReviewCycle
{
    /// <summary>The orchestration's name.</summary>
    public const string Name = "ReviewCycle";

    private const int FirstVersion = 1;

    /// <summary>Ends when the year is published and every department has heard.</summary>
    [Function(Name)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var cycle = context.GetInput<CycleRef>()!;
        var sheets = await StepAsync<string[]>(context, nameof(CycleActivities.OpenSheets), cycle);
        context.SetCustomStatus("自己評価");
        await Task.WhenAll(sheets.Select(measure => context.CallSubOrchestratorAsync(
            SelfEvaluationOrchestration.Name,
            new PartRef(cycle.CycleId, cycle.Run, measure),
            PartAt(InstanceIds.OfSheet(cycle.CycleId, cycle.Run, measure)))));

        await UntilAsync(context, await StepAsync<DateTimeOffset>(context, nameof(CycleActivities.CommitteeOpens), cycle));
        var members = await StepAsync<string[]>(context, nameof(CycleActivities.OpenBallots), cycle);
        context.SetCustomStatus("委員評価");
        await Task.WhenAll(members.Select(member => context.CallSubOrchestratorAsync(
            CommitteeBallotOrchestration.Name,
            new PartRef(cycle.CycleId, cycle.Run, member),
            PartAt(InstanceIds.OfBallot(cycle.CycleId, cycle.Run, member)))));
        // A member may change a ballot until the last day, even when all are in.
        await UntilAsync(context, await StepAsync<DateTimeOffset>(context, nameof(CycleActivities.CommitteeCloses), cycle));

        await StepAsync<bool>(context, nameof(CycleActivities.CloseCommittee), cycle);
        context.SetCustomStatus("意見とりまとめ・会長承認");
        await ApprovalAsync(context, cycle);

        await UntilAsync(context, await StepAsync<DateTimeOffset>(context, nameof(CycleActivities.PublicationDay), cycle));
        context.SetCustomStatus("公表");
        await context.CallSubOrchestratorAsync(
            PublicationOrchestration.Name,
            new PublicationRef(cycle.CycleId, FirstVersion),
            new SubOrchestrationOptions(instanceId: InstanceIds.OfPublication(cycle.CycleId, cycle.Run, FirstVersion)));
        context.SetCustomStatus("公表済み");
    }

    private static async Task ApprovalAsync(TaskOrchestrationContext context, CycleRef cycle)
    {
        var changes = new ChangeSignal(context);
        for (var standing = await TendApprovalAsync(context, cycle); !standing.IsSettled; standing = await TendApprovalAsync(context, cycle))
        {
            await changes.WaitAsync(standing.NextMoment);
        }
    }

    private static Task<Standing> TendApprovalAsync(TaskOrchestrationContext context, CycleRef cycle) =>
        context.CallActivityAsync<Standing>(
            nameof(CycleActivities.TendApproval), new Tending(cycle.CycleId, "", Now(context)), TendingLoop.Retrying);

    private static Task<T> StepAsync<T>(TaskOrchestrationContext context, string activity, CycleRef cycle) =>
        context.CallActivityAsync<T>(activity, new Tending(cycle.CycleId, "", Now(context)), TendingLoop.Retrying);

    private static async Task UntilAsync(TaskOrchestrationContext context, DateTimeOffset moment)
    {
        if (moment > Now(context))
        {
            await context.CreateTimer(moment.UtcDateTime, CancellationToken.None);
        }
    }

    // The cycle hears of a failed part only when all the others have ended, weeks later, so the part is tried again by itself:
    // for three weeks, hourly in the end. What fails alone (the steps, the publication) fails the cycle, and the watchdog rebuilds
    // it from the store.
    private static SubOrchestrationOptions PartAt(string instanceId) => new(
        TaskRetryOptions.FromRetryPolicy(new RetryPolicy(
            500, TimeSpan.FromMinutes(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromHours(1))),
        instanceId);

    private static DateTimeOffset Now(TaskOrchestrationContext context) => new(context.CurrentUtcDateTime, TimeSpan.Zero);
}
