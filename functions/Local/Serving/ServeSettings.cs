using System.Net;
using GyoseiFlow.Local.Commands;
using GyoseiFlow.Local.Demo;

namespace GyoseiFlow.Local.Serving;

/// <summary>What a server was asked for.</summary>
/// <param name="Folder">Everything it keeps.</param>
/// <param name="Port">The port; 0 for any free one.</param>
/// <param name="Listen">The address on which to listen.</param>
/// <param name="Certificate">The file of the certificate for HTTPS, or null.</param>
/// <param name="Proxy">The TLS proxy in front, whose word on the caller's address is taken; null for none.</param>
/// <param name="IsSample">Whether the folder is to hold a sample.</param>
/// <param name="Sample">Which one; null for the first, or for the one that the folder holds.</param>
internal sealed record ServeSettings(
    DataFolder Folder, ushort Port, IPAddress Listen, string? Certificate, IPNetwork? Proxy, bool IsSample, SampleStop? Sample)
{
    /// <summary>The address that --listen names.</summary>
    /// <exception cref="CommandFailure">It is none.</exception>
    public static IPAddress ReadListen(string text) => IPAddress.TryParse(text, out var address)
        ? address
        : throw new CommandFailure($"--listen には、127.0.0.1 や 0.0.0.0 のようなIPアドレスを書いてください（「{text}」は使えません）。");

    /// <summary>The proxy that --behind-proxy names: an address, a network (10.0.0.0/24), or this machine when it names none.</summary>
    /// <exception cref="CommandFailure">It is neither.</exception>
    public static IPNetwork ReadProxy(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return new IPNetwork(IPAddress.Loopback, 32);
        }

        if (IPAddress.TryParse(text, out var address))
        {
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        }

        return IPNetwork.TryParse(text, out var network)
            ? network
            : throw new CommandFailure($"--behind-proxy には、プロキシのIPアドレスを書いてください（「{text}」は使えません）。");
    }

    /// <summary>Refuses to let sign-in codes and sessions cross the network in the clear.</summary>
    /// <exception cref="CommandFailure">Other machines could reach it without TLS.</exception>
    public void RefuseUnprotected()
    {
        if (IPAddress.IsLoopback(Listen) || Certificate is not null)
        {
            return;
        }

        if (Proxy is null)
        {
            throw new CommandFailure(
                $"ほかの機械から開けるようにする（--listen {Listen}）には、通信の暗号化が必要です。"
                + "--certificate で証明書（.pfx）を指定するか、前にTLSのプロキシを置いて --behind-proxy を付けてください。");
        }

        if (Proxy.Value.Contains(IPAddress.Loopback))
        {
            throw new CommandFailure(
                $"プロキシが同じ機械にあるなら、--listen {Listen} は要りません。"
                + "別の機械にあるなら、--behind-proxy のあとにそのIPアドレスを書いてください。");
        }
    }
}
