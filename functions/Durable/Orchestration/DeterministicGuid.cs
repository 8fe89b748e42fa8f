using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GyoseiFlow.Durable;

/// <summary>A name-based (version 5) identifier: the same instance at the same point of its history gets the same one.</summary>
internal static class DeterministicGuid
{
    private static readonly byte[] s_space = new Guid("f2d4c3a0-5a5e-4f3b-9a1e-6b1f0f2a7c11").ToByteArray(bigEndian: true);

    public static Guid Create(string instanceId, DateTime now, int counter)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{instanceId}_{now:O}_{counter}");
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 9562 names SHA-1 for version 5; nothing is kept secret with it.
        SHA1.HashData([.. s_space, .. Encoding.UTF8.GetBytes(name)], hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
