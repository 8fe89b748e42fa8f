namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>What goes wrong inside { } and [ ], which may go on over several lines.</summary>
internal sealed class BracketSlips(SourceText text)
{
    private const int Deepest = 50;

    private readonly Stack<Opened> open = [];
    private int line;
    private int at;
    private int comma;

    private string Written => text.Lines[line];

    public bool IsOpen => open.Count > 0;

    /// <summary>Reads a line from an opening bracket on, or from its start where brackets are still open.</summary>
    public void Read(int number, int from, string key)
    {
        (line, at, comma) = (number, from, -1);
        while (at < Written.Length && !(Written[at] == '#' && (at == 0 || Written[at - 1] == ' ')))
        {
            var before = at;
            Step(key);
            if (at <= before && !IsOpen)
            {
                break;
            }

            at = Math.Max(at, before);
        }

        CloseWhereLinesTellSo();
    }

    private void Step(string key)
    {
        switch (Written[at])
        {
            case ' ':
                at++;
                break;
            case '{' or '[':
                Open(key);
                break;
            case '}' or ']':
                Close(Written[at]);
                break;
            case ',':
                comma = at++;
                Expect(Turn.Key);
                break;
            case '"' or '\'':
                at = QuoteSlips.Read(text, line, at, inBrackets: true);
                Expect(Turn.After);
                break;
            default:
                Word();
                break;
        }
    }

    private void Open(string key)
    {
        // Deeper is refused anyway.
        if (open.Count < Deepest)
        {
            open.Push(new Opened(Written[at], line, at, SourceText.IndentOf(Written), IsOpen ? open.Peek().Key : key));
        }

        at++;
    }

    private void Expect(Turn turn)
    {
        if (IsOpen)
        {
            open.Peek().Turn = turn;
        }
    }

    private void Word()
    {
        if (!IsOpen)
        {
            at = Written.Length;
            return;
        }

        var length = SourceText.KeyAt(Written, at);
        if (length > 0 && open.Peek().Bracket == '[' && open.Count > 1 && comma >= 0)
        {
            // A key after a list's last entry: the list was meant to end before.
            Unclosed(open.Pop(), comma);
            open.Peek().Turn = Turn.Key;
        }

        if (open.Peek() is { Bracket: '{' } map && length > 0 && map.Turn != Turn.Value)
        {
            if (map.Turn == Turn.After)
            {
                text.Add(line, at, NoComma(Written.Substring(at, length)), new Repair(line, at, 0, ", "));
            }

            map.Key = Written.Substring(at, length);
            map.Turn = Turn.Value;
            at = KeySlips.Read(text, line, at, length);
            return;
        }

        var ends = Written.AsSpan(at).IndexOfAny(",{}[]");
        var end = SourceText.EndOf(Written, at, ends < 0 ? Written.Length : at + ends);
        end = Math.Max(end, at + 1);
        if (open.Peek().Bracket == '{')
        {
            MapValue(end);
        }
        else
        {
            ListValue(end);
        }
    }

    private static string NoComma(string word) => $"「{word}」の前に「,」がありません。半角の「,」と空白を書き足してください。";

    private void MapValue(int end)
    {
        var inside = SourceText.KeyInside().Match(Written, at, end - at);
        // A match looks at the letter before it, but may not begin where the value does.
        if (!inside.Success || inside.Index == at)
        {
            at = end;
            Expect(Turn.After);
            return;
        }

        var separator = inside.Index - 1;
        while (separator > at && Written[separator] is ' ' or '\u3000')
        {
            separator--;
        }

        if (Written[separator] is '、' or '，')
        {
            WrongComma(separator);
        }
        else
        {
            text.Add(line, inside.Index, NoComma(inside.Value[..^1]), new Repair(line, separator + 1, 0, ","));
        }

        at = inside.Index;
        Expect(Turn.Key);
    }

    private void ListValue(int end)
    {
        var ids = open.Peek().Key is "departments" or "themes" or "remindAt";
        for (var i = at + 1; i < end - 1; i++)
        {
            if (Written[i] is '、' or '，' && char.IsAscii(Written[i - 1]) && char.IsAscii(Written[i + 1]))
            {
                WrongComma(i);
            }
            else if (ids && Written[i] == ' ' && char.IsAsciiLetterOrDigit(Written[i - 1]) && IsIdLetter(Written[i + 1]))
            {
                var next = i + 1;
                while (next < end && IsIdLetter(Written[next]))
                {
                    next++;
                }

                text.Add(line, i + 1, NoComma(Written[(i + 1)..next]), new Repair(line, i, 0, ","));
            }
        }

        at = end;
    }

    private static bool IsIdLetter(char c) => char.IsAsciiLetterOrDigit(c) || c == '-';

    private void WrongComma(int where) => text.Add(
        line, where, $"区切りに「{Written[where]}」が使われています。半角の「,」と空白に直してください。", new Repair(line, where, 1, ", "));

    private void Close(char bracket)
    {
        var opening = bracket == '}' ? '{' : '[';
        if (!open.Any(o => o.Bracket == opening))
        {
            text.Add(line, at, $"「{bracket}」が多すぎます。消すか、対応する「{opening}」を書き足してください。", new Repair(line, at, 1, ""));
            at++;
            return;
        }

        while (open.Peek().Bracket != opening)
        {
            Unclosed(open.Pop(), at);
        }

        open.Pop();
        at++;
        Expect(Turn.After);
    }

    // An entry of its own on the next line can't belong to what is open.
    private void CloseWhereLinesTellSo()
    {
        if (!IsOpen)
        {
            return;
        }

        var next = text.NextContent(line);
        var first = open.Last();
        if (next < 0
            || (SourceText.IsEntry(text.Lines[next])
                && (text.Lines[next].AsSpan().TrimStart().StartsWith('-') || SourceText.IndentOf(text.Lines[next]) <= first.Indent)))
        {
            while (open.TryPop(out var opened))
            {
                Unclosed(opened, SourceText.EndOf(Written, 0));
            }
        }
    }

    private void Unclosed(Opened opened, int end)
    {
        var closing = opened.Bracket == '{' ? "}" : "]";
        text.Add(
            opened.Line,
            opened.At,
            $"「{opened.Bracket}」が閉じていません。対応する「{closing}」を書き足してください。",
            new Repair(line, end, 0, closing));
    }

    private enum Turn
    {
        Key,
        Value,
        After,
    }

    private sealed class Opened(char bracket, int line, int at, int indent, string key)
    {
        public char Bracket { get; } = bracket;

        public int Line { get; } = line;

        public int At { get; } = at;

        public int Indent { get; } = indent;

        public string Key { get; set; } = key;

        public Turn Turn { get; set; }
    }
}
