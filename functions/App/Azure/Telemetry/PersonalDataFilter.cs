using System.Diagnostics;
using OpenTelemetry;

namespace GyoseiFlow.App.Azure.Telemetry;

/// <summary>
/// Takes out of a trace what may say something of a person: query strings, the visitor's network address and browser, who is signed in,
/// and the words of an exception, which may repeat what somebody typed.
/// </summary>
internal sealed class PersonalDataFilter : BaseProcessor<Activity>
{
    private static readonly string[] s_gone =
    [
        "url.query", "client.address", "client.socket.address", "client.port", "network.peer.address", "network.peer.port",
        "net.sock.peer.addr", "net.peer.ip", "http.client_ip", "user_agent.original", "http.user_agent", "enduser.id", "user.id", "exception.message",
        "exception.stacktrace",
    ];

    private static readonly string[] s_addresses = ["url.full", "http.url", "http.target"];

    public override void OnEnd(Activity data)
    {
        foreach (var name in s_gone)
        {
            data.SetTag(name, null);
        }

        foreach (var name in s_addresses)
        {
            if (data.GetTagItem(name) is string address && address.IndexOf('?', StringComparison.Ordinal) is var query and >= 0)
            {
                data.SetTag(name, address[..query]);
            }
        }
    }
}
