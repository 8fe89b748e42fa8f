namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>A quote that is never closed, or only by the next one's opening.</summary>
internal static class QuoteSlips
{
    /// <summary>Reads over a quoted value on one line.</summary>
    /// <param name="text">The file.</param>
    /// <param name="line">The line.</param>
    /// <param name="at">Its opening quote.</param>
    /// <param name="inBrackets">Whether a comma or bracket ends the value.</param>
    /// <returns>Where the line goes on.</returns>
    public static int Read(SourceText text, int line, int at, bool inBrackets)
    {
        var written = text.Lines[line];
        var closing = Closing(written, at);
        if (closing >= 0 && (!inBrackets || IsEnd(written, closing + 1)))
        {
            return closing + 1;
        }

        var next = text.NextContent(line);
        if (closing < 0 && next >= 0 && !SourceText.IsEntry(text.Lines[next]))
        {
            // A quoted text may go on over lines.
            return written.Length;
        }

        var bracket = inBrackets ? written.AsSpan(at).IndexOfAny(",}]") : -1;
        var end = bracket >= 0 ? at + bracket : SourceText.EndOf(written, at);
        var quote = written[at];
        text.Add(line, at, $"「{quote}」が閉じていません。値の終わりに「{quote}」を書き足してください。", new Repair(line, end, 0, quote.ToString()));
        return end;
    }

    private static int Closing(string line, int at)
    {
        for (var i = at + 1; i < line.Length; i++)
        {
            if (line[i] == '\\' && line[at] == '"')
            {
                i++;
            }
            else if (line[i] == line[at])
            {
                if (line[at] == '"' || i + 1 >= line.Length || line[i + 1] != '\'')
                {
                    return i;
                }

                i++;
            }
        }

        return -1;
    }

    private static bool IsEnd(string line, int at) =>
        line.AsSpan(at).TrimStart() is var rest && (rest.IsEmpty || rest[0] is ',' or '}' or ']' or ':' or '#' || at < line.Length && line[at] == ' ');
}
