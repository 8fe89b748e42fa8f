using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Azure.SendGrid;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Storage;
using GyoseiFlow.Local.Tests.Contracts;
using GyoseiFlow.Review.Plans;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.Local.Tests.Azure.SendGrid;

/// <summary>The genuine client of the package before a server that asks for what the API's documentation asks for.</summary>
public sealed class SendGridMailTransportTests : MailTransportContract
{
    private readonly TemporaryFolder _folder = new();
    private readonly LogKeeper _log = new();
    private readonly VirtualClock _clock = new(Mails.Task().At);
    private SendGridServer _server = null!;
    private SqliteFile _file = null!;
    private SqliteRecordStore _store = null!;

    protected override bool Knows => false;

    [Fact]
    public async Task Send_WholeMail_IsWhatTheApiAsksFor()
    {
        var mail = Mails.Task() with
        {
            Key = "tomakomai-2024/sheet-7/Task/opened",
            Html = "<p>本文</p>\n",
            Calendar = "BEGIN:VCALENDAR\r\nSUMMARY:期限😀\r\nEND:VCALENDAR\r\n",
            ReplyTo = "kikaku@city.example.jp",
        };

        await Transport.SendAsync(mail, default);

        var taken = Only();
        Assert.Equal(("gyokaku@city.example.jp", mail.FromName), (Text(taken, "from", "email"), Text(taken, "from", "name")));
        Assert.Equal("kikaku@city.example.jp", Text(taken, "reply_to", "email"));
        Assert.Equal(mail.Subject, Text(taken, "subject"));
        var personalization = Assert.Single(taken.GetProperty("personalizations").EnumerateArray());
        Assert.Equal(mail.To, Emails(personalization, "to"));
        Assert.Equal(mail.Cc, Emails(personalization, "cc"));
        Assert.Equal(
            [("text/plain", mail.Body), ("text/html", mail.Html)],
            taken.GetProperty("content").EnumerateArray().Select(c => (Text(c, "type"), Text(c, "value"))));
        var file = Assert.Single(taken.GetProperty("attachments").EnumerateArray());
        Assert.Equal(("deadline.ics", "text/calendar", "attachment"), (Text(file, "filename"), Text(file, "type"), Text(file, "disposition")));
        Assert.Equal(mail.Calendar, Encoding.UTF8.GetString(file.GetProperty("content").GetBytesFromBase64()));
        Assert.Equal(["tomakomai-2024", "Task"], taken.GetProperty("categories").EnumerateArray().Select(c => c.GetString()));
        Assert.Equal(mail.Key, Text(taken, "custom_args", "gyoseiflow_key"));
        Assert.Equal("auto-generated", Text(taken, "headers", "Auto-Submitted"));
        Assert.All(["click_tracking", "open_tracking", "subscription_tracking"], tracking =>
            Assert.False(taken.GetProperty("tracking_settings").GetProperty(tracking).GetProperty("enable").GetBoolean()));
        Assert.False(taken.TryGetProperty("mail_settings", out _));
    }

    // The last is half a character, which no attribute can hold.
    public static TheoryData<string, string> OddSubjects => new()
    {
        { "一行\r\nBcc: b@example.jp", "一行  Bcc: b@example.jp" },
        { "𠮷野家👨‍👩‍👧\u202e﷽\u0000\t", "𠮷野家👨‍👩‍👧\u202e﷽" },
        { "半分\ud83d", "半分\ufffd" },
    };

    [Theory]
    [MemberData(nameof(OddSubjects), DisableDiscoveryEnumeration = true)]
    public async Task Send_OddSubject_StaysOneLine(string subject, string expected)
    {
        await Transport.SendAsync(Mails.Task() with { Subject = subject }, default);

        Assert.Equal(expected, Text(Only(), "subject"));
    }

    [Fact]
    public async Task Send_AddressTwice_IsNamedOnce()
    {
        await Transport.SendAsync(Mails.Task() with { To = ["a@example.jp", "A@example.jp"], Cc = ["a@EXAMPLE.jp", "b@example.jp"] }, default);

        var personalization = Only().GetProperty("personalizations")[0];
        Assert.Equal(["a@example.jp"], Emails(personalization, "to"));
        Assert.Equal(["b@example.jp"], Emails(personalization, "cc"));
    }

    [Fact]
    public async Task Send_Sandbox_IsCheckedAndThrownAway()
    {
        await TransportOf(Settings() with { IsSandbox = true }).SendAsync(Mails.Task(), default);

        Assert.True(Only().GetProperty("mail_settings").GetProperty("sandbox_mode").GetProperty("enable").GetBoolean());
    }

