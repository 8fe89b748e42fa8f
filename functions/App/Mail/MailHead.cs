using GyoseiFlow.App.Ports;

namespace GyoseiFlow.App.Mail;

/// <summary>What every transport keeps to in a mail's head: who it goes to, and lines that stay one line.</summary>
public static class MailHead
{
    private const int LongestAddress = 254;

    /// <summary>Refuses a mail to nobody, and one with an address that is none.</summary>
    /// <exception cref="MailRefusedException">It can never be sent like this.</exception>
    public static void RefuseBad(MailMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.To.Length == 0)
        {
            throw new MailRefusedException("宛先がありません。");
        }

        var replyTo = message.ReplyTo is null ? Array.Empty<string>() : [message.ReplyTo];
        if (((IEnumerable<string>)[message.From, .. replyTo, .. message.To, .. message.Cc]).FirstOrDefault(a => !IsAddress(a)) is { } wrong)
        {
            throw new MailRefusedException($"「{wrong}」はメールアドレスとして使えません。");
        }
    }

    /// <summary>A text for a header: a line break in one would start another header.</summary>
    public static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();

    // Plain addresses only: what could end an address or a header has no place in one.
    private static bool IsAddress(string address) =>
        address.Length is > 2 and <= LongestAddress
        && address.Count(c => c == '@') == 1
        && address[0] != '@'
        && address[^1] != '@'
        && address.All(c => c is > ' ' and <= '~' and not ('<' or '>' or '(' or ')' or '[' or ']' or ',' or ';' or ':' or '\\' or '"'));
}
