using GyoseiFlow.App.Access;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Ports;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.App.Pages.SignIn;

/// <summary>
/// The mail with the code. It goes straight to the transport: the outbox would keep the code in the store, where only hashes
/// belong.
/// </summary>
public sealed partial class SignInMail(IMailTransport transport, MailAllowList allowed, PlanLibrary plans, TimeProvider clock, ILogger<SignInMail> log)
{
    /// <summary>How the keys of these mails begin; none of them is in the outbox.</summary>
    internal const string KeyPrefix = "sign-in/";

    /// <summary>Sends it. One that doesn't leave is logged; the person asks for another.</summary>
    public async Task SendAsync(Visitor account, string address, string attempt, string code, CancellationToken cancellation)
    {
        var planId = account.Grants[0].PlanId;
        var plan = (await plans.LatestAsync(cancellation)).First(p => p.Id == planId);
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

        try
        {
            await transport.SendAsync(message, cancellation);
        }
        catch (Exception unsent) when (unsent is MailRefusedException or MailDelayedException or IOException)
        {
            LogUnsent(unsent.GetType().Name);
        }
    }

    [LoggerMessage(EventId = 2004, EventName = "SignInMailFailed", Level = LogLevel.Warning, Message = "A sign-in code could not be mailed: {Reason}.")]
    private partial void LogUnsent(string reason);
}
