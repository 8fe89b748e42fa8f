using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.App.Plans;
using GyoseiFlow.Review.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>計画の変更を年度に取り込む: what a changed plan would do to a running year, then doing it.</summary>
public sealed class AdoptionFunctions(FrontDesk desk, PlanAdoptionDesk adoptions, CycleDesk cycles)
{
    /// <summary>What it would do.</summary>
    [Function("AdoptionPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "secretariat/cycles/{cycleId}/plan")] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, _) = await visit.AsSecretariatAsync(cycleId, cancellation);
            return await PageAsync(visit, running, "", problem: null, cancellation);
        }, cancellation);

    /// <summary>Takes the changed plan in.</summary>
    [Function("AdoptPlan")]
    public Task<IResult> Adopt(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "secretariat/cycles/{cycleId}/plan")] HttpRequest request,
        string cycleId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var (running, grant) = await visit.AsSecretariatAsync(cycleId, cancellation);
            try
            {
                await adoptions.AdoptAsync(cycleId, form["seen"], form["reason"], visit.Act(form, grant), cancellation);
            }
            catch (RuleBrokenException broken)
            {
                var field = broken.Rule is AdoptionMustHaveReason or ReasonMustNotBeTooLong ? "reason" : "changes";
                return await PageAsync(visit, running, form["reason"], (field, broken.Message), cancellation);
            }

            await cycles.DriveAsync(cycleId, client, cancellation);
            return new SeeOther($"{PagePaths.Board(cycleId)}?done=adopted");
        }, cancellation);

    private async Task<IResult> PageAsync(
        Visit visit, RunningCycle running, string reason, (string Field, string Message)? problem, CancellationToken cancellation) =>
        await visit.PageAsync<AdoptionPage>(
            new()
            {
                [nameof(AdoptionPage.Running)] = running,
                [nameof(AdoptionPage.Adoption)] = await adoptions.PreviewAsync(running.Cycle.Id, cancellation),
                [nameof(AdoptionPage.Reason)] = reason,
                [nameof(AdoptionPage.Problem)] = problem,
            },
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
}
