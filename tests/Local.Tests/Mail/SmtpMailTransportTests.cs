using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using GyoseiFlow.App.Ports;
using GyoseiFlow.Local.Mail;
using GyoseiFlow.Local.Tests.Contracts;

namespace GyoseiFlow.Local.Tests.Mail;

public sealed class SmtpMailTransportTests : MailTransportContract
{
    private readonly Relay _relay = new();

    protected override bool Knows => false;

    [Fact]
    public async Task Send_TheRelayGetsTheBytesThatTheFolderKeeps()
    {
        var mail = Mails.Task() with { Html = "<p>本文</p>\n", Calendar = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" };

        await Transport.SendAsync(mail, default);

        Assert.Equal(Encoding.ASCII.GetString(MimeMail.Write(mail)), Assert.Single(_relay.Taken));
    }

    [Fact]
    public async Task Send_EveryRecipientIsNamedAndNothingIsSaidInTheClear()
    {
        await Transport.SendAsync(Mails.Task(), default);

        Assert.Equal(
            [
                "EHLO [127.0.0.1]", "STARTTLS", "EHLO [127.0.0.1]",
                "AUTH PLAIN " + Convert.ToBase64String("\0gyokaku\0secret"u8),
                "MAIL FROM:<gyokaku@city.example.jp>",
                "RCPT TO:<byoin-keiei@example.jp>", "RCPT TO:<byoin-iji@example.jp>", "RCPT TO:<zaisei@example.jp>",
                "DATA", "QUIT",
            ],
            _relay.Said);
    }

    [Theory]
    [InlineData("MAIL", "451 try later")]
    [InlineData("RCPT TO:<zaisei", "452 mailbox full")]
    [InlineData("DATA", "421 closing")]
    [InlineData(".", "451 try later")]
    [InlineData("EHLO", "")]
    [InlineData("MAIL", "")]
    [InlineData("DATA", "")]
    [InlineData("AUTH", "535 wrong password")]
    [InlineData("STARTTLS", "454 not now")]
    [InlineData("MAIL", "530 authentication required")]
    public async Task Send_TheRelayCantNow_IsDelayedAndNothingIsOut(string line, string answer)
    {
        _relay.Instead[line] = answer;

        await Assert.ThrowsAsync<MailDelayedException>(() => Transport.SendAsync(Mails.Task(), default));

        Assert.Empty(_relay.Taken);
    }

    [Theory]
    [InlineData("MAIL", "550 no")]
    [InlineData("RCPT TO:<zaisei", "550 no such user")]
    [InlineData(".", "554 looks like spam")]
    public async Task Send_TheRelayNeverWill_IsRefusedForGoodInItsWords(string line, string answer)
    {
        _relay.Instead[line] = answer;

        var refused = await Assert.ThrowsAsync<MailRefusedException>(() => Transport.SendAsync(Mails.Task(), default));

        Assert.Contains(answer, refused.Message, StringComparison.Ordinal);
        Assert.Empty(_relay.Taken);
    }

    /// <summary>Longer than what the machine's buffers take, so that the end can't be on its way when the relay hangs up.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_ConnectionLostInTheMiddleOfTheMail_IsDelayed(bool isEncrypted)
    {
        _relay.Instead["From"] = "";
        var transport = new SmtpMailTransport(isEncrypted ? Settings() : Settings() with { StartTls = false, User = null });

        await Assert.ThrowsAsync<MailDelayedException>(() => transport.SendAsync(Mails.Task() with { Body = new string('x', 12_000_000) }, default));

        Assert.Contains("DATA", _relay.Said);
        Assert.Empty(_relay.Taken);
    }

    /// <summary>
    /// Whether the relay had taken it or not, the client sees the same: of a short mail, which leaves in one piece with its end, and of a
    /// long one.
    /// </summary>
    [Theory]
    [InlineData("", 1)]
    [InlineData("taken", 1)]
    [InlineData("taken", 3000)]
    [InlineData("taken", 500_000)]
    [InlineData("299 odd", 1)]
    [InlineData("354 go on", 1)]
    [InlineData("nonsense", 1)]
    public async Task Send_NoAnswerAfterTheMail_IsNeitherDelayedNorRefused(string answer, int length)
    {
        _relay.Instead["."] = answer;

        await Assert.ThrowsAsync<IOException>(() => Transport.SendAsync(Mails.Task() with { Body = new string('あ', length) }, default));

        Assert.Equal(MailTrace.Unknown, await Transport.TraceAsync(Mails.Task().Key, default));
        Assert.Equal(answer == "taken" ? 1 : 0, _relay.Taken.Count);
    }

    /// <summary>A relay that takes sender and recipients in one go, and would take mails in other ways too.</summary>
    [Theory]
    [InlineData("250 taken", null)]
    [InlineData("taken", typeof(IOException))]
    [InlineData("451 try later", typeof(MailDelayedException))]
    [InlineData("554 looks like spam", typeof(MailRefusedException))]
    public async Task Send_ToARelayThatOffersMore_IsTheSame(string answer, Type? thrown)
    {
        await using var relay = new Relay { Extensions = ["PIPELINING", "8BITMIME", "SMTPUTF8", "CHUNKING", "BINARYMIME", "SIZE 10000000"] };
        relay.Instead["."] = answer;
        var transport = new SmtpMailTransport(Settings() with { Port = relay.Port });

        var trouble = await Record.ExceptionAsync(() => transport.SendAsync(Mails.Task(), default));

        Assert.Equal(thrown, trouble?.GetType());
        Assert.DoesNotContain(relay.Said, line => line.StartsWith("BDAT", StringComparison.Ordinal));
        Assert.All(relay.Taken, taken => Assert.Equal(Encoding.ASCII.GetString(MimeMail.Write(Mails.Task())), taken));
    }

    /// <summary>One of three recipients is refused: the other two get nothing either, and the reason is the relay's.</summary>
    [Theory]
    [InlineData("550 no such user", typeof(MailRefusedException))]
    [InlineData("452 mailbox full", typeof(MailDelayedException))]
    public async Task Send_OneRecipientRefused_InOneGo_NothingIsOut(string answer, Type thrown)
    {
        await using var relay = new Relay { Extensions = ["PIPELINING"] };
        relay.Instead["RCPT TO:<byoin-iji"] = answer;
        var transport = new SmtpMailTransport(Settings() with { Port = relay.Port });

        var trouble = await Record.ExceptionAsync(() => transport.SendAsync(Mails.Task(), default));

        Assert.IsType(thrown, trouble);
        Assert.Contains($"{answer}（byoin-iji@example.jp）", trouble.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("DATA", relay.Said);
    }

    [Fact]
    public async Task Send_RelayThatSaysNothing_IsDelayedInTheEnd()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        var transport = new SmtpMailTransport(Settings() with { Port = ((IPEndPoint)mute.LocalEndpoint).Port, Timeout = TimeSpan.FromMilliseconds(50) });

        var delayed = await Assert.ThrowsAsync<MailDelayedException>(() => transport.SendAsync(Mails.Task(), default));

        Assert.Contains("時間内に応答がありませんでした", delayed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_Cancelled_IsCancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Transport.SendAsync(Mails.Task(), cancelled.Token));
    }

    [Fact]
    public async Task Send_ConnectionLostAfterItWasTaken_IsOut()
    {
        _relay.Instead["QUIT"] = "";

        await Transport.SendAsync(Mails.Task(), default);

        Assert.Single(_relay.Taken);
    }

    [Fact]
    public async Task Send_NobodyListens_IsDelayedAndSaysWhere()
    {
        var port = _relay.Port;
        await _relay.DisposeAsync();

        var delayed = await Assert.ThrowsAsync<MailDelayedException>(() => Transport.SendAsync(Mails.Task(), default));

        Assert.Contains($"127.0.0.1:{port}", delayed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_NoEncryptionOffered_IsDelayedAndNothingWasSaid()
    {
        _relay.OffersTls = false;

        await Assert.ThrowsAsync<MailDelayedException>(() => Transport.SendAsync(Mails.Task(), default));

        Assert.Equal(["EHLO [127.0.0.1]"], _relay.Said);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("00")]
    public async Task Send_CertificateNobodyTrusts_IsDelayed(string? trusted)
    {
        var transport = new SmtpMailTransport(Settings() with { CertificateSha256 = trusted });

        await Assert.ThrowsAsync<MailDelayedException>(() => transport.SendAsync(Mails.Task(), default));

        Assert.Empty(_relay.Taken);
    }

    [Fact]
    public async Task Send_Unencrypted_WhereTheSettingsSaySo()
    {
        var transport = new SmtpMailTransport(Settings() with { StartTls = false, User = null });

        await transport.SendAsync(Mails.Task(), default);

        Assert.DoesNotContain("STARTTLS", _relay.Said);
        Assert.Single(_relay.Taken);
    }

    [Fact]
    public void Settings_NoHost_MeansNoRelay() => Assert.Null(SmtpSettings.Read(new Dictionary<string, string?>()));

    [Fact]
    public void Settings_OnlyAHost_IsSubmissionWithEncryption() =>
        Assert.Equal(
            new SmtpSettings("relay.example.jp", 587, StartTls: true, null, null, null),
            SmtpSettings.Read(new Dictionary<string, string?> { ["SmtpHost"] = "relay.example.jp" }));

    [Theory]
    [InlineData("SmtpPort", "smtp")]
    [InlineData("SmtpPort", "0")]
    [InlineData("SmtpSecurity", "ssl")]
    [InlineData("SmtpSecurity", "none")]
    public void Settings_ThatCantBeUsed_AreRefusedByName(string name, string value)
    {
        var settings = new Dictionary<string, string?> { ["SmtpHost"] = "relay.example.jp", ["SmtpUser"] = "gyokaku", [name] = value };

        var wrong = Assert.Throws<FormatException>(() => SmtpSettings.Read(settings));

        Assert.Contains(name, wrong.Message, StringComparison.Ordinal);
    }

    public override async Task DisposeAsync() => await _relay.DisposeAsync();

    protected override Task<IMailTransport> CreateAsync() => Task.FromResult<IMailTransport>(new SmtpMailTransport(Settings()));

    protected override Task<int> CountSentAsync() => Task.FromResult(_relay.Taken.Count);

    private SmtpSettings Settings() => new(
        "127.0.0.1", _relay.Port, StartTls: true, "gyokaku", "secret", Relay.Certificate.GetCertHashString(HashAlgorithmName.SHA256));
}
