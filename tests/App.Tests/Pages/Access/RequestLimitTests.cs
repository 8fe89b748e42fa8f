using System.Net;
using GyoseiFlow.App.Access;
using GyoseiFlow.Durable;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace GyoseiFlow.App.Tests.Pages.Access;

public sealed class RequestLimitTests
{
    private readonly VirtualClock _clock = new(new DateTimeOffset(2025, 4, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Allows_AsManyAsSetAMinuteAndAddress()
    {
        var limit = Limit("3");

        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => limit.Allows(From("192.0.2.1"))));
        Assert.True(limit.Allows(From("192.0.2.2")));
    }

    [Fact]
    public void Allows_TheNextMinute_Again()
    {
        var limit = Limit("1");
        Assert.True(limit.Allows(From("192.0.2.1")));
        Assert.False(limit.Allows(From("192.0.2.1")));

        _clock.AdvanceTo(_clock.GetUtcNow().AddMinutes(1));

        Assert.True(limit.Allows(From("192.0.2.1")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("many")]
    [InlineData("0")]
    public void Allows_NoUsableSetting_TheUsualNumber(string? setting)
    {
        var limit = Limit(setting);

        Assert.Equal(600, Enumerable.Range(0, 700).Count(_ => limit.Allows(From("192.0.2.1"))));
    }

    private RequestLimit Limit(string? perMinute) => new(
        _clock, new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("RequestsPerMinute", perMinute)]).Build());

    private static DefaultHttpContext From(string address) => new() { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };
}
