namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>
/// Looks through the lines for the slips that happen in offices. The parser stops at the first of them, often far below it, and speaks of
/// something else.
/// </summary>
internal sealed class LineSlips
{
    private static readonly string[] LongTexts =
        ["body", "introduction", "flow", "method", "itemRemarks", "themeRemarks", "generalReview"];

    private readonly SourceText text;
    private readonly BracketSlips brackets;
    private readonly List<EntryLine> entries = [];
    private int line;

    private LineSlips(SourceText text)
    {
        this.text = text;
        brackets = new BracketSlips(text);
    }

    /// <summary>Adds the slips to the text.</summary>
    /// <returns>The lines that make up the file's structure: no comments, no lines of texts.</returns>
    public static IReadOnlyList<EntryLine> Find(SourceText text)
    {
        var slips = new LineSlips(text);
        for (slips.line = 0; slips.line < text.Lines.Length; slips.line++)
        {
            slips.ReadLine(text.Lines[slips.line]);
        }

        return slips.entries;
    }

    private void ReadLine(string written)
    {
        if (!SourceText.IsContent(written))
        {
            return;
        }

        if (brackets.IsOpen)
        {
            brackets.Read(line, SourceText.IndentOf(written), "");
            return;
        }

        var indent = written.Length - written.TrimStart(' ', '\t', '\u3000').Length;
        CheckIndent(written, indent);
        var at = indent;
        while (at + 1 < written.Length && written[at] == '-' && written[at + 1] == ' ')
        {
            at += written.Length - at - written.AsSpan(at + 1).TrimStart(' ').Length;
        }

        var length = SourceText.KeyAt(written, at);
        var value = length > 0 ? KeySlips.Read(text, line, at, length) : at;
        var key = length > 0 ? written.Substring(at, length) : "";
        value = AfterAnchor(written, value);
        entries.Add(new EntryLine(line, indent, at, key, HasValue(written, value)));
        ReadValue(written, at, value, key);
    }

    private void CheckIndent(string written, int indent)
    {
        var wide = written.AsSpan(0, indent).IndexOf('\u3000');
        var tab = written.AsSpan(0, indent).IndexOf('\t');
        if (wide >= 0)
        {
            text.Add(line, wide, "字下げに全角の空白が使われています。半角の空白に直してください。", Spaces(written, indent));
        }
        else if (tab >= 0)
        {
            text.Add(line, tab, "字下げにタブが使われています。半角の空白に直してください。", Spaces(written, indent));
        }
    }

    private Repair Spaces(string written, int indent) =>
        new(line, 0, indent, new string(' ', written[..indent].Sum(c => c == ' ' ? 1 : 2)));

    private static int AfterAnchor(string written, int at)
    {
        while (at < written.Length && written[at] == ' ')
        {
            at++;
        }

        return at < written.Length && written[at] is '&' or '!' && written.IndexOf(' ', at) is > 0 and var space
            ? AfterAnchor(written, space)
            : at;
    }

    private static bool HasValue(string written, int at) => at < written.Length && written[at] != '#';

    private void ReadValue(string written, int keyAt, int at, string key)
    {
        if (!HasValue(written, at))
        {
            CheckBar(written, keyAt, key);
        }
        else if (written[at] is '|' or '>' && key.Length > 0)
        {
            ReadBlock(keyAt, key);
        }
        else if (written[at] is '"' or '\'')
        {
            QuoteSlips.Read(text, line, at, inBrackets: false);
        }
        else if (written[at] is '{' or '[' && !written.AsSpan(at).StartsWith("{{"))
        {
            brackets.Read(line, at, key);
        }
        else if (key.Length > 0 && written[SourceText.EndOf(written, at) - 1] == '}' && !written.Contains('{', StringComparison.Ordinal))
        {
            text.Add(line, keyAt, "「}」に対応する「{」がありません。ここに「{」と空白を書き足してください。", new Repair(line, keyAt, 0, "{ "));
        }
    }

    private void CheckBar(string written, int keyAt, string key)
    {
        var next = text.NextContent(line);
        if (next < 0 || key.Length == 0 || SourceText.IsEntry(text.Lines[next]))
        {
            return;
        }

        var first = text.Lines[next];
        if (SourceText.IndentOf(first) > keyAt && (LongTexts.Contains(key) || first.TrimStart().StartsWith("{{", StringComparison.Ordinal)))
        {
            text.Add(
                line,
                keyAt,
                $"「{key}:」の後に「|」がありません。数行の文章は「{key}: |」と書き、次の行から字下げして書いてください。",
                new Repair(line, keyAt + key.Length + 1, 0, " |"));
            ReadBlock(keyAt, key);
        }
    }

    // The lines of a text after |, to the one before the next entry.
    private void ReadBlock(int keyAt, string key)
    {
        var header = line;
        var depth = 0;
        var told = false;
        for (; line + 1 < text.Lines.Length; line++)
        {
            var written = text.Lines[line + 1];
            if (string.IsNullOrWhiteSpace(written))
            {
                continue;
            }

            var indent = SourceText.IndentOf(written);
            if (indent <= keyAt && (SourceText.IsEntry(written) || written[indent] == '#' || written.StartsWith("---", StringComparison.Ordinal)))
            {
                return;
            }

            depth = depth > 0 ? depth : indent > keyAt ? indent : keyAt + 2;
            if (indent < depth)
            {
                var move = new Repair(line + 1, indent, 0, new string(' ', depth - indent));
                if (told)
                {
                    text.Also(move);
                }
                else
                {
                    text.Add(line + 1, indent, TooFewSpaces(header, key, depth), move);
                    told = true;
                }
            }
        }
    }

    private static string TooFewSpaces(int header, string key, int depth) =>
        FormattableString.Invariant($"文章の字下げが足りません。{header + 1}行目の「{key}:」の文章なので、半角の空白{depth}個で字下げしてください。");
}

/// <summary>A line with an entry.</summary>
/// <param name="Line">From 0.</param>
/// <param name="Indent">How many spaces are before it.</param>
/// <param name="ContentAt">Where it begins, after its dashes.</param>
/// <param name="Key">Its key; empty when it has none.</param>
/// <param name="HasValue">Whether a value stands on the same line.</param>
internal sealed record EntryLine(int Line, int Indent, int ContentAt, string Key, bool HasValue)
{
    public bool IsListed => ContentAt > Indent;
}
