using System.Globalization;
using GyoseiFlow.App.Access;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Pages.Departments;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.App.Pages;

/// <summary>
/// Where every request for a page comes in: settles who it is, refuses what is not theirs, and turns whatever goes wrong into a
/// page that says what happened and still has what was typed.
/// </summary>
public sealed partial class FrontDesk(
    Sessions sessions,
    EntraVisitors entra,
    CycleReader cycles,
    IRecordStore store,
    PageRenderer renderer,
    RequestLimit limit,
    TimeProvider clock,
    ILogger<FrontDesk> log)
{
    /// <summary>Shows a page to whoever is signed in; others sign in first and come back.</summary>
    public Task<IResult> ShowAsync(HttpRequest request, Func<Visit, Task<IResult>> show, CancellationToken cancellation) =>
        AnswerAsync(request, async visit => visit.IsSignedIn ? await show(visit) : SignInFirst(request), cancellation);

    /// <summary>Takes a form from whoever is signed in.</summary>
    public Task<IResult> TakeAsync(HttpRequest request, Func<Visit, PostedForm, Task<IResult>> take, CancellationToken cancellation) =>
        TakeAsync(request, take, isForAnyone: false, cancellation);

    /// <summary>Shows a page to anyone, signed in or not.</summary>
    public Task<IResult> ShowAnyoneAsync(HttpRequest request, Func<Visit, Task<IResult>> show, CancellationToken cancellation) =>
        AnswerAsync(request, show, cancellation);

    /// <summary>Takes a form from anyone, signed in or not.</summary>
    public Task<IResult> TakeFromAnyoneAsync(HttpRequest request, Func<Visit, PostedForm, Task<IResult>> take, CancellationToken cancellation) =>
        TakeAsync(request, take, isForAnyone: true, cancellation);

    private async Task<IResult> TakeAsync(
        HttpRequest request, Func<Visit, PostedForm, Task<IResult>> take, bool isForAnyone, CancellationToken cancellation)
    {
        SecurityHeaders.Set(request.HttpContext.Response);
        var isTooMany = !limit.Allows(request.HttpContext);
        // Whoever sends too much gets back what a person could have typed; what nobody types isn't even read.
        var form = isTooMany && !(request.ContentLength <= PostedForm.LargestTyped) ? null : await PostedForm.ReadAsync(request, cancellation);
        return isTooMany
            ? await TooManyAsync(request, form)
            : await IdentifyAsync(request, form, DecideAsync, cancellation);

        Task<IResult> DecideAsync(Visit visit) => (form, visit.IsSignedIn || isForAnyone) switch
        {
            (null, _) => visit.MessageAsync(
                StatusCodes.Status400BadRequest, "送られた内容を読めませんでした", "送れる大きさ（1つの欄は4MBまで、全体で25MBまで）を超えているか、途中で途切れました。前の画面に戻り、内容を確かめて、もう一度送ってください。"),
            (_, false) => HoldAsync(
                visit,
                form,
                StatusCodes.Status401Unauthorized,
                "サインインの有効期限が切れました",
                "入力した内容は失われていません。別のタブでサインインしてから、この画面の「もう一度送る」を押してください。"),
            _ when !FormTokens.IsOurs(request.HttpContext, form.Token) => HoldAsync(
                visit,
                form,
                StatusCodes.Status403Forbidden,
                "この画面から送られたことを確かめられませんでした",
                "長い時間が過ぎたか、ほかのサイトから送られた可能性があります。内容に心当たりがあれば、「もう一度送る」を押してください。"),
            _ => take(visit, form),
        };
    }

    private Task<IResult> AnswerAsync(HttpRequest request, Func<Visit, Task<IResult>> answer, CancellationToken cancellation)
    {
        SecurityHeaders.Set(request.HttpContext.Response);
        return limit.Allows(request.HttpContext)
            ? IdentifyAsync(request, form: null, answer, cancellation)
            : TooManyAsync(request, form: null);
    }

    private Task<IResult> TooManyAsync(HttpRequest request, PostedForm? form) => HoldAsync(
        VisitOf(request, visitor: null), form, StatusCodes.Status429TooManyRequests, "アクセスが集中しています", "1分ほど待ってから、もう一度お試しください。");

    private Visit VisitOf(HttpRequest request, Visitor? visitor) => new(request.HttpContext, visitor, cycles, store, renderer, clock);

    // Even who it is can fail to be found out; what was typed must not be lost with it.
    private Task<IResult> IdentifyAsync(HttpRequest request, PostedForm? form, Func<Visit, Task<IResult>> answer, CancellationToken cancellation) =>
        CatchAsync(
            VisitOf(request, visitor: null),
            form,
            async _ =>
            {
                var http = request.HttpContext;
                var visitor = entra.IsOn ? await entra.FindAsync(http, cancellation) : await sessions.FindAsync(http, cancellation);
                return await CatchAsync(VisitOf(request, visitor), form, answer, cancellation);
            },
            cancellation);

    private async Task<IResult> CatchAsync(
        Visit visit, PostedForm? form, Func<Visit, Task<IResult>> answer, CancellationToken cancellation)
    {
        try
        {
            return await answer(visit);
        }
        catch (SheetHandedOverException handedOver)
        {
            return visit.WantsJson
                ? Problem(StatusCodes.Status403Forbidden, "引継ぎ済み", handedOver.Message)
                : await visit.PageAsync<HandedOverPage>(
                    new() { [nameof(HandedOverPage.HandedOver)] = handedOver, [nameof(HandedOverPage.Form)] = form },
                    StatusCodes.Status403Forbidden);
        }
        catch (AccessDeniedException)
        {
            return await HoldAsync(
                visit, form, StatusCodes.Status403Forbidden, "このページを見る権限がありません", "別の担当でサインインしているときは、サインインし直してください。必要なときは事務局に連絡してください。");
        }
        catch (RecordMissingException)
        {
            return await visit.MissingAsync();
        }
        catch (RuleBrokenException broken)
        {
            return await HoldAsync(visit, form, StatusCodes.Status409Conflict, "この操作はできませんでした", broken.Message);
        }
        catch (RecordConflictException)
        {
            return await HoldAsync(
                visit, form, StatusCodes.Status409Conflict, "ほかの人の操作と重なりました", "少し待ってから、「もう一度送る」を押してください。");
        }
        catch (StoreUnavailableException away)
        {
            LogFault(away, visit.Request.Method, visit.Request.HttpContext.TraceIdentifier);
            return await StoreAwayAsync(visit, form);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            LogFault(fault, visit.Request.Method, visit.Request.HttpContext.TraceIdentifier);
            return await HoldAsync(
                visit,
                form,
                StatusCodes.Status500InternalServerError,
                "処理の途中で問題が起きました",
                string.Create(CultureInfo.InvariantCulture, $"時間をおいて、もう一度お試しください。続くときは、番号 {visit.Request.HttpContext.TraceIdentifier} を事務局に伝えてください。"));
        }
    }

    private static Task<IResult> StoreAwayAsync(Visit visit, PostedForm? form)
    {
        visit.Request.HttpContext.Response.Headers.RetryAfter = "60";
        var number = $"続くときは、番号 {visit.Request.HttpContext.TraceIdentifier} を事務局に伝えてください。";
        return HoldAsync(
            visit,
            form,
            StatusCodes.Status503ServiceUnavailable,
            "保存先につながりません",
            form is null or { IsEmpty: true }
                ? "一時的な問題です。少し待ってから、もう一度お試しください。" + number
                : "入力した内容は失われていません。少し待ってから、この画面の「もう一度送る」を押してください（保存先に届いていた場合も、二重にはなりません）。" + number);
    }

    // With a form there is something to lose: it comes back with the page.
    private static Task<IResult> HoldAsync(Visit visit, PostedForm? form, int status, string title, string message) =>
        visit.WantsJson ? Task.FromResult(Problem(status, title, message))
        : form is null || form.IsEmpty ? visit.MessageAsync(status, title, message)
        : visit.PageAsync<HeldForm>(
            new()
            {
                [nameof(HeldForm.Title)] = title,
                [nameof(HeldForm.Message)] = message,
                [nameof(HeldForm.Form)] = form,
                [nameof(HeldForm.AsksToSignIn)] = status == StatusCodes.Status401Unauthorized,
            },
            status);

    private static IResult Problem(int status, string title, string message) =>
        Results.Json(new { title, message }, RecordJson.Options, statusCode: status);

    private SeeOther SignInFirst(HttpRequest request)
    {
        var back = request.PathBase + request.Path + request.QueryString;
        return entra.IsOn
            ? new SeeOther(EntraVisitors.SignInPath(back))
            : new SeeOther($"{PagePaths.SignIn}?to={Uri.EscapeDataString(back)}");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} failed ({Number}).")]
    private partial void LogFault(Exception fault, string method, string number);
}

/// <summary>The page is not for this visitor.</summary>
public sealed class AccessDeniedException() : Exception("このページを見る権限がありません。");
