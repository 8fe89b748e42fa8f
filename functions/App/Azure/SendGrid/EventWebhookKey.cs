using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace GyoseiFlow.App.Azure.SendGrid;

/// <summary>
/// The public key of SendGrid's signed event webhook: what it signed came from the account, and nobody changed it. Checked with the
/// framework's ECDSA over the bytes as they came; the package's own validator wants them as a string.
/// </summary>
/// <param name="publicKey">The key (SubjectPublicKeyInfo); empty where none is set, which fits nothing.</param>
public sealed class EventWebhookKey(byte[] publicKey)
{
    /// <summary>The setting's name.</summary>
    public const string Setting = "SendGridWebhookKey";

    /// <summary>Reads the setting.</summary>
    /// <exception cref="FormatException">It is no such key.</exception>
    public static EventWebhookKey Read(IConfiguration? settings)
    {
        if (settings?[Setting] is not { } text || string.IsNullOrWhiteSpace(text))
        {
            return new EventWebhookKey([]);
        }

        try
        {
            var bytes = Convert.FromBase64String(text);
            using var _ = Import(bytes);
            return new EventWebhookKey(bytes);
        }
        catch (Exception wrong) when (wrong is FormatException or CryptographicException)
        {
            throw new FormatException($"設定 {Setting} が使えません。SendGridの Event Webhook の画面にある「Verification Key」をそのまま設定してください。", wrong);
        }
    }

    /// <summary>Whether the account signed this.</summary>
    /// <param name="timestamp">The header's text, which is signed too.</param>
    /// <param name="payload">The body, byte by byte as it came.</param>
    /// <param name="signature">The header's text: DER in base64.</param>
    public bool HasSigned(string timestamp, ReadOnlySpan<byte> payload, string signature)
    {
        var der = new byte[signature.Length];
        if (publicKey.Length == 0 || !Convert.TryFromBase64String(signature, der, out var length))
        {
            return false;
        }

        using var key = Import(publicKey);
        return key.VerifyData(
            [.. Encoding.UTF8.GetBytes(timestamp), .. payload], der.AsSpan(0, length), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static ECDsa Import(byte[] bytes)
    {
        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(bytes, out _);
        return key;
    }
}
