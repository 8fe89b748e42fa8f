using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GyoseiFlow.App.Access;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Plans;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>The audit log: who did what, to what, when. A cycle has one, and a plan one for its people and departments.</summary>
public sealed class AuditFunctions(FrontDesk desk, AuditReader log, PlanLibrary plans, CycleReader cycles)
{
    /// <summary>A cycle's log.</summary>
    [Function("AuditPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "secretariat/cycles/{cycleId}/audit")] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, _) = await visit.AsSecretariatAsync(cycleId, cancellation);
            var asked = AuditAsked.Of(request.Query);
            var page = await log.ListAsync(cycleId, asked.Filter, asked.Skip, AuditView.PerPage, cancellation);
            var names = await log.NamesAsync(running.Plan.Id, cancellation);
            return await visit.PageAsync<AuditPageView>(new()
            {
                [nameof(AuditPageView.Running)] = running,
                [nameof(AuditPageView.View)] = AuditView.Of(
                    running.Plan, await cycles.PlansInTimeAsync(running, cancellation), names, asked, page, SubjectsOf(running.Plan)),
            });
        }, cancellation);

    /// <summary>All that fits, for a spreadsheet.</summary>
    [Function("AuditCsv")]
    public Task<IResult> Export(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "secretariat/cycles/{cycleId}/audit/csv")] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, _) = await visit.AsSecretariatAsync(cycleId, cancellation);
            var all = await log.ListAsync(cycleId, AuditAsked.Of(request.Query).Filter, 0, int.MaxValue, cancellation);
            return await FileAsync(
                running.Plan, await cycles.PlansInTimeAsync(running, cancellation), all, $"{cycleId}-log.csv", cancellation);
        }, cancellation);

    /// <summary>The log of a plan's people and departments.</summary>
    [Function("PlanLogPage")]
    public Task<IResult> ShowPlan(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "secretariat/plans/{planId}/log")] HttpRequest request,
        string planId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var plan = await PlanAsync(visit, planId, cancellation);
            var asked = AuditAsked.Of(request.Query);
            var page = await log.ListOfPlanAsync(plan, asked.Filter, asked.Skip, AuditView.PerPage, cancellation);
            var names = await log.NamesAsync(planId, cancellation);
            return await visit.PageAsync<PlanLogPage>(new() { [nameof(PlanLogPage.View)] = AuditView.Of(plan, _ => plan, names, asked, page, []) });
        }, cancellation);

    /// <summary>The same for a spreadsheet.</summary>
    [Function("PlanLogCsv")]
    public Task<IResult> ExportPlan(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "secretariat/plans/{planId}/log/csv")] HttpRequest request,
        string planId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var plan = await PlanAsync(visit, planId, cancellation);
            var all = await log.ListOfPlanAsync(plan, AuditAsked.Of(request.Query).Filter, 0, int.MaxValue, cancellation);
            return await FileAsync(plan, _ => plan, all, $"{planId}-log.csv", cancellation);
        }, cancellation);

    private async Task<Plan> PlanAsync(Visit visit, string planId, CancellationToken cancellation) =>
        visit.Visitor.In(planId, Role.Secretariat).IsEmpty
            ? throw new AccessDeniedException()
            : await plans.LatestAsync(planId, cancellation);

    private async Task<IResult> FileAsync(
        Plan plan, Func<DateTimeOffset, Plan> planAt, AuditPage page, string name, CancellationToken cancellation)
    {
        var names = await log.NamesAsync(plan.Id, cancellation);
        var csv = AuditCsv.Write(page.Entries.Select(e => AuditLine.Of(planAt(e.At), names, e)));
        return Results.File(Encoding.UTF8.GetBytes(csv), "text/csv; charset=utf-8", name);
    }

    private static ImmutableArray<string> SubjectsOf(Plan plan) =>
    [
        RecordKeys.Cycle, RecordKeys.Opinions, RecordKeys.OpinionWork, RecordKeys.Chapters,
        .. plan.Measures.Select(m => RecordKeys.SheetSubject(m.Code)),
        .. plan.Committee.Members.Select(m => RecordKeys.BallotSubject(m.Id)),
    ];
}

/// <summary>What the log's page was asked for.</summary>
/// <param name="Filter">Which entries.</param>
/// <param name="Page">From 1.</param>
/// <param name="Ignored">What could not be read, in words.</param>
public sealed record AuditAsked(AuditFilter Filter, int Page, ImmutableArray<string> Ignored)
{
    /// <summary>Whether the last day comes before the first, so that nothing can fit.</summary>
    public bool IsBackwards => Filter.From > Filter.To;

    /// <summary>How many entries come before the page.</summary>
    public int Skip => (Page - 1) * AuditView.PerPage;

    /// <summary>Reads an address.</summary>
    public static AuditAsked Of(IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var ignored = ImmutableArray.CreateBuilder<string>();
        var filter = new AuditFilter(
            Given("subject"),
            Given("by"),
            Day("from", "期間の初日"),
            Day("to", "期間の末日"),
            Given("q"))
        {
            What = Given("what"),
        };
        var page = int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1_000_000 ? number : 1;
        return new AuditAsked(filter, page, ignored.ToImmutable());

        string? Given(string name) => query[name].ToString().Trim() is { Length: > 0 } text ? text : null;

        DateOnly? Day(string name, string label)
        {
            var day = Given(name) is { } typed ? Moments.Day(typed) : null;
            if (day is null && Given(name) is not null)
            {
                ignored.Add(label);
            }

            return day;
        }
    }

    /// <summary>The address's query for a page; 0 leaves the page out.</summary>
    public string Query(int page)
    {
        (string Name, string? Value)[] all =
        [
            ("subject", Filter.Subject), ("by", Filter.By), ("what", Filter.What), ("from", Filter.From is { } from ? Moments.Field(from) : null),
            ("to", Filter.To is { } to ? Moments.Field(to) : null), ("q", Filter.Text),
            ("page", page == 0 ? null : page.ToString(CultureInfo.InvariantCulture)),
        ];
        var given = all.Where(a => a.Value is not null).Select(a => $"{a.Name}={Uri.EscapeDataString(a.Value!)}").ToArray();
        return given is [] ? "" : $"?{string.Join('&', given)}";
    }
}
