using System.Collections.Immutable;
using GyoseiFlow.App.Ports;

namespace GyoseiFlow.App.Mail;

/// <summary>
/// Who may get mail from this installation. With a list, as on a test system, a mail to anyone else is recorded as held back and
/// never handed over.
/// </summary>
public sealed class MailAllowList
{
    /// <summary>The setting's name.</summary>
    public const string Setting = "MailAllowList";

    private static readonly char[] s_separators = [',', ';', ' ', '\t', '\n', '\r'];
    private readonly ImmutableArray<string> _entries;

    private MailAllowList(ImmutableArray<string> entries) => _entries = entries;

    /// <summary>Reads the setting: addresses, and @domains, with commas or spaces between. Without it everybody may get mail.</summary>
    /// <exception cref="FormatException">An entry is neither; nobody should find out by the mails that leave.</exception>
    public static MailAllowList Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new MailAllowList([]);
        }

        ImmutableArray<string> entries = [.. text.Split(s_separators, StringSplitOptions.RemoveEmptyEntries)];
        var wrong = entries.IsEmpty ? text : entries.FirstOrDefault(e => e.Count(c => c == '@') != 1 || e[^1] == '@');
        return wrong is not null
            ? throw new FormatException(
                $"設定 {Setting} の「{wrong}」は使えません。zaisei@city.example.jp のようなアドレスか、@city.example.jp のようなドメインを書いてください。")
            : new MailAllowList(entries);
    }

    /// <summary>Those whom the mail is for and who may not get it.</summary>
    public ImmutableArray<string> Excluded(MailMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _entries.IsEmpty ? [] : [.. message.To.Concat(message.Cc).Where(address => !Allows(address))];
    }

    // A domain stands for itself, not for those below it.
    private bool Allows(string address) => _entries.Any(entry => string.Equals(
        entry,
        entry[0] == '@' ? address[Math.Max(0, address.LastIndexOf('@'))..] : address,
        StringComparison.OrdinalIgnoreCase));
}
