using System.Globalization;
using System.Text.RegularExpressions;
using GyoseiFlow.App.Azure.SendGrid;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Operations;
using GyoseiFlow.App.Pages;
using Microsoft.Extensions.Configuration;

namespace GyoseiFlow.App.Azure;

/// <summary>The settings of the function app, read and checked before anything starts (docs/settings.md explains each).</summary>
/// <param name="Storage">Where records and published files are.</param>
/// <param name="SiteContainer">The container that the public reads.</param>
/// <param name="Mail">The account that takes the mails.</param>
/// <param name="PdfPrinter">Gotenberg's address; null publishes without PDF.</param>
public sealed partial record FunctionAppSettings(StorageSettings Storage, string SiteContainer, SendGridSettings Mail, Uri? PdfPrinter)
{
    private const string UnresolvedReference = "@Microsoft.KeyVault(";

    /// <summary>Reads them.</summary>
    /// <exception cref="SettingsException">Some can't be used; the message names each of them, what is wrong, and what to do.</exception>
    public static FunctionAppSettings Read(IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var wrong = new List<string>();
        CheckWhatTheHostReads(settings, wrong);
        CheckWhatTheFunctionsRead(settings, wrong);
        var storage = StorageSettings.Read(settings, wrong);
        var mail = MailOf(settings, wrong);
        var printer = PrinterOf(settings["PdfPrinterUrl"], wrong);
        wrong.AddRange(settings.AsEnumerable()
            .Where(s => s.Value?.StartsWith(UnresolvedReference, StringComparison.OrdinalIgnoreCase) == true)
            .Select(s => $"{s.Key}: Key Vault の参照を解決できませんでした。シークレットの名前と、マネージド ID の権限（Key Vault シークレット ユーザー）を確かめてください。"));
        return wrong is []
            ? new FunctionAppSettings(storage!, Text(settings["SiteContainer"]) ?? "$web", mail!, printer)
            : throw new SettingsException(wrong);
    }

    /// <summary>A setting's text, or null where it is not set or blank.</summary>
    internal static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    // The host stops with an error of its own where these are missing, one that does not say what to do.
    private static void CheckWhatTheHostReads(IConfiguration settings, List<string> wrong)
    {
        if (!HubName().IsMatch(settings["TaskHubName"] ?? ""))
        {
            wrong.Add("TaskHubName: 英字で始まる3～45字の英数字にしてください（例: GyoseiFlow）。運用中に変えると、進行中の処理が見えなくなります。");
        }

        if (settings["HeartbeatSchedule"]?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length != 6)
        {
            wrong.Add("HeartbeatSchedule: 秒・分・時・日・月・曜日の6つを空白で区切って書いてください（例: 0 0 * * * *）。");
        }
    }

    private static void CheckWhatTheFunctionsRead(IConfiguration settings, List<string> wrong)
    {
        if (Text(settings["SignIn"]) is { } signIn && signIn is not ("Code" or "Entra"))
        {
            wrong.Add($"SignIn: 「{signIn}」は使えません。Code か Entra にしてください。");
        }

        CheckNumber(settings, "RequestsPerMinute", 1, wrong);
        CheckNumber(settings, PurgeEnded.Setting, 1, wrong);
        CheckFormat(() => PublicAddress.Parse(settings[PublicAddress.Setting]), wrong);
        CheckFormat(() => EventWebhookKey.Read(settings), wrong);
        CheckFormat(() => Retention.Of(settings), wrong);
        CheckFormat(() => MailAllowList.Parse(settings[MailAllowList.Setting]), wrong);
    }

    private static SendGridSettings? MailOf(IConfiguration settings, List<string> wrong)
    {
        // A Key Vault reference that isn't resolved is told of as such.
        if (settings["SendGridApiKey"]?.StartsWith(UnresolvedReference, StringComparison.OrdinalIgnoreCase) == true)
        {
            return null;
        }

        SendGridSettings? mail = null;
        CheckFormat(
            () => mail = SendGridSettings.Read(settings)
                ?? throw new FormatException("SendGridApiKey: 設定がありません。SendGrid の API キーを、Key Vault の参照で設定してください。"),
            wrong);
        return mail;
    }

    private static void CheckNumber(IConfiguration settings, string name, int least, List<string> wrong)
    {
        if (Text(settings[name]) is { } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least))
        {
            wrong.Add($"{name}: 「{text}」は使えません。{least}以上の整数にするか、設定を消してください。");
        }
    }

    private static void CheckFormat(Action parse, List<string> wrong)
    {
        try
        {
            parse();
        }
        catch (FormatException unusable)
        {
            wrong.Add(unusable.Message);
        }
    }

    private static Uri? PrinterOf(string? value, List<string> wrong)
    {
        if (Text(value) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp))
        {
            return address;
        }

        wrong.Add($"PdfPrinterUrl: 「{text}」は使えません。Gotenberg の https:// で始まるアドレスを書くか、PDF を作らないときは空にしてください。");
        return null;
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{2,44}$", RegexOptions.None, 1000)]
    private static partial Regex HubName();
}

/// <summary>The app can't start with its settings.</summary>
/// <param name="wrong">What is wrong, a setting each.</param>
public sealed class SettingsException(IReadOnlyList<string> wrong)
    : Exception("設定を直してください（docs/settings.md に説明があります）。\n" + string.Join('\n', wrong.Select(w => "- " + w)))
{
    /// <summary>What is wrong, a setting each.</summary>
    public IReadOnlyList<string> Wrong { get; } = wrong;
}
