namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>
/// Says what is wrong where the file isn't YAML. YamlDotNet says it in English and in a parser's words; these are the mistakes that
/// happen in offices.
/// </summary>
internal static class SyntaxMistake
{
    /// <param name="yaml">The file.</param>
    /// <param name="reached">The end of what could be read.</param>
    /// <param name="failed">Where the parser gave up: often later than the mistake.</param>
    public static (Place Place, string Message) Explain(string yaml, Place reached, Place failed)
    {
        var lines = yaml.Split('\n');
        if (Array.FindIndex(lines, line => line.StartsWith('\u3000')) is >= 0 and var wideLine)
        {
            // To YAML a wide space is a letter: the line counts as not indented, and breaks what stands far below.
            return (new Place(wideLine + 1, 1), "字下げに全角の空白が使われています。半角の空白に直してください。");
        }

        // Some of the parser's errors don't say where they are.
        var last = Math.Max(reached.Line, failed.Line);
        for (var number = reached.Line; number <= lines.Length; number++)
        {
            var line = lines[number - 1];
            var indent = line.AsSpan(0, line.Length - line.TrimStart().Length).TrimEnd('\r');
            var isContent = line.Trim() is { Length: > 0 } content && content[0] != '#';
            if (isContent && indent.IndexOf('\t') is >= 0 and var tab)
            {
                return (new Place(number, tab + 1), "字下げにタブが使われています。半角の空白に直してください。");
            }

            if (isContent && WideColon(line) is >= 0 and var colon)
            {
                return (new Place(number, colon + 1), "キーの後に全角の「：」が使われています。半角の「:」と半角の空白に直してください。");
            }

            // A line on, at most: beyond it there may be other mistakes, but not the one that the parser met.
            if (isContent && number > last)
            {
                break;
            }
        }

        return (failed.Line < reached.Line ? reached : failed, "この近くが計画ファイルとして読めません。字下げ、「:」の後の空白、引用符や括弧の閉じ忘れを確かめてください。");
    }

    // name：値, with nothing but a key before the colon.
    private static int WideColon(string line)
    {
        var key = line.AsSpan().TrimStart(" -");
        var colon = key.IndexOf('：');
        return colon > 0 && !key[..colon].ContainsAnyExcept(KeyLetters) ? line.IndexOf('：', StringComparison.Ordinal) : -1;
    }

    private static readonly System.Buffers.SearchValues<char> KeyLetters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
}
