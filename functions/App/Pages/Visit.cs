using System.Security.Cryptography;
using System.Text;
using GyoseiFlow.App.Access;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace GyoseiFlow.App.Pages;

/// <summary>One request of one visitor: what a page needs to know, and the doors that open only to the right role.</summary>
public sealed class Visit(
    HttpContext http, Visitor? signedIn, CycleReader cycles, IRecordStore store, PageRenderer renderer, TimeProvider clock)
{
    /// <summary>The request.</summary>
    public HttpRequest Request { get; } = http.Request;

    /// <summary>Whether anybody is signed in.</summary>
    public bool IsSignedIn => signedIn is not null;

    /// <summary>Who is signed in.</summary>
    /// <exception cref="AccessDeniedException">Nobody is.</exception>
    public Visitor Visitor => signedIn ?? throw new AccessDeniedException();

    /// <summary>Now.</summary>
    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    /// <summary>Today in Japan.</summary>
    public DateOnly Today => JapanTime.DateOf(Now);

    /// <summary>Whether a script asks, which wants JSON and no page.</summary>
    public bool WantsJson => Request.Headers.Accept.ToString().StartsWith("application/json", StringComparison.OrdinalIgnoreCase);

    /// <summary>What the page's forms carry to prove that they are ours.</summary>
    public string FormToken => FormTokens.For(http);

    /// <summary>A cycle, for a visitor who has one of the roles in its plan.</summary>
    /// <exception cref="AccessDeniedException">The visitor has none of them, whether or not there is such a cycle.</exception>
    /// <exception cref="RecordMissingException">There is no such cycle.</exception>
    public async Task<RunningCycle> CycleAsync(string cycleId, Role[] roles, CancellationToken cancellation)
    {
        if (!roles.Any(role => Visitor.In(PlanIdOf(cycleId), role).Length > 0))
        {
            throw new AccessDeniedException();
        }

        return await cycles.GetAsync(cycleId, cancellation);
    }

    /// <summary>A cycle and the secretariat's grant in it.</summary>
    /// <inheritdoc cref="CycleAsync" path="/exception"/>
    public async Task<(RunningCycle Running, Grant Grant)> AsSecretariatAsync(string cycleId, CancellationToken cancellation)
    {
        var running = await CycleAsync(cycleId, [Role.Secretariat], cancellation);
        return (running, Visitor.In(running.Plan.Id, Role.Secretariat)[0]);
    }

    /// <summary>A cycle and the member's grant in it.</summary>
    /// <inheritdoc cref="CycleAsync" path="/exception"/>
    public async Task<(RunningCycle Running, Grant Grant)> AsMemberAsync(string cycleId, CancellationToken cancellation)
    {
        var running = await CycleAsync(cycleId, [Role.Member], cancellation);
        return (running, Visitor.In(running.Plan.Id, Role.Member)[0]);
    }

    /// <summary>A sheet, for its departments and the secretariat.</summary>
    /// <returns>The cycle, the sheet, and the grant under which the visitor has it: a department's before the secretariat's.</returns>
    /// <inheritdoc cref="CycleAsync" path="/exception"/>
    /// <exception cref="SheetHandedOverException">The visitor's department had the sheet, and has it no more.</exception>
    public async Task<(RunningCycle Running, Stored<Sheet> Sheet, Grant Grant)> SheetAsync(
        string cycleId, string measure, CancellationToken cancellation)
    {
        var running = await CycleAsync(cycleId, [Role.Department, Role.Secretariat], cancellation);
        var sheet = await store.FindAsync<Sheet>(cycleId, RecordKeys.Sheet(measure), cancellation);
        var planId = running.Plan.Id;
        var grant = Visitor.In(planId, Role.Department).FirstOrDefault(g => sheet?.Value.Departments.Contains(g.Id) == true)
            ?? Visitor.In(planId, Role.Secretariat).FirstOrDefault();

        if (grant is null && sheet is not null)
        {
            await CheckHandedOverAsync(running, sheet.Value, cancellation);
        }

        // The same answer for a sheet of others and for none: which there are is nobody's business.
        return grant is null ? throw new AccessDeniedException()
            : sheet is null ? throw new RecordMissingException(cycleId, RecordKeys.Sheet(measure))
            : (running, sheet, grant);
    }

    // Only to whom it belonged: they were told of it by mail.
    private async Task CheckHandedOverAsync(RunningCycle running, Sheet sheet, CancellationToken cancellation)
    {
        string[] mine = [.. Visitor.In(running.Plan.Id, Role.Department).Select(g => g.Id)];
        await foreach (var stored in store.ListAsync<SheetNotice>(
            running.Cycle.Id, SheetNotice.PrefixOf(RecordKeys.SheetSubject(sheet.Measure)), cancellation))
        {
            var notice = stored.Value;
            if (notice is { Key.Purpose: MailPurpose.HandedOver, Successor: { } successor }
                && notice.Departments.FirstOrDefault(mine.Contains) is { } former)
            {
                throw new SheetHandedOverException(running.Plan, sheet, former, successor);
            }
        }
    }

    /// <summary>Who does what the form asks for, and which request it is.</summary>
    public Act Act(PostedForm form, Grant grant) => new(form.RequestId, grant.ActorName(Visitor.Person));

    /// <summary>
    /// The same where one form has many buttons: gone back to and sent with something else, it is another act, and must not pass for the
    /// one before.
    /// </summary>
    public Act ActOfButton(PostedForm form, Grant grant)
    {
        var act = Act(form, grant);
        var sent = string.Join('\0', form.Fields.Select(f => $"{f.Key}={f.Value}").Prepend(act.RequestId));
        return act with { RequestId = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sent)))[..32] };
    }

    /// <summary>Renders a page.</summary>
    /// <param name="parameters">The component's, without <c>Visit</c>.</param>
    /// <param name="status">HTTP's status.</param>
    public async Task<IResult> PageAsync<TPage>(Dictionary<string, object?>? parameters = null, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        var all = parameters ?? [];
        all["Visit"] = this;
        return new HtmlPage(await renderer.RenderAsync<TPage>(all), status);
    }

    /// <summary>A page that only says something.</summary>
    public Task<IResult> MessageAsync(int status, string title, string message) =>
        PageAsync<MessagePage>(new() { [nameof(MessagePage.Title)] = title, [nameof(MessagePage.Message)] = message }, status);

    /// <summary>There is no such page.</summary>
    public Task<IResult> MissingAsync() => MessageAsync(
        StatusCodes.Status404NotFound, "ページが見つかりません", "アドレスが間違っているか、ページがなくなりました。はじめの画面からたどってください。");

    // A cycle's id is its plan's and the year: see Cycle.IdOf.
    private static string PlanIdOf(string cycleId) => cycleId.LastIndexOf('-') is >= 0 and var dash ? cycleId[..dash] : "";
}