    [Fact]
    public async Task Send_NotWhatTheApiTakes_IsRefusedForGoodInItsWords()
    {
        var refused = await Assert.ThrowsAsync<MailRefusedException>(() => Transport.SendAsync(Mails.Task() with { Subject = "\n" }, default));

        Assert.Contains("subject: a line is required", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(413)]
    [InlineData(415)]
    [InlineData(422)]
    public async Task Send_NeverWillBeTaken_IsRefusedForGood(int status)
    {
        _server.Before = http => AnsweredAsync(http, status);

        await Assert.ThrowsAsync<MailRefusedException>(() => Transport.SendAsync(Mails.Task(), default));

        Assert.Empty(_server.Taken);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Send_NotNow_IsDelayedAndNotTriedAgainHere(int status)
    {
        _server.Before = http => AnsweredAsync(http, status);

        await Assert.ThrowsAsync<MailDelayedException>(() => Transport.SendAsync(Mails.Task(), default));

        Assert.Equal(1, _server.Requests);
    }

    [Fact]
    public async Task Send_TooMany_IsDelayedForAsLongAsAsked()
    {
        _server.Before = http =>
        {
            http.Response.Headers.RetryAfter = "1200";
            return AnsweredAsync(http, 429);
        };

        var delayed = await Assert.ThrowsAsync<MailDelayedException>(() => Transport.SendAsync(Mails.Task(), default));

        Assert.Equal(TimeSpan.FromMinutes(20), delayed.After);
    }

    /// <summary>A key that was revoked, or an address that is no SendGrid: nothing is lost, and the log calls for somebody.</summary>
    [Theory]
    [InlineData(301)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task Send_SettingsAreWrong_IsDelayedAndLoggedAsAnError(int status)
    {
        _server.Before = http => AnsweredAsync(http, status);

        await Assert.ThrowsAsync<MailDelayedException>(() => Transport.SendAsync(Mails.Task(), default));

        Assert.Contains($"SendGrid answers {status}", Assert.Single(_log.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_WrongKey_IsSaidWithoutTheKeyOrAnAddress()
    {
        var transport = TransportOf(Settings() with { ApiKey = "SG.wrong" });

        var delayed = await Assert.ThrowsAsync<MailDelayedException>(() => transport.SendAsync(Mails.Task(), default));

        Assert.All([delayed.ToString(), .. _log.All], text =>
        {
            Assert.DoesNotContain("SG.wrong", text, StringComparison.Ordinal);
            Assert.DoesNotContain("@", text, StringComparison.Ordinal);
        });
    }

    /// <summary>Nobody can know from outside whether it was taken, and where it was, a second would be one too many.</summary>
    [Theory]
    [InlineData("cut before it is read", 0)]
    [InlineData("cut after it is taken", 1)]
    [InlineData("half an answer", 1)]
    [InlineData("no answer in time", 1)]
    [InlineData("502", 1)]
    [InlineData("504", 1)]
    public async Task Send_AnswerLost_IsNeitherDelayedNorRefused(string fault, int taken)
    {
        _server.Before = http => fault == "cut before it is read" ? CutAsync(http) : Task.FromResult(false);
        _server.After = http => fault switch
        {
            "cut after it is taken" => CutAsync(http),
            "half an answer" => HalfAsync(http),
            "no answer in time" => SilentAsync(http),
            _ => AnsweredAsync(http, int.Parse(fault, System.Globalization.CultureInfo.InvariantCulture)),
        };

        await Assert.ThrowsAsync<IOException>(() => Transport.SendAsync(Mails.Task(), default));

        Assert.Equal((taken, 1), (_server.Taken.Count, _server.Requests));
    }

    [Fact]
    public async Task Send_NobodyListens_IsDelayed()
    {
        await _server.DisposeAsync();

        await Assert.ThrowsAsync<MailDelayedException>(() => Transport.SendAsync(Mails.Task(), default));
    }

    [Fact]
    public async Task Send_NoEncryptionThere_IsDelayed()
    {
        var transport = TransportOf(Settings() with { Address = new Uri($"https://127.0.0.1:{_server.Address.Port}") });

        await Assert.ThrowsAsync<MailDelayedException>(() => transport.SendAsync(Mails.Task(), default));

        Assert.Empty(_server.Taken);
    }

    [Fact]
    public async Task Send_Cancelled_IsCancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Transport.SendAsync(Mails.Task(), cancelled.Token));
    }

    [Fact]
    public async Task Trace_AReceiptIsHere_ShowsThatItLeft()
    {
        var key = new MailKey("town-2024", "sheet-7", MailPurpose.Task, "opened");
        var mail = OutboxMail.Queued(key, Mails.Task() with { Key = key.ToString() });
        await _store.CommitAsync(key.CycleId, [TypedRecords.Insert("mail/sheet-7/Task/opened", mail)], default);
        Assert.Equal(MailTrace.Unknown, await Transport.TraceAsync(key.ToString(), default));

        await new MailReceiptDesk(_store, new Ledger(_store), _clock).TakeAsync(
            key.ToString(), [new MailReceipt("e1", "zaisei@example.jp", DeliveryState.Processed, Mails.Task().At, null)], default);

        Assert.Equal(MailTrace.Sent, await Transport.TraceAsync(key.ToString(), default));
    }

    [Fact]
    public void Settings_NoKey_MeansNoSendGrid() => Assert.Null(SendGridSettings.Read(Configuration([])));

    [Fact]
    public void Settings_OnlyAKey_IsTheServiceItself() =>
        Assert.Equal(
            new SendGridSettings("SG.x", new Uri("https://api.sendgrid.com"), IsSandbox: false),
            SendGridSettings.Read(Configuration([KeyValuePair.Create<string, string?>("SendGridApiKey", " SG.x\n")])));

    [Theory]
    [InlineData("SendGridApiKey", "@Microsoft.KeyVault(SecretUri=https://vault.example.jp/secrets/sendgrid)")]
    [InlineData("SendGridAddress", "http://api.sendgrid.com")]
    [InlineData("SendGridAddress", "api.sendgrid.com")]
    [InlineData("SendGridSandbox", "yes")]
    public void Settings_ThatCantBeUsed_AreRefusedByName(string name, string value)
    {
        var wrong = Assert.Throws<FormatException>(() => SendGridSettings.Read(Configuration(
            new Dictionary<string, string?> { ["SendGridApiKey"] = "SG.x", [name] = value })));

        Assert.Contains(name, wrong.Message, StringComparison.Ordinal);
    }

    public override async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _file.DisposeAsync();
        _folder.Dispose();
    }

    protected override async Task<IMailTransport> CreateAsync()
    {
        _server = await SendGridServer.StartAsync();
        _file = SqliteFile.Open(_folder["records.db"]);
        _store = await SqliteRecordStore.OpenAsync(_file, default);
        return TransportOf(Settings());
    }

    protected override Task<int> CountSentAsync() => Task.FromResult(_server.Taken.Count);

    private SendGridSettings Settings() => new(SendGridServer.Key, _server.Address, IsSandbox: false);

    private IMailTransport TransportOf(SendGridSettings settings) => new ServiceCollection()
        .AddSingleton<IRecordStore>(_store)
        .AddSingleton<ILogger<SendGridMailTransport>>(_log)
        .AddSingleton<TimeProvider>(_clock)
        .AddSendGridMail(settings)
        .BuildServiceProvider()
        .GetRequiredService<IMailTransport>();

    private JsonElement Only() => Assert.Single(_server.Taken).RootElement;

    private static IConfiguration Configuration(IEnumerable<KeyValuePair<string, string?>> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

    private static string? Text(JsonElement json, params string[] path) => path.Aggregate(json, (element, name) => element.GetProperty(name)).GetString();

    private static IEnumerable<string> Emails(JsonElement personalization, string list) =>
        personalization.GetProperty(list).EnumerateArray().Select(a => a.GetProperty("email").GetString()!);

    private static async Task<bool> AnsweredAsync(HttpContext http, int status)
    {
        await SendGridServer.RefuseAsync(http, status, "as the test says");
        return true;
    }

    private static Task<bool> CutAsync(HttpContext http)
    {
        http.Abort();
        return Task.FromResult(true);
    }

    private static async Task<bool> HalfAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        http.Response.ContentLength = 100;
        await http.Response.WriteAsync("half");
        await http.Response.Body.FlushAsync();
        http.Abort();
        return true;
    }

    private async Task<bool> SilentAsync(HttpContext http)
    {
        var gone = new TaskCompletionSource();
        await using var _ = http.RequestAborted.Register(() => gone.TrySetResult());
        _clock.AdvanceTo(_clock.GetUtcNow() + Settings().AnswerTimeout);
        await gone.Task;
        return true;
    }

    /// <summary>Keeps what is logged.</summary>
    private sealed class LogKeeper : ILogger<SendGridMailTransport>
    {
        private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

        public IEnumerable<string> All => _lines.Select(l => l.Text);

        public IEnumerable<string> Errors => _lines.Where(l => l.Level == LogLevel.Error).Select(l => l.Text);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception}"));
    }
}
