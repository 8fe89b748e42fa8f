using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>The mails that a cycle wrote: which left, which did not, what they say, and sending one again.</summary>
public sealed class MailFunctions(FrontDesk desk, MailDesk mails, IRecordStore store)
{
    private const int PerPage = 100;

    /// <summary>The list.</summary>
    [Function("MailsPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "secretariat/cycles/{cycleId}/mails")] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, _) = await visit.AsSecretariatAsync(cycleId, cancellation);
            var all = await mails.ListAsync(cycleId, cancellation);
            var filter = MailFilter.Of(request.Query);
            var sheets = await SheetsOfLettersAsync(running, cancellation);
            ImmutableArray<OutboxMail> fitting = [.. all.Where(m => filter.Fits(m, sheets[m.Key.RecordKey]))];
            return await visit.PageAsync<MailsPage>(new()
            {
                [nameof(MailsPage.View)] = new MailsView(
                    running,
                    filter,
                    [.. fitting.Skip((filter.Page - 1) * PerPage).Take(PerPage)],
                    fitting.Length,
                    (fitting.Length + PerPage - 1) / PerPage,
                    // What was sent again needs nobody any more.
                    all.Where(m => m.ResentAs is null).CountBy(m => m.State).ToImmutableSortedDictionary(),
                    sheets),
            });
        }, cancellation);

    /// <summary>One mail.</summary>
    [Function("MailPage")]
    public Task<IResult> ShowOne(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "secretariat/cycles/{cycleId}/mails/{subject}/{purpose}/{occasion}")] HttpRequest request,
        string cycleId,
        string subject,
        string purpose,
        string occasion,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, _) = await visit.AsSecretariatAsync(cycleId, cancellation);
            return await FindAsync(cycleId, subject, purpose, occasion, cancellation) is { } mail
                ? await OneAsync(visit, running, mail, problem: null, cancellation)
                : await visit.MissingAsync();
        }, cancellation);

    /// <summary>Sends a mail again.</summary>
    [Function("ResendMail")]
    public Task<IResult> Resend(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "secretariat/cycles/{cycleId}/mails/{subject}/{purpose}/{occasion}")] HttpRequest request,
        string cycleId,
        string subject,
        string purpose,
        string occasion,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var (running, grant) = await visit.AsSecretariatAsync(cycleId, cancellation);
            if (await FindAsync(cycleId, subject, purpose, occasion, cancellation) is not { } mail)
            {
                return await visit.MissingAsync();
            }

            try
            {
                await mails.ResendAsync(mail.Key, visit.Act(form, grant), cancellation);
                return new SeeOther($"{SecretariatPaths.Mails(cycleId)}?subject={Uri.EscapeDataString(subject)}&done=resend");
            }
            catch (RuleBrokenException broken)
            {
                return await OneAsync(visit, running, mail, broken.Message, cancellation);
            }
        }, cancellation);

    // A letter about several sheets bears the first one's name. The codes are in the order of the plan.
    private async Task<ILookup<string, string>> SheetsOfLettersAsync(RunningCycle running, CancellationToken cancellation)
    {
        var carried = new HashSet<(string Letter, string Measure)>();
        await foreach (var notice in store.ListAsync<SheetNotice>(running.Cycle.Id, RecordKeys.NoticePrefix, cancellation))
        {
            if (notice.Value.Letter is { } letter)
            {
                carried.Add((letter, notice.Value.Measure));
            }
        }

        var places = running.Plan.Measures.Select((m, place) => (m.Code, place)).ToDictionary(m => m.Code, m => m.place, StringComparer.Ordinal);
        return carried.OrderBy(c => places.GetValueOrDefault(c.Measure)).ToLookup(c => c.Letter, c => c.Measure, StringComparer.Ordinal);
    }

    private async Task<IResult> OneAsync(Visit visit, RunningCycle running, OutboxMail mail, string? problem, CancellationToken cancellation) =>
        await visit.PageAsync<MailPage>(
            new()
            {
                [nameof(MailPage.Running)] = running,
                [nameof(MailPage.Mail)] = mail,
                [nameof(MailPage.Sheets)] = (await SheetsOfLettersAsync(running, cancellation))[mail.Key.RecordKey],
                [nameof(MailPage.Problem)] = problem,
            },
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);

    private async Task<OutboxMail?> FindAsync(string cycleId, string subject, string purpose, string occasion, CancellationToken cancellation) =>
        (await mails.ListAsync(cycleId, cancellation)).FirstOrDefault(m =>
            m.Key.Subject == subject && m.Key.Purpose.ToString() == purpose && m.Key.Occasion == occasion);
}

/// <summary>Which mails to show.</summary>
/// <param name="State">How far they are; null for any.</param>
/// <param name="Purpose">What they are for; null for any.</param>
/// <param name="Subject">What they are about; empty for anything.</param>
/// <param name="Text">Words in the address or the subject line.</param>
/// <param name="Page">From 1.</param>
public sealed record MailFilter(OutboxState? State, MailPurpose? Purpose, string Subject, string Text, int Page)
{
    /// <summary>Reads an address; what doesn't exist is left out.</summary>
    public static MailFilter Of(IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new(
            Named<OutboxState>(query["state"]),
            Named<MailPurpose>(query["purpose"]),
            query["subject"].ToString(),
            query["q"].ToString().Trim(),
            int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 10_000 ? page : 1);
    }

    /// <summary>Whether a mail is one of them.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="sheets">The codes of the sheets that it is about, if it is a letter.</param>
    public bool Fits(OutboxMail mail, IEnumerable<string> sheets)
    {
        ArgumentNullException.ThrowIfNull(mail);
        return (State is null || mail.State == State)
            && (Purpose is null || mail.Key.Purpose == Purpose)
            && (Subject.Length == 0 || mail.Key.Subject == Subject || sheets.Any(measure => RecordKeys.SheetSubject(measure) == Subject))
            && (Text.Length == 0
                || mail.Message.Subject.Contains(Text, StringComparison.OrdinalIgnoreCase)
                || mail.Message.To.Concat(mail.Message.Cc).Any(a => a.Contains(Text, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>The address's query for a page.</summary>
    public string Query(int page) => string.Create(
        CultureInfo.InvariantCulture,
        $"?state={State}&purpose={Purpose}&subject={Uri.EscapeDataString(Subject)}&q={Uri.EscapeDataString(Text)}&page={page}");

    private static T? Named<T>(string? text)
        where T : struct, Enum => Enum.GetValues<T>().Where(v => v.ToString() == text).Select(v => (T?)v).FirstOrDefault();
}

/// <summary>What the list shows.</summary>
/// <param name="Running">The cycle.</param>
/// <param name="Filter">Which mails.</param>
/// <param name="Mails">Those of the page.</param>
/// <param name="Total">How many fit.</param>
/// <param name="Pages">How many pages there are.</param>
/// <param name="Counts">The mails by state, without those that were sent again.</param>
/// <param name="Sheets">The codes of the sheets that a letter is about, by the key of its record.</param>
public sealed record MailsView(
    RunningCycle Running,
    MailFilter Filter,
    ImmutableArray<OutboxMail> Mails,
    int Total,
    int Pages,
    ImmutableSortedDictionary<OutboxState, int> Counts,
    ILookup<string, string> Sheets);
