using System.Globalization;
using System.Text;
using GyoseiFlow.App.Access;
using GyoseiFlow.App.Pages.Sheets;
using GyoseiFlow.App.Pages.Shell;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages.SignIn;

/// <summary>
/// Signing in by a code mailed to one's address, where the city has no single sign-on. The answer to an address is the same whether
/// anybody has it or not.
/// </summary>
public sealed class SignInFunctions(
    FrontDesk desk, Accounts accounts, SignInCodes codes, SignInMail mail, Sessions sessions, EntraVisitors entra)
{
    private const string AttemptCookie = "__Host-attempt";

    /// <summary>The page that asks for the address.</summary>
    [Function("SignInPage")]
    public Task<IResult> ShowAddress(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "sign-in")] HttpRequest request, CancellationToken cancellation) =>
        desk.ShowAnyoneAsync(
            request,
            visit => entra.IsOn
                ? Task.FromResult<IResult>(new SeeOther(EntraVisitors.SignInPath(Here(visit.Request.Query["to"]) is { Length: > 0 } to ? to : PagePaths.Start)))
                : AddressAsync(visit, visit.Request.Query["to"], "", null),
            cancellation);

    /// <summary>Mails a code.</summary>
    [Function("SignIn")]
    public Task<IResult> TakeAddress(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sign-in")] HttpRequest request, CancellationToken cancellation) =>
        desk.TakeFromAnyoneAsync(request, async (visit, form) =>
        {
            // A full-width @ is typed easily, and meant as this one.
            var address = form["address"].Normalize(NormalizationForm.FormKC).Trim();
            if (address.Length is 0 or > 254 || !address.Contains('@', StringComparison.Ordinal))
            {
                return await AddressAsync(
                    visit, form["to"], address, "メールアドレスを入力してください。例: zaisei@example.jp", StatusCodes.Status422UnprocessableEntity);
            }

            var (attempt, code, fullUntil) = await codes.IssueAsync(address, cancellation);
            if (fullUntil is { } until)
            {
                // The same whether anybody has the address or not. The attempt before stays, and so does its code.
                return await AddressAsync(visit, form["to"], address, FullMessage(until), StatusCodes.Status429TooManyRequests);
            }

            mail.SendSoon(address, attempt, code!);

            request.HttpContext.Response.Cookies.Append(AttemptCookie, attempt, CookieKinds.Hidden(SignInCodes.Life));
            return new SeeOther(CodePath(form["to"]));
        }, cancellation);

    /// <summary>The page that asks for the code.</summary>
    [Function("SignInCodePage")]
    public Task<IResult> ShowCode(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "sign-in/code")] HttpRequest request, CancellationToken cancellation) =>
        desk.ShowAnyoneAsync(request, visit => CodeAsync(visit, visit.Request.Query["to"], null), cancellation);

    /// <summary>Uses a code up.</summary>
    [Function("SignInCode")]
    public Task<IResult> TakeCode(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sign-in/code")] HttpRequest request, CancellationToken cancellation) =>
        desk.TakeFromAnyoneAsync(request, async (visit, form) =>
        {
            var attempt = request.Cookies[AttemptCookie] is { Length: 64 } cookie ? cookie : "";
            if (await codes.RedeemAsync(attempt, form["code"], cancellation) is not { } address
                || await accounts.FindAsync(address, cancellation) is not { } account)
            {
                return await CodeAsync(
                    visit,
                    form["to"],
                    "このコードでは入れません。いちばん新しいメールの8桁の数字を入力してください。10分を過ぎたとき、5回間違えたときは、コードを送り直してください。",
                    StatusCodes.Status422UnprocessableEntity);
            }

            await sessions.StartAsync(request.HttpContext, account, address, cancellation);
            request.HttpContext.Response.Cookies.Delete(AttemptCookie, CookieKinds.Hidden(TimeSpan.Zero));
            return new SeeOther(PagePaths.IsHere(form["to"]) ? form["to"] : PagePaths.Start);
        }, cancellation);

    /// <summary>Signs out.</summary>
    [Function("SignOut")]
    public Task<IResult> SignOut(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sign-out")] HttpRequest request, CancellationToken cancellation) =>
        desk.TakeFromAnyoneAsync(request, async (visit, _) =>
        {
            await sessions.EndAsync(request.HttpContext, cancellation);
            if (!entra.IsOn)
            {
                return new SeeOther(PagePaths.SignIn);
            }

            // The platform leads on to Entra's own site, and a form may not (form-action): the page goes there, not the form.
            request.HttpContext.Response.Headers["Refresh"] = $"0; url={EntraVisitors.SignOutPath}";
            return await visit.PageAsync<SigningOutPage>();
        }, cancellation);

    private static Task<IResult> AddressAsync(
        Visit visit, string? to, string address, string? problem, int status = StatusCodes.Status200OK) =>
        visit.PageAsync<AddressPage>(
            new()
            {
                [nameof(AddressPage.To)] = Here(to),
                [nameof(AddressPage.Address)] = address,
                [nameof(AddressPage.Problem)] = problem,
            },
            status);

    private static Task<IResult> CodeAsync(Visit visit, string? to, string? problem, int status = StatusCodes.Status200OK) =>
        visit.PageAsync<CodePage>(new() { [nameof(CodePage.To)] = Here(to), [nameof(CodePage.Problem)] = problem }, status);

    // The minute after, so that nobody comes seconds too early.
    private static string FullMessage(DateTimeOffset until) => string.Create(
        CultureInfo.InvariantCulture,
        $"同じアドレスへのコードは、{SignInCodes.Window.TotalMinutes:0}分間に{SignInCodes.MaxCodes}回まで送れます。{SheetWords.Clock(until.AddMinutes(1))}を過ぎてから、もう一度お試しください。届いているコードは、送ってから{SignInCodes.Life.TotalMinutes:0}分間使えます。");

    private static string CodePath(string? to) =>
        Here(to).Length == 0 ? PagePaths.SignInCode : $"{PagePaths.SignInCode}?to={Uri.EscapeDataString(Here(to))}";

    private static string Here(string? to) => PagePaths.IsHere(to) ? to! : "";
}
