using System.Text;
using GyoseiFlow.Local.Storage;

namespace GyoseiFlow.Local.Commands;

/// <summary>Reads the files that people give to commands.</summary>
internal static class TextFile
{
    private const long Largest = 50 * 1024 * 1024;

    /// <summary>The text of a UTF-8 file, with or without a byte order mark.</summary>
    /// <param name="path">As the person wrote it.</param>
    /// <param name="what">What kind of file it is, for messages.</param>
    /// <param name="saveAs">How to save it right, for messages.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CommandFailure">It isn't there, is too large, or isn't UTF-8.</exception>
    public static async Task<string> ReadAsync(string path, string what, string saveAs, CancellationToken cancellation)
    {
        var bytes = await ReadBytesAsync(path, what, cancellation);
        var text = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsMemory(Encoding.UTF8.Preamble.Length) : bytes.AsMemory();
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(text.Span);
        }
        catch (DecoderFallbackException e)
        {
            var line = 1 + text.Span[..Math.Clamp(e.Index, 0, text.Length)].Count((byte)'\n');
            throw new CommandFailure($"{path}:{line}: 文字コードがUTF-8ではありません。{saveAs}", e);
        }
    }

    private static async Task<byte[]> ReadBytesAsync(string path, string what, CancellationToken cancellation)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw new CommandFailure($"{path}: フォルダーです。{what}を指定してください。");
            }

            var file = new FileInfo(path);
            if (!file.Exists)
            {
                throw new CommandFailure($"{path}: {what}がありません。ファイルの場所と名前を確かめてください。");
            }

            return file.Length <= Largest
                ? await File.ReadAllBytesAsync(path, cancellation)
                : throw new CommandFailure($"{path}: {what}が大きすぎます（50MBまで）。ファイルを確かめてください。");
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new CommandFailure($"「{path}」はファイルの名前として使えません。{what}を指定してください。", e);
        }
        catch (Exception e) when (DiskTrouble.Is(e))
        {
            throw new CommandFailure($"{path}: {what}を読めません（{DiskTrouble.Reason(e)}）。", e);
        }
    }
}
