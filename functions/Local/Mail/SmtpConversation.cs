using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;

namespace GyoseiFlow.Local.Mail;

/// <summary>
/// One conversation with a relay (RFC 5321, STARTTLS of RFC 3207, AUTH PLAIN of RFC 4954), for one mail. Written here because
/// System.Net.Mail's client says of a lost connection neither before nor after which line it was lost.
/// </summary>
internal sealed class SmtpConversation : IAsyncDisposable
{
    private const int LongestReply = 4096;

    private readonly TcpClient _connection;
    private readonly SmtpSettings _settings;
    private Stream _stream;

    private SmtpConversation(TcpClient connection, SmtpSettings settings)
    {
        _connection = connection;
        _settings = settings;
        _stream = connection.GetStream();
    }

    /// <summary>Connects, encrypts and signs in.</summary>
    /// <exception cref="SmtpReplyException">The relay doesn't want to.</exception>
    public static async Task<SmtpConversation> StartAsync(SmtpSettings settings, CancellationToken cancellation)
    {
        var connection = new TcpClient();
        try
        {
            using (var limit = Limit(settings, cancellation))
            {
                await connection.ConnectAsync(settings.Host, settings.Port, limit.Token);
            }

            var talk = new SmtpConversation(connection, settings);
            await talk.GreetAsync(cancellation);
            return talk;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Names sender and recipients, and asks to hand over. Nothing is out when one of them is refused.</summary>
    public async Task OfferAsync(string from, IReadOnlyList<string> recipients, CancellationToken cancellation)
    {
        await SayAsync($"MAIL FROM:<{from}>", 250, cancellation);
        foreach (var recipient in recipients)
        {
            await SayAsync($"RCPT TO:<{recipient}>", 250, cancellation);
        }

        await SayAsync("DATA", 354, cancellation);
    }

    /// <summary>Dictates the mail, all but its end: the relay can't take it yet.</summary>
    /// <param name="content">Its bytes, with CRLF at the end.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task DictateAsync(byte[] content, CancellationToken cancellation)
    {
        using var limit = Limit(_settings, cancellation);
        await _stream.WriteAsync(WithDotsDoubled(content), limit.Token);
        await _stream.FlushAsync(limit.Token);
    }

    /// <summary>Ends the mail. When this returns the relay has it; when it throws anything but a reply, nobody knows.</summary>
    public Task EndAsync(CancellationToken cancellation) => SayAsync(".", 250, cancellation);

    /// <summary>Says goodbye. The mail is out: an answer that doesn't come is no matter.</summary>
    public async Task QuitAsync(CancellationToken cancellation)
    {
        try
        {
            await SayAsync("QUIT", 221, cancellation);
        }
        catch (Exception gone) when (gone is IOException or SmtpReplyException or OperationCanceledException)
        {
            // It hung up first.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _connection.Dispose();
    }

    private async Task GreetAsync(CancellationToken cancellation)
    {
        using (var limit = Limit(_settings, cancellation))
        {
            await ExpectAsync("", 220, limit.Token);
        }

        var offers = await SayAsync(Hello, 250, cancellation);
        if (_settings.StartTls)
        {
            if (!offers.Split('\n').Contains("STARTTLS", StringComparer.OrdinalIgnoreCase))
            {
                throw new AuthenticationException("中継サーバーが暗号化（STARTTLS）に対応していません。");
            }

            await SayAsync("STARTTLS", 220, cancellation);
            await EncryptAsync(cancellation);
            // What was said in the clear doesn't count.
            await SayAsync(Hello, 250, cancellation);
        }

        if (_settings.User is { } user)
        {
            var secret = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0{_settings.Password}"));
            await SayAsync($"AUTH PLAIN {secret}", 235, cancellation);
        }
    }

    // An address literal, which every relay takes, and which gives away no machine's name.
    private static string Hello => "EHLO [127.0.0.1]";

    private async Task EncryptAsync(CancellationToken cancellation)
    {
        using var limit = Limit(_settings, cancellation);
        var encrypted = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = encrypted;
        await encrypted.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = _settings.Host,
                RemoteCertificateValidationCallback = (_, certificate, _, errors) => _settings.CertificateSha256 is { } trusted
                    ? certificate is not null && string.Equals(
                        certificate.GetCertHashString(HashAlgorithmName.SHA256),
                        trusted.Replace(":", "", StringComparison.Ordinal),
                        StringComparison.OrdinalIgnoreCase)
                    : errors == SslPolicyErrors.None,
            },
            limit.Token);
    }

    private async Task<string> SayAsync(string line, int expected, CancellationToken cancellation)
    {
        using var limit = Limit(_settings, cancellation);
        await _stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), limit.Token);
        await _stream.FlushAsync(limit.Token);
        return await ExpectAsync(line.StartsWith("AUTH", StringComparison.Ordinal) ? "AUTH" : line, expected, limit.Token);
    }

    // The texts of the reply's lines, LF between them.
    private async Task<string> ExpectAsync(string to, int expected, CancellationToken cancellation)
    {
        var texts = new List<string>();
        for (var read = 0; read < LongestReply;)
        {
            var line = await ReadLineAsync(cancellation);
            read += line.Length;
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            {
                break;
            }

            texts.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] != '-')
            {
                return code == expected ? string.Join('\n', texts) : throw new SmtpReplyException(to, code, string.Join(' ', texts));
            }
        }

        throw new IOException("中継サーバーの応答を読めませんでした。");
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        var octet = new byte[1];
        while (line.Length < LongestReply)
        {
            if (await _stream.ReadAsync(octet, cancellation) == 0)
            {
                throw new IOException("中継サーバーが接続を切りました。");
            }

            if (octet[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            // What isn't ASCII in a reply is no business of ours.
            line.Append(octet[0] < 128 ? (char)octet[0] : '?');
        }

        throw new IOException("中継サーバーの応答が長すぎます。");
    }

    // A line with nothing but a dot would end the mail.
    private static byte[] WithDotsDoubled(byte[] content)
    {
        var doubled = new List<byte>(content.Length + 16);
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] == '.' && (i == 0 || content[i - 1] == '\n'))
            {
                doubled.Add((byte)'.');
            }

            doubled.Add(content[i]);
        }

        return [.. doubled];
    }

    private static CancellationTokenSource Limit(SmtpSettings settings, CancellationToken cancellation)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(settings.Timeout);
        return limit;
    }
}

/// <summary>The relay said something else than yes.</summary>
/// <param name="to">What was said to it.</param>
/// <param name="code">Its answer.</param>
/// <param name="text">In words.</param>
internal sealed class SmtpReplyException(string to, int code, string text)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"中継サーバーの応答: {code} {text}（{(to.Length == 0 ? "接続" : to)}）"))
{
    /// <summary>5xx: trying again can't help.</summary>
    public bool IsFinal => code is >= 500 and < 600;
}
