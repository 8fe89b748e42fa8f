using Microsoft.Data.Sqlite;

namespace GyoseiFlow.Durable;

/// <summary>The file itself cannot be used: it is read-only, full, damaged, or not a database. The message is for the operator.</summary>
public sealed class SqliteFileException : IOException
{
    /// <summary>Creates the exception without a cause.</summary>
    public SqliteFileException()
    {
    }

    /// <summary>Creates the exception with a message for the operator.</summary>
    public SqliteFileException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message for the operator and its cause.</summary>
    public SqliteFileException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Says in the operator's words what SQLite reported.</summary>
    internal static SqliteFileException From(string path, SqliteException error) => new(
        error.SqliteErrorCode switch
        {
            8 => $"データファイル「{path}」に書き込めません(読み取り専用です)。ファイルとフォルダーの権限を確認してください。",
            14 => $"データファイル「{path}」を開けません。フォルダーがあるか、権限があるかを確認してください。",
            13 => $"ディスクに空きがないため、データファイル「{path}」に書き込めません。空きを作ってください。書きかけの内容は残っていません。",
            26 => $"「{path}」は SQLite のデータファイルではありません。ファイルの指定を確認してください。",
            11 => $"データファイル「{path}」が壊れています。バックアップから戻してください。",
            10 => $"データファイル「{path}」の読み書きに失敗しました。ディスクを確認してください。",
            5 or 6 => $"データファイル「{path}」は別のプログラムが使用中です。",
            _ => $"データファイル「{path}」を操作できません: {error.Message}",
        },
        error);

    /// <summary>Whether the error speaks about the file rather than about the statement that was tried.</summary>
    internal static bool IsAboutTheFile(SqliteException error) => error.SqliteErrorCode is 5 or 6 or 8 or 10 or 11 or 13 or 14 or 26;
}
