using GyoseiFlow.App.Ports;
using Microsoft.Extensions.DependencyInjection;
using SendGrid;

namespace GyoseiFlow.App.Azure.SendGrid;

/// <summary>Mail through SendGrid.</summary>
public static class SendGridRegistration
{
    /// <summary>Registers the transport, which needs the store.</summary>
    /// <param name="services">Where.</param>
    /// <param name="settings">From <see cref="SendGridSettings.Read"/>.</param>
    public static IServiceCollection AddSendGridMail(this IServiceCollection services, SendGridSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton<ISendGridClient>(_ => ClientOf(settings))
        .AddSingleton<IMailTransport, SendGridMailTransport>();

    // For as long as the app runs.
    private static SendGridClient ClientOf(SendGridSettings settings)
    {
        // Each mail has a connection of its own: one that was kept could be closed by the other side in the moment in which it is used,
        // and nobody would know whether that mail was taken. How long the answer may take is the transport's.
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = settings.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.Zero,
            UseCookies = false,
        };
        return new SendGridClient(
            new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan },
            new SendGridClientOptions { ApiKey = settings.ApiKey, Host = settings.Address.ToString() });
    }
}
