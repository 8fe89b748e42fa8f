using System.Globalization;

namespace GyoseiFlow.Local.Mail;

/// <summary>The relay that takes the city's mail.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Port">Its port.</param>
/// <param name="StartTls">Whether the connection must be encrypted before anything is said.</param>
/// <param name="User">To sign in with, or null.</param>
/// <param name="Password">To sign in with, or null.</param>
/// <param name="CertificateSha256">The one certificate that is trusted, for a relay that signed its own; or null.</param>
internal sealed record SmtpSettings(string Host, int Port, bool StartTls, string? User, string? Password, string? CertificateSha256)
{
    private const int SubmissionPort = 587;

    /// <summary>How long the relay may keep silent.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Reads the settings; null when no relay is named.</summary>
    /// <exception cref="FormatException">One of them can't be used.</exception>
    public static SmtpSettings? Read(IReadOnlyDictionary<string, string?> settings)
    {
        if (Text(settings, "SmtpHost") is not { } host)
        {
            return null;
        }

        var port = Text(settings, "SmtpPort") is { } digits
            ? int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535
                ? number
                : throw new FormatException($"設定 SmtpPort の「{digits}」は使えません。1から65535までの数を書いてください。")
            : SubmissionPort;
        var security = Text(settings, "SmtpSecurity") ?? "starttls";
        if (security is not ("starttls" or "none"))
        {
            throw new FormatException($"設定 SmtpSecurity の「{security}」は使えません。starttls（暗号化する）か none（しない）を書いてください。");
        }

        var user = Text(settings, "SmtpUser");
        return user is not null && security == "none"
            ? throw new FormatException("設定 SmtpUser を使うときは、SmtpSecurity を starttls にしてください。暗号化しないとパスワードが読まれます。")
            : new SmtpSettings(
                host, port, security == "starttls", user, Text(settings, "SmtpPassword"), Text(settings, "SmtpCertificateSha256"));
    }

    private static string? Text(IReadOnlyDictionary<string, string?> settings, string name) =>
        settings.GetValueOrDefault(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
}
