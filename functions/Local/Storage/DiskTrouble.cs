namespace GyoseiFlow.Local.Storage;

/// <summary>What went wrong with a disk, in the words of the person who can put it right.</summary>
internal static class DiskTrouble
{
    // errno of Linux and macOS, and Windows' codes: .NET passes them on as they are.
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;
    private const int ReadOnlyFileSystem = 30;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    /// <summary>Whether the exception comes from the disk at all.</summary>
    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>What happened and what to do, as one sentence or two.</summary>
    public static string Explain(Exception exception) => exception switch
    {
        UnauthorizedAccessException => "書き込む権限がありません。フォルダーの権限を確かめてください。",
        DirectoryNotFoundException or FileNotFoundException => "フォルダーがありません。場所を確かめてください。",
        IOException { HResult: NoSpace or QuotaExceeded or WindowsDiskFull or WindowsHandleDiskFull } =>
            "ディスクに空きがありません。不要なファイルを片付けてください。",
        IOException { HResult: ReadOnlyFileSystem } => "読み取り専用のディスクです。書き込めるようにしてください。",
        _ => $"ファイルを書き込めません（{exception.Message}）。",
    };
}
