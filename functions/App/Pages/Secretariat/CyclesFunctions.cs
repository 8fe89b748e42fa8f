using System.Collections.Immutable;
using GyoseiFlow.App.Access;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.App.Plans;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>The cycles of the plans whose secretariat the visitor is.</summary>
public sealed class CyclesFunctions(FrontDesk desk, CycleReader cycles, CycleDesk opening, BoardReader boards, PlanLibrary plans)
{
    /// <summary>The list.</summary>
    [Function("SecretariatPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "secretariat")] HttpRequest request, CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var mine = visit.Visitor.PlansAs(Role.Secretariat).ToHashSet(StringComparer.Ordinal);
            if (mine.Count == 0)
            {
                throw new AccessDeniedException();
            }

            var shown = ImmutableArray.CreateBuilder<PlanCycles>();
            foreach (var plan in (await plans.LatestAsync(cancellation)).Where(p => mine.Contains(p.Id)))
            {
                var open = ImmutableArray.CreateBuilder<OpenCycle>();
                foreach (var running in await cycles.OfPlanAsync(plan.Id, cancellation))
                {
                    open.Add(new OpenCycle(running, Tally.OfAll(await boards.GetAsync(running.Cycle.Id, cancellation))));
                }

                shown.Add(new PlanCycles(
                    plan, open.ToImmutable(), [.. plan.Cycles.Where(c => open.All(o => o.Running.Cycle.Year != c.Year)).OrderBy(c => c.Opens)]));
            }

            return await visit.PageAsync<CyclesPage>(new() { [nameof(CyclesPage.Plans)] = shown.ToImmutable() });
        }, cancellation);

    /// <summary>Opens a cycle whose day has come, without waiting for the next morning.</summary>
    [Function("OpenDueCycle")]
    public Task<IResult> Open(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "secretariat/cycles")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            if (visit.Visitor.In(form["plan"], Role.Secretariat) is not [var grant, ..])
            {
                throw new AccessDeniedException();
            }

            var plan = await plans.LatestAsync(form["plan"], cancellation);
            if (!FiscalYear.TryParse(form["year"], out var year) || plan.CycleOf(year) is not { } due || due.Opens > visit.Today)
            {
                return await visit.MessageAsync(
                    StatusCodes.Status409Conflict, "この年度の評価はまだ始められません", "計画ファイルにある開始日を過ぎると始められます。事務局の画面に戻って、開始日を確認してください。");
            }

            await opening.OpenAsync(plan, year, visit.Act(form, grant), client, cancellation);
            return new SeeOther($"{PagePaths.Board(Cycle.IdOf(plan.Id, year))}?done=open");
        }, cancellation);
}

/// <summary>A plan and its cycles.</summary>
/// <param name="Plan">The latest edition.</param>
/// <param name="Open">Those that are open or were, the newest first.</param>
/// <param name="Coming">Those that are not open yet.</param>
public sealed record PlanCycles(Plan Plan, ImmutableArray<OpenCycle> Open, ImmutableArray<CyclePlan> Coming);

/// <summary>A cycle that is open or was.</summary>
/// <param name="Running">The cycle.</param>
/// <param name="Sheets">How far its sheets are.</param>
public sealed record OpenCycle(RunningCycle Running, Tally Sheets);
