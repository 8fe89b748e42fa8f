using System.Runtime.InteropServices;

namespace GyoseiFlow.Local.Storage;

/// <summary>Files that are on the disk when a method returns, so that a power cut can't take back what was promised.</summary>
internal static partial class DurableFile
{
    /// <summary>Writes a new file through to the disk. The path must not exist.</summary>
    public static async Task WriteNewAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        await using (stream)
        {
            await stream.WriteAsync(content, cancellation);
            stream.Flush(flushToDisk: true);
        }
    }

    /// <summary>
    /// Writes a folder's entries through: without it, a file that was renamed into the folder can be missing after a power cut.
    /// </summary>
    public static void FlushFolder(string path)
    {
        // Windows keeps names in the file system's own journal, and gives no handle to flush.
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // .NET opens no folders, so this asks the system itself. 0 is O_RDONLY everywhere.
        var folder = Open(path, 0);
        if (folder < 0)
        {
            throw new IOException($"{path}: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());
        }

        try
        {
            if (Flush(folder) != 0)
            {
                throw new IOException($"{path}: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());
            }
        }
        finally
        {
            _ = Close(folder);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int folder);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int folder);
}
