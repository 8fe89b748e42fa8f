using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GyoseiFlow.App.Azure.SendGrid;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.Tests.Pages;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Plans;
using Microsoft.Extensions.Configuration;
using SendGrid.Helpers.EventWebhook;

namespace GyoseiFlow.App.Tests.Azure;

/// <summary>SendGrid's signed event webhook, from the request to what the secretariat sees of it.</summary>
public sealed class EventWebhookTests : IAsyncLifetime
{
    // Sheet 1 is two departments'.
    private static readonly MailKey Shared = new(Town.CycleId, "sheet-1", MailPurpose.Task, "opened");
    private SignedWebhook _webhook = null!;

    private Town Town => _webhook.Town;

    public async Task InitializeAsync() => _webhook = await SignedWebhook.OpenedAsync();

    public async Task DisposeAsync() => await _webhook.DisposeAsync();

    [Theory]
    [InlineData("processed", "", "", DeliveryState.Processed, OutboxState.Sent)]
    [InlineData("deferred", "", "", DeliveryState.Deferred, OutboxState.Sent)]
    [InlineData("delivered", "", "", DeliveryState.Delivered, OutboxState.Sent)]
    [InlineData("spamreport", "", "", DeliveryState.SpamReported, OutboxState.Sent)]
    [InlineData("bounce", "bounce", "5.1.1", DeliveryState.Bounced, OutboxState.Undelivered)]
    [InlineData("bounce", "", "", DeliveryState.Bounced, OutboxState.Undelivered)]
    [InlineData("bounce", "blocked", "5.7.1", DeliveryState.Blocked, OutboxState.Undelivered)]
    [InlineData("bounce", "bounce", "4.2.2", DeliveryState.Blocked, OutboxState.Undelivered)]
    [InlineData("blocked", "", "", DeliveryState.Blocked, OutboxState.Undelivered)]
    [InlineData("dropped", "", "5.0.0", DeliveryState.Dropped, OutboxState.Undelivered)]
    public async Task Tell_EveryKind_IsInTheMailLog(string kind, string type, string status, DeliveryState delivery, OutboxState state)
    {
        var told = SignedWebhook.Event(kind, "ZAISEI@town.example.jp");
        told["type"] = type;
        told["status"] = status;
        told["reason"] = "550 5.1.1 unknown user";

        Assert.Equal(HttpStatusCode.NoContent, await _webhook.TellAsync(told));

        var mail = await MailAsync();
        Assert.Equal(state, mail.State);
        Assert.Equal(
            new MailDelivery(SmallPlan.Zaisei, delivery, DateTimeOffset.FromUnixTimeSeconds(1743466500), "550 5.1.1 unknown user"),
            Assert.Single(mail.Deliveries));
    }

    [Fact]
    public async Task Tell_OfNothingOfOurs_ChangesNothing()
    {
        var before = await Town.MailsAsync();
        var another = SignedWebhook.Event("bounce", SmallPlan.Zaisei);
        another.Remove("gyoseiflow_key");

        Assert.Equal(HttpStatusCode.NoContent, await _webhook.TellAsync(
            another,
            SignedWebhook.Event("open", SmallPlan.Zaisei),
            SignedWebhook.Event("click", SmallPlan.Zaisei),
            SignedWebhook.Event("group_unsubscribe", SmallPlan.Zaisei),
            SignedWebhook.Event("delivered", SmallPlan.Zaisei, key: "sign-in/abc")));

        Assert.Equal(before.Select(RecordJson.Write), (await Town.MailsAsync()).Select(RecordJson.Write));
    }

