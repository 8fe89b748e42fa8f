using System.Collections.Concurrent;
using GyoseiFlow.App.Access;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using GyoseiFlow.Review.Plans;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.App.Pages.SignIn;

/// <summary>
/// The mail with the code. It goes straight to the transport: the outbox would keep the code in the store, where only hashes
/// belong.
/// </summary>
public sealed partial class SignInMail(
    Accounts accounts, IMailTransport transport, MailAllowList allowed, PlanLibrary plans, TimeProvider clock, ILogger<SignInMail> log) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Task, bool> _underWay = new();

    /// <summary>How the keys of these mails begin; none of them is in the outbox.</summary>
    internal const string KeyPrefix = "sign-in/";

    /// <summary>
    /// Sends it while the page is answered, if anybody has the address: how long an answer takes is not to tell whether somebody does.
    /// One that doesn't leave is logged; the person asks for another.
    /// </summary>
    public void SendSoon(string address, string attempt, string code)
    {
        var sending = SendAsync(address, attempt, code, CancellationToken.None);
        _underWay[sending] = true;
        _ = sending.ContinueWith(sent => _underWay.TryRemove(sent, out _), TaskScheduler.Default);
    }

    /// <summary>Until no mail is under way.</summary>
    public Task WhenSentAsync() => Task.WhenAll(_underWay.Keys);

    /// <summary>Lets those that are under way leave.</summary>
    public async ValueTask DisposeAsync() => await WhenSentAsync();

    private async Task SendAsync(string address, string attempt, string code, CancellationToken cancellation)
    {
        // Not one step of it before the answer.
        await Task.Yield();
        try
        {
            if (await accounts.FindAsync(address, cancellation) is { } account)
            {
                await SendAsync(account, Accounts.Normal(address), attempt, code, cancellation);
            }
        }
        catch (Exception unsent) when (unsent is not OperationCanceledException)
        {
            LogUnsent(unsent.GetType().Name);
        }
    }

    private async Task SendAsync(Visitor account, string address, string attempt, string code, CancellationToken cancellation)
    {
        var readable = await plans.LatestAsync(cancellation);
        if (account.Grants.Select(g => readable.FirstOrDefault(p => p.Id == g.PlanId)).OfType<Plan>().FirstOrDefault() is not { } plan)
        {
            LogUnsent("no plan of this account can be read");
            return;
        }

        var body = $"""
            {account.Name} 様

            {plan.Name}のページに入るためのコードです。10分以内に、コードの入力の画面に入力してください。

            {code}

            このコードは1回だけ使えます。ほかの人に教えないでください。
            心当たりがないときは、このメールを捨ててください。何も変わりません。

            お問い合わせ先
            {plan.Mail.Contact}

            """.ReplaceLineEndings("\n");
        var message = new MailMessage(
            KeyPrefix + Secrets.Hash(attempt), plan.Mail.From, plan.Mail.FromName, [address], [], $"【サインインのコード】{plan.Name}", body, clock.GetUtcNow());
        if (!allowed.Excluded(message).IsEmpty)
        {
            LogUnsent(MailAllowList.Setting);
            return;
        }

        await transport.SendAsync(message, cancellation);
    }

    [LoggerMessage(EventId = 2004, EventName = "SignInMailFailed", Level = LogLevel.Warning, Message = "A sign-in code could not be mailed: {Reason}.")]
    private partial void LogUnsent(string reason);
}
