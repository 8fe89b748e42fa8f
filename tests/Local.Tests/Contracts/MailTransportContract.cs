using GyoseiFlow.App.Ports;

namespace GyoseiFlow.Local.Tests.Contracts;

/// <summary>What every mail transport keeps to; an adapter's tests inherit it.</summary>
public abstract class MailTransportContract : IAsyncLifetime
{
    protected IMailTransport Transport { get; private set; } = null!;

    /// <summary>Whether the transport can tell what went out (SMTP can't).</summary>
    protected virtual bool Knows => true;

    public async Task InitializeAsync() => Transport = await CreateAsync();

    public abstract Task DisposeAsync();

    [Fact]
    public async Task Send_GoesOutOnce()
    {
        await Transport.SendAsync(Mails.Task(), default);

        Assert.Equal(1, await CountSentAsync());
        Assert.Equal(Knows ? MailTrace.Sent : MailTrace.Unknown, await Transport.TraceAsync(Mails.Task().Key, default));
    }

    [Fact]
    public async Task Trace_NeverSent_SaysSo() =>
        Assert.Equal(Knows ? MailTrace.NotSent : MailTrace.Unknown, await Transport.TraceAsync("never", default));

    [Fact]
    public async Task Send_DifferentKeys_AreDifferentMails()
    {
        await Transport.SendAsync(Mails.Task() with { Key = "tomakomai/R6/sheet/1/Task/1" }, default);
        await Transport.SendAsync(Mails.Task() with { Key = "tomakomai/R6/sheet/1/Task/2" }, default);

        Assert.Equal(2, await CountSentAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("no-at-sign")]
    [InlineData("a@b@c.jp")]
    [InlineData("a b@example.jp")]
    [InlineData("a@example.jp\r\nBcc: b@example.jp")]
    [InlineData("課長@example.jp")]
    public async Task Send_NotAnAddress_IsRefusedForGood(string address)
    {
        await Assert.ThrowsAsync<MailRefusedException>(() => Transport.SendAsync(Mails.Task() with { To = [address] }, default));
        await Assert.ThrowsAsync<MailRefusedException>(() => Transport.SendAsync(Mails.Task() with { Cc = [address] }, default));
        Assert.Equal(0, await CountSentAsync());
    }

    [Fact]
    public async Task Send_ToNobody_IsRefusedForGood() =>
        await Assert.ThrowsAsync<MailRefusedException>(() => Transport.SendAsync(Mails.Task() with { To = [] }, default));

    protected abstract Task<IMailTransport> CreateAsync();

    /// <summary>How many mails have left.</summary>
    protected abstract Task<int> CountSentAsync();
}
