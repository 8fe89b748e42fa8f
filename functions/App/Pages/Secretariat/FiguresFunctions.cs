using System.Collections.Immutable;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Publication;
using GyoseiFlow.Review.Figures;
using GyoseiFlow.Review.Sheets;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>The year's figures as they stand, over what is accepted so far.</summary>
public sealed class FiguresFunctions(FrontDesk desk, ReviewedYearReader years, BoardReader boards)
{
    /// <summary>The tables by item and by theme.</summary>
    [Function("FiguresPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "secretariat/cycles/{cycleId}/figures")] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, _) = await visit.AsSecretariatAsync(cycleId, cancellation);
            var year = await years.ReadAsync(cycleId, Math.Max(1, running.Cycle.Version), visit.Today, cancellation);
            return await visit.PageAsync<FiguresPage>(new()
            {
                [nameof(FiguresPage.View)] = new FiguresView(running, await boards.GetAsync(cycleId, cancellation), year.Figures, year.Answers),
            });
        }, cancellation);
}

/// <summary>What the page shows.</summary>
/// <param name="Running">The cycle.</param>
/// <param name="Board">Every sheet, to say which are missing.</param>
/// <param name="Figures">What the accepted ones add up to.</param>
/// <param name="Answers">The accepted answers by measure code.</param>
public sealed record FiguresView(RunningCycle Running, Board Board, YearFigures Figures, ImmutableDictionary<string, Answers> Answers);
