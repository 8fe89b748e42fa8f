using GyoseiFlow.Local.Storage;

namespace GyoseiFlow.Local.Tests.Storage;

/// <summary>What .NET says in English is said in Japanese.</summary>
public class DiskTroubleTests
{
    [Fact]
    public void Explain_WhatFilesReallyThrow_IsJapanese()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["there"], "");

        Says("ファイルやフォルダーの名前が空か、使えない文字があります。名前を確かめてください。", () => Path.GetFullPath(""));
        Says("ファイルやフォルダーの名前が空か、使えない文字があります。名前を確かめてください。", () => File.ReadAllText("a\0b"));
        Says("ファイルかフォルダーがありません。場所と名前を確かめてください。", () => File.ReadAllText(folder["nowhere"]));
        Says("同じ名前のファイルがあります。別の場所を指定するか、そのファイルを片付けてください。", () => Directory.CreateDirectory(folder["there"]));
        Says("同じ名前のファイルがあります。別の場所を指定するか、そのファイルを片付けてください。", () => new FileStream(folder["there"], FileMode.CreateNew).Dispose());
        Says("ファイルの名前か場所が長すぎます。短い名前にしてください。", () => File.WriteAllText(folder[new string('a', 300)], ""));
        Says("読み書きする権限がありません。ファイルとフォルダーの権限を確かめてください。", () => File.WriteAllText(folder.FullPath, ""));
    }

    [Fact]
    public void Explain_WhatNobodyForesaw_HasItsNumber() =>
        Assert.Equal(
            "ファイルを読み書きできません（エラー番号5）。ファイルとディスクの状態を確かめてください。",
            DiskTrouble.Explain(new IOException("Input/output error", 5)));

    private static void Says(string message, Action act)
    {
        var thrown = Record.Exception(act);

        Assert.NotNull(thrown);
        Assert.True(DiskTrouble.Is(thrown), thrown.GetType().Name);
        Assert.Equal(message, DiskTrouble.Explain(thrown));
    }
}
