using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Pages;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.App.Tests.Mails;

/// <summary>A test system mails no real person; what did not leave can be sent again by a person.</summary>
public class MailAllowListTests
{
    [Theory]
    [InlineData(null, "a@example.jp", true)]
    [InlineData("", "a@example.jp", true)]
    [InlineData("a@example.jp", "A@Example.JP", true)]
    [InlineData("a@example.jp, b@example.jp", "b@example.jp", true)]
    [InlineData("a@example.jp", "aa@example.jp", false)]
    [InlineData("@example.jp", "b@example.jp", true)]
    [InlineData("@example.jp", "b@sub.example.jp", false)]
    [InlineData("@example.jp", "b@badexample.jp", false)]
    public void Allows_AddressesAndDomains(string? setting, string address, bool allowed) =>
        Assert.Equal(allowed, MailAllowList.Parse(setting).Excluded(To(address)).IsEmpty);

    [Theory]
    [InlineData("example.jp")]
    [InlineData("a@")]
    [InlineData(",")]
    [InlineData("a@example.jp@example.jp")]
    public void Parse_WhatIsNeitherAddressNorDomain_IsRefused(string setting) =>
        Assert.Throws<FormatException>(() => MailAllowList.Parse(setting));

    [Fact]
    public async Task Send_ToSomebodyElse_IsHeldBackAndShownAndNotHandedOver()
    {
        await using var town = await Town.OpenedAsync(services: Allowing(SmallPlan.Kikaku));

        Assert.Equal(SmallPlan.Kikaku, Assert.Single(Assert.Single(town.Post.Left).To));
        Assert.Equal(1, town.Post.Tries);
        // No.1 is 財政課's with a copy to 企画課: held back as a whole.
        var held = (await town.MailsAsync()).Where(m => m.State == OutboxState.HeldBack).ToArray();
        Assert.Equal(2, held.Length);
        Assert.All(held, m => Assert.Equal($"送信対象外の宛先です（{SmallPlan.Zaisei}）。", m.Problem));
        Assert.Equal(2, (await town.StatusAsync()).Mails[OutboxState.HeldBack]);
        Assert.Equal("送信対象外", OutboxState.HeldBack.Label());
    }

    [Fact]
    public async Task HeldBack_DoesNotStopTheYear()
    {
        await using var town = await Town.OpenedAsync(services: Allowing("nobody@example.jp"));

        await town.PlayYearAsync();

        Assert.Empty(town.Post.Left);
        Assert.Equal(1, (await town.CycleAsync()).Version);
    }

    [Theory]
    [InlineData("https://test.example.jp/", "https://test.example.jp/sheets/town-2024/3")]
    [InlineData(null, "https://town.example.jp/sheets/town-2024/3")]
    public async Task PublicAddress_WhenSet_GoesBeforeThePlans(string? setting, string link)
    {
        await using var town = await Town.OpenedAsync(services: added => added.AddSingleton(PublicAddress.Parse(setting)));

        Assert.EndsWith(link, Assert.Single(town.Post.Left, m => m.Key == Key.ToString()).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost:7071")]
    [InlineData("https://example.jp/?a=1")]
    public void PublicAddress_ThatIsNone_IsRefused(string setting) => Assert.Throws<FormatException>(() => PublicAddress.Parse(setting));

    private static MailKey Key => new(Town.CycleId, "sheet-3", MailPurpose.Task, "opened");

    private static Action<IServiceCollection> Allowing(string setting) => added => added.AddSingleton(MailAllowList.Parse(setting));

    private static MailMessage To(string address) => new("k", "f@example.jp", "", [address], [], "", "", default);
}
