using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Records;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Mail;
using GyoseiFlow.Local.Storage;
using GyoseiFlow.Local.Tests.Contracts;
using GyoseiFlow.Review.Plans;
using Microsoft.Extensions.Logging.Abstractions;

namespace GyoseiFlow.Local.Tests.Mail;

/// <summary>The outbox before a real relay that misbehaves, in virtual time.</summary>
public sealed class SmtpOutboxTests : IAsyncLifetime
{
    private const string Cycle = "town-2024";
    private const string Record = "mail/sheet-7/Task/opened";
    private static readonly DateTimeOffset Start = new(2025, 4, 1, 9, 5, 0, TimeSpan.FromHours(9));
    private readonly TemporaryFolder _folder = new();
    private readonly Relay _relay = new();
    private SqliteFile _file = null!;
    private SqliteRecordStore _store = null!;

    [Fact]
    public async Task Deliver_RelayIsBusyThreeTimes_IsTriedEveryFiveMinutesUntilItLeaves()
    {
        _relay.Instead["RCPT"] = "451 try later";

        for (var tries = 1; tries <= 3; tries++)
        {
            Assert.Equal(Start.AddMinutes(5 * tries), await DeliverAsync(Start.AddMinutes(5 * (tries - 1))));
        }

        _relay.Instead.Clear();
        Assert.Null(await DeliverAsync(Start.AddMinutes(15)));
        Assert.Equal((OutboxState.Sent, 4), await StateAsync());
        Assert.Single(_relay.Taken);
    }

    [Fact]
    public async Task Deliver_RelayIsGone_FailsAfterFourHours()
    {
        await _relay.DisposeAsync();
        var (now, tries) = (Start, 0);

        for (DateTimeOffset? next = Start; next is not null; tries++)
        {
            now = next.Value;
            next = await DeliverAsync(now);
        }

        Assert.InRange(now - Start, TimeSpan.FromHours(3.9), TimeSpan.FromHours(4));
        Assert.Equal((OutboxState.Failed, tries), await StateAsync());
    }

    [Fact]
    public async Task Deliver_NoSuchAddress_FailsAtOnce()
    {
        _relay.Instead["RCPT TO:<zaisei"] = "550 no such user";

        Assert.Null(await DeliverAsync(Start));

        Assert.Equal((OutboxState.Failed, 1), await StateAsync());
    }

    /// <summary>Whether the relay had taken it or not, nobody here can know: it is shown as that, and never tried again by itself.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("taken")]
    public async Task Deliver_ConnectionLostAfterTheMail_IsUncertainAndNotTriedAgain(string answer)
    {
        _relay.Instead["."] = answer;
        var again = await DeliverAsync(Start);
        _relay.Instead.Clear();

        Assert.Null(await DeliverAsync(again!.Value));
        Assert.Null(await DeliverAsync(Start.AddDays(1)));

        Assert.Equal((OutboxState.Uncertain, 1), await StateAsync());
        Assert.Single(_relay.Said, line => line == "DATA");
    }

    public async Task InitializeAsync()
    {
        _file = SqliteFile.Open(_folder["records.db"]);
        _store = await SqliteRecordStore.OpenAsync(_file, CancellationToken.None);
        var key = new MailKey(Cycle, "sheet-7", MailPurpose.Task, "opened");
        var mail = OutboxMail.Queued(key, Mails.Task() with { Key = key.ToString() });
        await _store.CommitAsync(Cycle, [TypedRecords.Insert(Record, mail)], CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _relay.DisposeAsync();
        await _file.DisposeAsync();
        _folder.Dispose();
    }

    private Task<DateTimeOffset?> DeliverAsync(DateTimeOffset now)
    {
        var transport = new SmtpMailTransport(new SmtpSettings("127.0.0.1", _relay.Port, StartTls: false, null, null, null));
        return new Outbox(_store, transport, MailAllowList.Parse(null), NullLogger<Outbox>.Instance).DeliverAsync(Cycle, "sheet-7", now, CancellationToken.None);
    }

    private async Task<(OutboxState State, int Attempts)> StateAsync()
    {
        var mail = (await _store.GetAsync<OutboxMail>(Cycle, Record, CancellationToken.None)).Value;
        return (mail.State, mail.Attempts);
    }
}
