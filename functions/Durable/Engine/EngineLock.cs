namespace GyoseiFlow.Durable;

/// <summary>Keeps a second engine, also of another process, off the same file: two would run one instance twice at once.</summary>
internal static class EngineLock
{
    public static FileStream Take(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new SqliteFileException($"データファイル「{path}」は別のプログラムが実行中です。二重に起動していないか確認してください。", error);
        }
    }
}
