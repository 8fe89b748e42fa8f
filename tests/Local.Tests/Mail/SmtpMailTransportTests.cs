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

        Assert.Equal(Encoding.ASCII.GetString(MimeText.Write(mail)), Assert.Single(_relay.Taken));
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

    /// <summary>Whether the relay had taken it or not, the client sees the same.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("taken")]
    public async Task Send_ConnectionLostAfterTheMail_IsNeitherDelayedNorRefused(string answer)
    {
        _relay.Instead["."] = answer;

        await Assert.ThrowsAsync<IOException>(() => Transport.SendAsync(Mails.Task(), default));

        Assert.Equal(MailTrace.Unknown, await Transport.TraceAsync(Mails.Task().Key, default));
        Assert.Equal(answer.Length == 0 ? 0 : 1, _relay.Taken.Count);
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
        "127.0.0.1", _relay.Port, StartTls: true, "gyokaku", "secret", _relay.Certificate.GetCertHashString(HashAlgorithmName.SHA256));
}
