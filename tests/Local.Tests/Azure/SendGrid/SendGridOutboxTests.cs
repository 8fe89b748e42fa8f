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
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace GyoseiFlow.Local.Tests.Azure.SendGrid;

/// <summary>The outbox before SendGrid, cut off between its acceptance and our record of it, in virtual time.</summary>
public sealed class SendGridOutboxTests : IAsyncLifetime
{
    private const string Cycle = "town-2024";
    private const string Record = "mail/sheet-7/Task/opened";
    private static readonly DateTimeOffset Start = new(2025, 4, 1, 9, 5, 0, TimeSpan.FromHours(9));
    private static readonly MailKey Key = new(Cycle, "sheet-7", MailPurpose.Task, "opened");
    private readonly TemporaryFolder _folder = new();
    private SendGridServer _server = null!;
    private SqliteFile _file = null!;
    private SqliteRecordStore _store = null!;

    [Fact]
    public async Task Deliver_KilledAfterSendGridTookIt_IsUncertainUntilTheReceiptAndLeavesOnce()
    {
        await DeliverAndDieAsync();
        Assert.Equal(OutboxState.Sending, (await MailAsync()).State);

        await DeliverAsync(Start.AddMinutes(5));
        Assert.Equal(OutboxState.Uncertain, (await MailAsync()).State);
        await TellAsync(DeliveryState.Delivered);

        Assert.Equal(OutboxState.Sent, (await MailAsync()).State);
        await NothingMoreLeavesAsync();
    }

    [Fact]
    public async Task Deliver_KilledAndTheReceiptComesFirst_IsSentAndLeavesOnce()
    {
        await DeliverAndDieAsync();

        await TellAsync(DeliveryState.Processed);

        Assert.Equal(OutboxState.Sent, (await MailAsync()).State);
        await NothingMoreLeavesAsync();
    }

    /// <summary>The receipt is here before the answer is recorded: neither is lost.</summary>
    [Theory]
    [InlineData(DeliveryState.Delivered, OutboxState.Sent)]
    [InlineData(DeliveryState.Bounced, OutboxState.Undelivered)]
    public async Task Deliver_ReceiptOvertakesTheAnswer_BothAreKept(DeliveryState told, OutboxState expected)
    {
        _server.After = async _ =>
        {
            await TellAsync(told);
            return false;
        };

        await DeliverAsync(Start);

        var mail = await MailAsync();
        Assert.Equal((expected, told), (mail.State, Assert.Single(mail.Deliveries).State));
        await NothingMoreLeavesAsync();
    }

    /// <summary>SendGrid took it, and what stands in front of it said that it didn't.</summary>
    [Fact]
    public async Task Deliver_AnsweredNotNowThoughTaken_TheReceiptKeepsItFromLeavingTwice()
    {
        _server.After = async http =>
        {
            await SendGridServer.RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, "not now");
            return true;
        };
        Assert.NotNull(await DeliverAsync(Start));

        await TellAsync(DeliveryState.Processed);

        await NothingMoreLeavesAsync();
    }

    [Theory]
    [InlineData(null, 5)]
    [InlineData("60", 5)]
    [InlineData("1200", 20)]
    [InlineData("86400", 60)]
    public async Task Deliver_TooMany_IsTriedAgainWhenSendGridAsksForItWithinAnHour(string? retryAfter, int minutes)
    {
        _server.Before = async http =>
        {
            http.Response.Headers.RetryAfter = retryAfter;
            await SendGridServer.RefuseAsync(http, StatusCodes.Status429TooManyRequests, "too many requests");
            return true;
        };

        Assert.Equal(Start.AddMinutes(minutes), await DeliverAsync(Start));
        _server.Before = _ => Task.FromResult(false);
        Assert.Null(await DeliverAsync(Start.AddMinutes(minutes)));

        Assert.Equal(OutboxState.Sent, (await MailAsync()).State);
        await NothingMoreLeavesAsync();
    }

    public async Task InitializeAsync()
    {
        _server = await SendGridServer.StartAsync();
        _file = SqliteFile.Open(_folder["records.db"]);
        _store = await SqliteRecordStore.OpenAsync(_file, default);
        var mail = OutboxMail.Queued(Key, Mails.Task() with { Key = Key.ToString() });
        await _store.CommitAsync(Cycle, [TypedRecords.Insert(Record, mail)], default);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _file.DisposeAsync();
        _folder.Dispose();
    }

    // The process ends in the moment in which SendGrid has the mail: nothing of ours runs after that.
    private async Task DeliverAndDieAsync()
    {
        using var end = new CancellationTokenSource();
        _server.After = async http =>
        {
            await end.CancelAsync();
            http.Abort();
            return true;
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DeliverAsync(Start, end.Token));
        _server.After = _ => Task.FromResult(false);
    }

    private async Task NothingMoreLeavesAsync()
    {
        Assert.Null(await DeliverAsync(Start.AddHours(2)));
        Assert.Null(await DeliverAsync(Start.AddDays(1)));
        Assert.Single(_server.Taken);
    }

    private Task<DateTimeOffset?> DeliverAsync(DateTimeOffset now, CancellationToken cancellation = default)
    {
        var transport = new ServiceCollection().AddLogging().AddSingleton<IRecordStore>(_store).AddSingleton(TimeProvider.System)
            .AddSendGridMail(new SendGridSettings(SendGridServer.Key, _server.Address, IsSandbox: false))
            .BuildServiceProvider().GetRequiredService<IMailTransport>();
        return new Outbox(_store, transport, MailAllowList.Parse(null), NullLogger<Outbox>.Instance).DeliverAsync(Cycle, "sheet-7", now, cancellation);
    }

    private Task TellAsync(DeliveryState state) => new MailReceiptDesk(_store, new Ledger(_store), new VirtualClock(Start)).TakeAsync(
        Key.ToString(), [new MailReceipt("event-1", Mails.Task().To[0], state, Start, null)], default);

    private async Task<OutboxMail> MailAsync() => (await _store.GetAsync<OutboxMail>(Cycle, Record, default)).Value;
}