    /// <summary>Whatever their order and however often they come, the mail says the same in the end.</summary>
    [Fact]
    public async Task Tell_InAnyOrderAndTwice_SaysTheSame()
    {
        Dictionary<string, object?>[] events =
        [
            SignedWebhook.Event("processed", SmallPlan.Zaisei, "e1"), SignedWebhook.Event("deferred", SmallPlan.Zaisei, "e2"),
            SignedWebhook.Event("delivered", SmallPlan.Zaisei, "e3"), SignedWebhook.Event("processed", SmallPlan.Kikaku, "e4"),
            SignedWebhook.Event("deferred", SmallPlan.Kikaku, "e5"),
        ];
        var random = new Random(7);
        for (var i = 0; i < 5; i++)
        {
            random.Shuffle(events);
            foreach (var told in events)
            {
                Assert.Equal(HttpStatusCode.NoContent, await _webhook.TellAsync(told, told));
            }

            var mail = await MailAsync();
            Assert.Equal(
                [(SmallPlan.Kikaku, DeliveryState.Deferred), (SmallPlan.Zaisei, DeliveryState.Delivered)],
                mail.Deliveries.Select(d => (d.Address, d.State)).OrderBy(d => d.Address, StringComparer.Ordinal));
            Assert.Equal((OutboxState.Sent, DeliveryState.Deferred), (mail.State, mail.Arrival));
        }
    }

    [Fact]
    public async Task Tell_TheSameAgain_WritesNothing()
    {
        var told = SignedWebhook.Event("bounce", SmallPlan.Zaisei);
        await _webhook.TellAsync(told);
        var (etag, log, news) = (await EtagAsync(), await Town.AuditAsync(), await Town.ListAsync<SecretariatNews>("news/"));
        await Town.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.NoContent, await _webhook.TellAsync(told));

