namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>What goes wrong between a key and its value.</summary>
internal static class KeySlips
{
    /// <summary>Reads over a key.</summary>
    /// <returns>Where its value may begin.</returns>
    public static int Read(SourceText text, int line, int at, int length)
    {
        var written = text.Lines[line];
        var key = written.Substring(at, length);
        var colon = at + length;
        if (written[colon] == '：')
        {
            text.Add(
                line, colon, "キーの後に全角の「：」が使われています。半角の「:」と半角の空白に直してください。", new Repair(line, colon, 1, ": "));
        }
        else if (colon + 1 < written.Length && written[colon + 1] == '\u3000')
        {
            text.Add(
                line, colon + 1, $"「{key}:」の後が全角の空白です。半角の空白に直してください。", new Repair(line, colon + 1, 1, " "));
            return colon + 2;
        }
        else if (colon + 1 < written.Length && written[colon + 1] is not (' ' or '\t' or ',' or '}' or ']'))
        {
            text.Add(
                line, colon + 1, $"「{key}:」の後に空白がありません。半角の空白を1つ入れてください。", new Repair(line, colon + 1, 0, " "));
        }

        return colon + 1;
    }
}
