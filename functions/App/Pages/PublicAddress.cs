namespace GyoseiFlow.App.Pages;

/// <summary>Where people find this installation, when the plan file isn't to say it: a test system reads the same plan.</summary>
/// <param name="Url">Without a slash at its end; null to go by the plan.</param>
public sealed record PublicAddress(string? Url)
{
    /// <summary>The setting's name.</summary>
    public const string Setting = "PublicAddress";

    /// <summary>Reads the setting.</summary>
    /// <exception cref="FormatException">It is no address.</exception>
    public static PublicAddress Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new PublicAddress((string?)null);
        }

        return Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            && url.Query.Length == 0
            && url.Fragment.Length == 0
            ? new PublicAddress(text.Trim().TrimEnd('/'))
            : throw new FormatException($"設定 {Setting} の「{text}」はアドレスとして読めません。https:// か http:// で始めて書いてください。");
    }
}
