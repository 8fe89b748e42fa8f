namespace GyoseiFlow.Local.Storage;

/// <summary>What went wrong with a file, in the words of the person who can put it right. .NET says it in English.</summary>
internal static class DiskTrouble
{
    /// <summary>Whether the exception comes from a file or its name at all.</summary>
    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException || IsName(exception);

    /// <summary>What happened and what to do, as a sentence or two.</summary>
    public static string Explain(Exception exception) => $"{Reason(exception)}。{Remedy(exception)}。";

    /// <summary>What happened, to be put in brackets.</summary>
    public static string Reason(Exception exception) => Kind(exception) switch
    {
        Trouble.Rights => "読み書きする権限がありません",
        Trouble.Name => "ファイルやフォルダーの名前が空か、使えない文字があります",
        Trouble.TooLong => "ファイルの名前か場所が長すぎます",
        Trouble.Missing => "ファイルかフォルダーがありません",
        Trouble.Exists => "同じ名前のファイルがあります",
        Trouble.NotAFolder => "フォルダーのはずの場所にファイルがあります",
        Trouble.InUse => "ほかのプログラムが使っています",
        Trouble.Full => "ディスクに空きがありません",
        Trouble.ReadOnly => "読み取り専用のディスクです",
        _ => FormattableString.Invariant($"ファイルを読み書きできません（エラー番号{exception.HResult}）"),
    };

    private static string Remedy(Exception exception) => Kind(exception) switch
    {
        Trouble.Rights => "ファイルとフォルダーの権限を確かめてください",
        Trouble.Name => "名前を確かめてください",
        Trouble.TooLong => "短い名前にしてください",
        Trouble.Missing => "場所と名前を確かめてください",
        Trouble.Exists or Trouble.NotAFolder => "別の場所を指定するか、そのファイルを片付けてください",
        Trouble.InUse => "使っているプログラムを閉じてください",
        Trouble.Full => "不要なファイルを片付けてください",
        Trouble.ReadOnly => "書き込めるようにしてください",
        _ => "ファイルとディスクの状態を確かめてください",
    };

    // errno of Linux and macOS, and Windows' codes: .NET passes them on as they are.
    private static Trouble Kind(Exception exception) => exception switch
    {
        _ when IsName(exception) => Trouble.Name,
        UnauthorizedAccessException => Trouble.Rights,
        PathTooLongException => Trouble.TooLong,
        DirectoryNotFoundException or FileNotFoundException or DriveNotFoundException => Trouble.Missing,
        _ => exception.HResult switch
        {
            1 or 13 or unchecked((int)0x80070005) => Trouble.Rights,
            2 or unchecked((int)0x80070002) or unchecked((int)0x80070003) => Trouble.Missing,
            17 or unchecked((int)0x80070050) or unchecked((int)0x800700B7) => Trouble.Exists,
            20 or unchecked((int)0x8007010B) => Trouble.NotAFolder,
            11 or 16 or 26 or unchecked((int)0x80070020) or unchecked((int)0x80070021) => Trouble.InUse,
            28 or 122 or unchecked((int)0x80070070) or unchecked((int)0x80070027) => Trouble.Full,
            30 or unchecked((int)0x80070013) => Trouble.ReadOnly,
            36 or 63 or unchecked((int)0x800700CE) => Trouble.TooLong,
            _ => Trouble.Other,
        },
    };

    // What Path and File say of an empty name or one with a zero character.
    private static bool IsName(Exception exception) =>
        exception is ArgumentException { ParamName: "path" or "path1" or "fileName" or "sourceFileName" or "destFileName" };

    private enum Trouble
    {
        Other,
        Rights,
        Name,
        TooLong,
        Missing,
        Exists,
        NotAFolder,
        InUse,
        Full,
        ReadOnly,
    }
}
