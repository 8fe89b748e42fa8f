using Microsoft.Extensions.Configuration;

namespace GyoseiFlow.App.Azure.SendGrid;

/// <summary>The account at SendGrid that takes the mails.</summary>
/// <param name="ApiKey">The account's key; the permission to send mail is enough.</param>
/// <param name="Address">Where its API is.</param>
/// <param name="IsSandbox">Whether mails are checked and thrown away, for a test system.</param>
public sealed record SendGridSettings(string ApiKey, Uri Address, bool IsSandbox)
{
    private const string UsualAddress = "https://api.sendgrid.com";

    /// <summary>How long a connection may take to come about.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the answer to a mail may take, the connection included.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Reads the settings; null where no key is set.</summary>
    /// <exception cref="FormatException">One of them can't be used.</exception>
    public static SendGridSettings? Read(IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (string.IsNullOrWhiteSpace(settings["SendGridApiKey"]))
        {
            return null;
        }

        // The key itself is in no message.
        var key = settings["SendGridApiKey"]!.Trim();
        if (key.Any(c => c is <= ' ' or > '~') || key.StartsWith("@Microsoft.KeyVault", StringComparison.Ordinal))
        {
            throw new FormatException("設定 SendGridApiKey が使えません。空白や改行を含まない、SendGridのAPIキーを設定してください。Key Vault の参照が解決されているかも確かめてください。");
        }

        return new SendGridSettings(key, AddressOf(settings["SendGridAddress"]), IsOn(settings["SendGridSandbox"]));
    }

    // The key is in every request, so it must not cross a network in the clear.
    private static Uri AddressOf(string? text) =>
        Uri.TryCreate(string.IsNullOrWhiteSpace(text) ? UsualAddress : text.Trim(), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? address
            : throw new FormatException($"設定 SendGridAddress の「{text}」は使えません。https:// で始まるアドレスを書いてください（ふつうは空のままにします）。");

    private static bool IsOn(string? text) => text?.Trim().ToLowerInvariant() switch
    {
        null or "" or "false" => false,
        "true" => true,
        _ => throw new FormatException($"設定 SendGridSandbox の「{text}」は使えません。true（試験用。送らない）か false を書いてください。"),
    };
}