        Assert.Equal(etag, await EtagAsync());
        Assert.Equal(log, await Town.AuditAsync());
        Assert.Equal(news, await Town.ListAsync<SecretariatNews>("news/"));
    }

    [Fact]
    public async Task Bounce_IsLoggedWithoutAnAddressAndInTheNextDigest()
    {
        var told = SignedWebhook.Event("bounce", SmallPlan.Zaisei);
        told["reason"] = $"550 5.1.1 <{SmallPlan.Zaisei}>: unknown user";
        await _webhook.TellAsync(told);
        await _webhook.TellAsync(SignedWebhook.Event("bounce", SmallPlan.Kikaku, "event-2"));

        var entry = Assert.Single(await Town.AuditAsync(), e => e.What == "メールの到達結果");
        Assert.Equal(("mail-service", "sheet-1"), (entry.By, entry.Subject));
        Assert.Contains("Sent", entry.Before, StringComparison.Ordinal);
        Assert.Contains("Undelivered", entry.After, StringComparison.Ordinal);
        Assert.DoesNotContain("@", RecordJson.Write(entry), StringComparison.Ordinal);
        Assert.Equal("宛先2件のうち2件に届きませんでした。", (await MailAsync()).Problem);

        await Town.LettersAsync();

        var digest = Assert.Single(Town.Post.Left, m => m.Key.Contains("/Digest/", StringComparison.Ordinal));
        Assert.Contains("届かなかった：依頼 ", digest.Body, StringComparison.Ordinal);
        Assert.Contains("/mails/sheet-1/Task/opened", digest.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bounce_OfADigest_IsToldByNoDigest()
    {
        await Town.SubmitAsync("2");
        await Town.LettersAsync();
        var digest = Assert.Single(await Town.MailsAsync(), m => m.Key.Purpose == MailPurpose.Digest);

        await _webhook.TellAsync(SignedWebhook.Event("bounce", SmallPlan.Secretariat, key: digest.Key.ToString()));

        Assert.Equal(OutboxState.Undelivered, Assert.Single(await Town.MailsAsync(), m => m.Key == digest.Key).State);
        Assert.Empty(await Town.ListAsync<SecretariatNews>("news/"));
    }

    [Fact]
    public async Task Bounce_IsOnTheSecretariatsPagesWithWhatToDo_AndCanBeSentAgain()
    {
        var told = SignedWebhook.Event("bounce", SmallPlan.Zaisei);
        told["reason"] = "550 <script>alert(1)</script>";
        await _webhook.TellAsync(told, SignedWebhook.Event("delivered", SmallPlan.Kikaku, "event-2"));
        using var client = await PageClient.SignedInAsync(Town, SmallPlan.Secretariat);

        var list = await client.GetAsync($"/secretariat/cycles/{Town.CycleId}/mails?state=Undelivered");
        var mail = await client.GetAsync($"/secretariat/cycles/{Town.CycleId}/mails/sheet-1/Task/opened");
        var log = await client.GetAsync($"/secretariat/cycles/{Town.CycleId}/audit?subject=sheet-1");
        var sent = await client.SubmitAsync(mail, "#resend");

        Assert.Contains("届かなかった", Assert.Single(list.Document.QuerySelectorAll("tbody .mark")).TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ["届かなかった（宛先不明）", "届いた"], mail.Document.QuerySelectorAll("td[data-label=結果]").Select(cell => cell.TextContent));
        Assert.Contains("この宛先のメールボックスはありません", mail.Text, StringComparison.Ordinal);
        Assert.Contains("550 <script>alert(1)</script>", mail.Text, StringComparison.Ordinal);
        Assert.Null(mail.Document.QuerySelector("main script"));
        Assert.Contains("メール配信サービス（自動）", log.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
    }

    [Theory]
    [InlineData("delivered", "届いた", "good")]
    [InlineData("deferred", "遅れている", "warn")]
    [InlineData("spamreport", "迷惑メールとして通報された", "warn")]
    public async Task List_SaysHowFarASentMailHasCome(string kind, string expected, string tone)
    {
        await _webhook.TellAsync(SignedWebhook.Event(kind, SmallPlan.Kikaku, key: $"{Town.CycleId}/sheet-2/Task/opened"));
        using var client = await PageClient.SignedInAsync(Town, SmallPlan.Secretariat);

        var list = await client.GetAsync($"/secretariat/cycles/{Town.CycleId}/mails?subject=sheet-2");

        Assert.Equal(["送信済み", expected], list.Document.QuerySelectorAll("tbody .mark").Select(m => m.TextContent));
        Assert.NotNull(list.Document.QuerySelector($"tbody .mark.{tone}:last-of-type"));
    }

    [Fact]
    public async Task Tell_SignatureIsWrong_ChangesNothing()
    {
        var before = await EtagAsync();
        var body = JsonSerializer.SerializeToUtf8Bytes(new[] { SignedWebhook.Event("bounce", SmallPlan.Zaisei) });
        var (now, later) = (_webhook.Now(), _webhook.Now(TimeSpan.FromSeconds(-1)));
        var good = _webhook.Sign(now, body);
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var forged = Convert.ToBase64String(stranger.SignData([.. Encoding.UTF8.GetBytes(now), .. body], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        byte[] changed = [.. body[..^1], (byte)' ', (byte)']'];

        foreach (var (sent, timestamp, signature) in new (byte[], string?, string?)[]
        {
            (body, now, null), (body, null, good), (body, now, ""), (body, now, "?"), (body, now, "AAAA"), (body, now, forged),
            (body, now, new string('A', 5000)), (body, later, good), (changed, now, good), (body, "now", good), (body, "-1", good),
            (body, new string('9', 30), good),
        })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await _webhook.SendAsync(sent, timestamp, signature));
        }

        Assert.Equal(before, await EtagAsync());
        Assert.Equal(HttpStatusCode.NoContent, await _webhook.SendAsync(body, now, good));
    }

    /// <summary>SendGrid tries again for a day; what is older, or from the future, was kept by somebody.</summary>
    [Theory]
    [InlineData(25, HttpStatusCode.NoContent)]
    [InlineData(27, HttpStatusCode.Unauthorized)]
    [InlineData(-1, HttpStatusCode.Unauthorized)]
    public async Task Tell_SignedLongAgo_IsStale(int hours, HttpStatusCode expected) =>
        Assert.Equal(expected, await _webhook.SendAsync("[]", _webhook.Now(TimeSpan.FromHours(hours))));

    [Fact]
    public async Task Tell_WithoutAKey_IsClosedToEverybody()
    {
        await using var town = await Town.CreateAsync(port: 0);
        using var http = new HttpClient { BaseAddress = town.Host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, SignedWebhook.Path) { Content = new StringContent("[]") };
        var timestamp = town.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        request.Headers.TryAddWithoutValidation("X-Twilio-Email-Event-Webhook-Timestamp", timestamp);
        request.Headers.TryAddWithoutValidation("X-Twilio-Email-Event-Webhook-Signature", _webhook.Sign(timestamp, "[]"u8));

        Assert.Equal(HttpStatusCode.Unauthorized, (await http.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[{]")]
    [InlineData("[{\"event\":\"bounce\",\"gyoseiflow_key\":\"\\ud800\"}]")]
    [InlineData("\u0000")]
    public async Task Tell_NoListOfEvents_IsRefused(string body) => Assert.Equal(HttpStatusCode.BadRequest, await _webhook.SendAsync(body));

    [Fact]
    public async Task Tell_DeeplyNested_IsRefused() =>
        Assert.Equal(HttpStatusCode.BadRequest, await _webhook.SendAsync(new string('[', 100_000)));

    [Fact]
    public async Task Tell_LargerThanAMegabyte_IsRefusedUnread()
    {
        Assert.Equal(HttpStatusCode.NoContent, await _webhook.SendAsync("[]".PadRight(1024 * 1024)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await _webhook.SendAsync("[]".PadRight((1024 * 1024) + 1)));
    }

    /// <summary>Its row may be on its way (a store that is being restored): SendGrid is asked to come again, and the others are taken.</summary>
    [Fact]
    public async Task Tell_OfAMailThatIsNotHere_IsAskedForAgainForAnHour()
    {
        var unknown = SignedWebhook.Event("delivered", SmallPlan.Zaisei, key: $"{Town.CycleId}/sheet-1/Task/nobody-knows");
        unknown["timestamp"] = Town.Clock.GetUtcNow().ToUnixTimeSeconds();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await _webhook.TellAsync(unknown, SignedWebhook.Event("delivered", SmallPlan.Zaisei)));
        Assert.Equal(DeliveryState.Delivered, Assert.Single((await MailAsync()).Deliveries).State);
        await Town.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.NoContent, await _webhook.TellAsync(unknown));
    }

    [Fact]
    public async Task Tell_ReceiptBeforeItsRow_IsTakenWhenItComesAgain()
    {
        var key = Shared with { Occasion = "later" };
        var told = SignedWebhook.Event("delivered", SmallPlan.Zaisei, key: key.ToString());
        told["timestamp"] = Town.Clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await _webhook.TellAsync(told));
        var mail = (await MailAsync()) with { Key = key };
        await Town.Store.CommitAsync(Town.CycleId, [TypedRecords.Insert(key.RecordKey, mail)], Town.None);

        Assert.Equal(HttpStatusCode.NoContent, await _webhook.TellAsync(told));

        var found = await Town.Store.GetAsync<OutboxMail>(Town.CycleId, key.RecordKey, Town.None);
        Assert.Equal(DeliveryState.Delivered, Assert.Single(found.Value.Deliveries).State);
    }

    /// <summary>A row that was written before there were receipts: an upgrade finds the year's mails in flight.</summary>
    [Fact]
    public async Task Tell_OfAMailWrittenByAnOlderVersion_IsTaken()
    {
        var found = await Town.Store.FindAsync(Town.CycleId, Shared.RecordKey, Town.None);
        var older = found!.Json.Replace(",\"deliveries\":[]", "", StringComparison.Ordinal);
        Assert.NotEqual(found.Json, older);
        await Town.Store.CommitAsync(Town.CycleId, [new ReplaceRecord(found.Key, older, found.ETag)], Town.None);
        Assert.Null((await MailAsync()).Arrival);

        Assert.Equal(HttpStatusCode.NoContent, await _webhook.TellAsync(SignedWebhook.Event("delivered", SmallPlan.Zaisei)));

        Assert.Equal(DeliveryState.Delivered, Assert.Single((await MailAsync()).Deliveries).State);
    }

    [Fact]
    public async Task Tell_ManyAtOnce_NoneIsLost()
    {
        var kinds = new[] { "processed", "deferred", "delivered" };
        var answers = await Task.WhenAll(kinds.SelectMany(kind => new[] { SmallPlan.Zaisei, SmallPlan.Kikaku }, (kind, address) =>
            Task.Run(() => _webhook.TellAsync(SignedWebhook.Event(kind, address, $"{kind}-{address}")))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.NoContent, answer));
        Assert.Equal([DeliveryState.Delivered, DeliveryState.Delivered], (await MailAsync()).Deliveries.Select(d => d.State));
    }

    /// <summary>Signed by SendGrid, and yet nothing that its reference shows.</summary>
    [Fact]
    public async Task Tell_OddEvents_NeverFail()
    {
        var random = new Random(11);
        object?[] odd =
        [
            null, "", 0, -1, 1e300, 99999999999999999, true, "town-2024", "a/b", "/", "people/x", "\u0000/\u0000", new string('あ', 3000), new[] { 1 },
            new { a = 1 }, "bounce", "𠮷\u202e", "plans/plan/town/0001", "delivered", "9999999999999999999999",
        ];
        for (var i = 0; i < 200; i++)
        {
            var told = SignedWebhook.Event("delivered", SmallPlan.Zaisei, $"odd-{i}");
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                told[told.Keys.ElementAt(random.Next(told.Count))] = odd[random.Next(odd.Length)];
            }

            Assert.Contains(await _webhook.TellAsync(told), new[] { HttpStatusCode.NoContent, HttpStatusCode.ServiceUnavailable });
        }
    }

    /// <summary>What we sign here is what the package's own validator takes: the tests speak SendGrid's language.</summary>
    [Fact]
    public void Signature_IsWhatThePackagesValidatorTakes()
    {
        var validator = new RequestValidator();
        var (now, body) = (_webhook.Now(), "[{\"email\":\"a@example.jp\"}]");
        var key = validator.ConvertPublicKeyToECDSA(_webhook.PublicKey);

        Assert.True(validator.VerifySignature(key, body, _webhook.Sign(now, Encoding.UTF8.GetBytes(body)), now));
        Assert.False(validator.VerifySignature(key, body + " ", _webhook.Sign(now, Encoding.UTF8.GetBytes(body)), now));
    }

    [Fact]
    public void Key_FromTheSetting_FitsAndRefusesWhatIsNone()
    {
        var key = Read(_webhook.PublicKey);

        Assert.True(key.HasSigned("1", "[]"u8, _webhook.Sign("1", "[]"u8)));
        Assert.False(Read(null).HasSigned("1", "[]"u8, _webhook.Sign("1", "[]"u8)));
        foreach (var wrong in new[] { "no key", "AAAA", _webhook.PublicKey[..40] })
        {
            Assert.Contains("SendGridWebhookKey", Assert.Throws<FormatException>(() => Read(wrong)).Message, StringComparison.Ordinal);
        }

        static EventWebhookKey Read(string? text) => EventWebhookKey.Read(
            new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(EventWebhookKey.Setting, text)]).Build());
    }

    private async Task<OutboxMail> MailAsync() =>
        (await Town.Store.GetAsync<OutboxMail>(Town.CycleId, Shared.RecordKey, Town.None)).Value;

    private async Task<string> EtagAsync() => (await Town.Store.FindAsync(Town.CycleId, Shared.RecordKey, Town.None))!.ETag;
}
