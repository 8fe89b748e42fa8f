using Microsoft.AspNetCore.Http;

namespace GyoseiFlow.App;

/// <summary>What a program sent, as it came.</summary>
internal static class RequestBody
{
    /// <summary>Reads the body; null when it is larger than <paramref name="most"/> bytes.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int most, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellation)) > 0)
        {
            body.Write(buffer, 0, read);
            if (body.Length > most)
            {
                return null;
            }
        }

        return body.ToArray();
    }
}
