using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace GyoseiFlow.Local.Tests.Mail;

/// <summary>A small real SMTP relay on the loopback, with a certificate that it signed itself, which misbehaves as it is told to.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _said = new();
    private readonly ConcurrentQueue<string> _taken = new();
    private readonly Task _serving;
    private readonly int _port;

    public Relay()
    {
        _listener.Start();
        _port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = ServeAsync();
    }

    /// <summary>The same for all: making one is slow.</summary>
    public static X509Certificate2 Certificate { get; } = Sign();

    public int Port => _port;

    /// <summary>Answers instead of the usual, by what the client's line starts with ("From" is in the mail, "." ends it); an empty one hangs up.</summary>
    public Dictionary<string, string> Instead { get; } = new(StringComparer.Ordinal);

    public bool OffersTls { get; set; } = true;

    /// <summary>What else it offers, e.g. PIPELINING.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>What the client said, line by line, without the mails.</summary>
    public IReadOnlyCollection<string> Said => _said;

    /// <summary>The mails that were taken, as they came, dots undoubled.</summary>
    public IReadOnlyCollection<string> Taken => _taken;

    /// <summary>Nobody listens any more. Twice is the same as once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_serving.IsCompleted)
        {
            return;
        }

        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private static X509Certificate2 Sign()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=relay.example.jp", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var signed = request.CreateSelfSigned(new DateTimeOffset(2000, 1, 1, 0, 0, 0, default), new DateTimeOffset(2100, 1, 1, 0, 0, 0, default));
        return X509CertificateLoader.LoadPkcs12(signed.Export(X509ContentType.Pkcs12), password: null);
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await TalkAsync(client);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        Stream stream = client.GetStream();
        try
        {
            await SayAsync(stream, "220 relay.example.jp");
            while (await ReadLineAsync(stream) is { } line)
            {
                _said.Enqueue(line);
                var misbehaviour = Instead.FirstOrDefault(i => line.StartsWith(i.Key, StringComparison.Ordinal));
                if (misbehaviour.Value is { } answer)
                {
                    if (answer.Length == 0)
                    {
                        return;
                    }

                    await SayAsync(stream, answer);
                    continue;
                }

                stream = await AnswerAsync(stream, line);
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client hung up, or trusts no relay like this.
        }
        finally
        {
            await stream.DisposeAsync();
        }
    }

    private async Task<Stream> AnswerAsync(Stream stream, string line)
    {
        switch (line.Split(' ', ':')[0])
        {
            case "EHLO":
                var security = OffersTls && stream is not SslStream ? "STARTTLS" : "AUTH PLAIN";
                await SayAsync(stream, string.Join("\r\n", ["250-relay.example.jp", .. Extensions.Select(e => $"250-{e}"), $"250 {security}"]));
                return stream;
            case "STARTTLS":
                await SayAsync(stream, "220 go on");
                var encrypted = new SslStream(stream);
                await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, _stop.Token);
                return encrypted;
            case "AUTH":
                await SayAsync(stream, "235 welcome");
                return stream;
            case "DATA":
                await SayAsync(stream, "354 go on");
                await TakeAsync(stream);
                return stream;
            case "QUIT":
                await SayAsync(stream, "221 bye");
                return stream;
            default:
                await SayAsync(stream, "250 ok");
                return stream;
        }
    }

    private async Task TakeAsync(Stream stream)
    {
        var mail = new StringBuilder();
        while (await ReadLineAsync(stream) is { } line)
        {
            if (Instead.ContainsKey("From"))
            {
                throw new IOException("The relay hangs up in the middle.");
            }

            if (line == ".")
            {
                // "taken" hangs up after the mail is in, "" before.
                var answer = Instead.GetValueOrDefault(".", "250 taken");
                if (answer is "250 taken" or "taken")
                {
                    _taken.Enqueue(mail.ToString());
                }

                if (answer is "" or "taken")
                {
                    throw new IOException("The relay hangs up.");
                }

                await SayAsync(stream, answer);
                return;
            }

            mail.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }
    }

    private async Task SayAsync(Stream stream, string line) => await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), _stop.Token);

    private async Task<string?> ReadLineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var octet = new byte[1];
        while (await stream.ReadAsync(octet, _stop.Token) > 0)
        {
            if (octet[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)octet[0]);
        }

        return null;
    }
}
