using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GyoseiFlow.App.Audit;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>The audit log: who did what, to what, when.</summary>
public sealed class AuditFunctions(FrontDesk desk, AuditReader log)
{
    private const int PerPage = 50;

    /// <summary>The log.</summary>
    [Function("AuditPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "secretariat/cycles/{cycleId}/audit")] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, _) = await visit.AsSecretariatAsync(cycleId, cancellation);
            var asked = AuditAsked.Of(request.Query);
            var page = await log.ListAsync(cycleId, asked.Filter, (asked.Page - 1) * PerPage, PerPage, cancellation);
            return await visit.PageAsync<AuditPageView>(new()
            {
                [nameof(AuditPageView.Running)] = running,
                [nameof(AuditPageView.Asked)] = asked,
                [nameof(AuditPageView.Log)] = page,
                [nameof(AuditPageView.Count)] = (page.Total + PerPage - 1) / PerPage,
            });
        }, cancellation);

    /// <summary>All that fits, for a spreadsheet.</summary>
    [Function("AuditCsv")]
    public Task<IResult> Export(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "secretariat/cycles/{cycleId}/audit/csv")] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            await visit.AsSecretariatAsync(cycleId, cancellation);
            var all = await log.ListAsync(cycleId, AuditAsked.Of(request.Query).Filter, 0, int.MaxValue, cancellation);
            return Results.File(Encoding.UTF8.GetBytes(AuditCsv.Write(all.Entries)), "text/csv; charset=utf-8", $"{cycleId}-log.csv");
        }, cancellation);
}

/// <summary>What the log's page was asked for.</summary>
/// <param name="Filter">Which entries.</param>
/// <param name="Page">From 1.</param>
/// <param name="Ignored">What could not be read, in words.</param>
public sealed record AuditAsked(AuditFilter Filter, int Page, ImmutableArray<string> Ignored)
{
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
            Given("q"));
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
            ("subject", Filter.Subject), ("by", Filter.By), ("from", Filter.From is { } from ? Moments.Field(from) : null),
            ("to", Filter.To is { } to ? Moments.Field(to) : null), ("q", Filter.Text),
            ("page", page == 0 ? null : page.ToString(CultureInfo.InvariantCulture)),
        ];
        var given = all.Where(a => a.Value is not null).Select(a => $"{a.Name}={Uri.EscapeDataString(a.Value!)}").ToArray();
        return given is [] ? "" : $"?{string.Join('&', given)}";
    }
}
