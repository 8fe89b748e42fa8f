using System.Text;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Ports;
using SendGrid.Helpers.Mail;

namespace GyoseiFlow.App.Azure.SendGrid;

/// <summary>A mail as SendGrid's v3 API takes it. Who sees whose address is as in the mail itself: one personalization.</summary>
internal static class SendGridMail
{
    /// <summary>The custom argument that carries the mail's key, and comes back with every event.</summary>
    public const string KeyArgument = "gyoseiflow_key";

    /// <summary>The message.</summary>
    /// <param name="message">The mail, with addresses that are some.</param>
    /// <param name="isSandbox">Whether it is checked and thrown away.</param>
    public static SendGridMessage Of(MailMessage message, bool isSandbox)
    {
        string[] to = [.. message.To.Distinct(StringComparer.OrdinalIgnoreCase)];
        string[] cc = [.. message.Cc.Distinct(StringComparer.OrdinalIgnoreCase).Except(to, StringComparer.OrdinalIgnoreCase)];
        var mail = new SendGridMessage
        {
            From = new EmailAddress(message.From, MailHead.OneLine(message.FromName) is { Length: > 0 } name ? name : null),
            ReplyTo = new EmailAddress(message.ReplyTo ?? message.From),
            Subject = MailHead.OneLine(message.Subject),
            PlainTextContent = message.Body,
            HtmlContent = message.Html,
            Personalizations = [new Personalization { Tos = Addresses(to), Ccs = cc is [] ? null : Addresses(cc) }],
            Categories = CategoriesOf(message.Key),
            CustomArgs = new() { [KeyArgument] = message.Key },
            // RFC 3834: holiday notices and the like must not answer a machine.
            Headers = new() { ["Auto-Submitted"] = "auto-generated" },
        };
        if (message.Calendar is not null)
        {
            mail.AddAttachment(
                "deadline.ics", Convert.ToBase64String(Encoding.UTF8.GetBytes(message.Calendar)), "text/calendar", "attachment");
        }

        // Nobody is watched, and links stay the city's own.
        mail.SetClickTracking(enable: false, enableText: false);
        mail.SetOpenTracking(enable: false);
        mail.SetSubscriptionTracking(enable: false);
        if (isSandbox)
        {
            mail.SetSandBoxMode(enable: true);
        }

        return mail;
    }

    // For the figures of SendGrid's own pages: the cycle and the purpose. Neither says who somebody is.
    private static List<string> CategoriesOf(string key) => key.Split('/') switch
    {
        [var cycle, _, var purpose, _] => [cycle, purpose],
        [var first, ..] => [first],
        _ => [],
    };

    private static List<EmailAddress> Addresses(IEnumerable<string> addresses) => [.. addresses.Select(a => new EmailAddress(a))];
}
