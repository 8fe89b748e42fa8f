using System.Text;

namespace GyoseiFlow.Local.Commands.Scores;

/// <summary>One record of a CSV file.</summary>
/// <param name="Line">The line on which it starts, from 1: what a person looks for.</param>
/// <param name="Fields">Its fields, without their quotes.</param>
/// <param name="Problem">What is wrong with its quotes, or null.</param>
internal sealed record CsvRecord(int Line, IReadOnlyList<string> Fields, string? Problem)
{
    /// <summary>An empty line, or one of commas only, as spreadsheets leave them.</summary>
    public bool IsBlank => Problem is null && Fields.All(string.IsNullOrWhiteSpace);
}

/// <summary>
/// Reads CSV as RFC 4180 says. CsvHelper reads it too, but tells the line on which a record ends, and takes a quote that is never closed
/// for a very long field; here both would send a person to the wrong place.
/// </summary>
internal sealed class CsvText(string text)
{
    private const string NeverClosed = "「\"」が閉じていません。";
    private const string AfterQuote = "閉じの「\"」のあとに文字があります。文字としての「\"」は「\"\"」と書いてください。";
    private const string InsideField = "「\"」は項目の最初と最後にだけ書けます。文字としての「\"」は、項目全体を「\"」で囲んで「\"\"」と書いてください。";
    private int _at;
    private int _line = 1;
    private string? _problem;

    /// <summary>Every record, blank ones too.</summary>
    public IEnumerable<CsvRecord> Records()
    {
        while (_at < text.Length)
        {
            var start = _line;
            var fields = new List<string>();
            _problem = null;
            do
            {
                fields.Add(_at < text.Length && text[_at] == '"' ? Quoted() : Plain());
            }
            while (Skip(','));

            EndLine();
            yield return new CsvRecord(start, fields, _problem);
        }
    }

    private string Plain()
    {
        var start = _at;
        while (_at < text.Length && text[_at] is not (',' or '\r' or '\n'))
        {
            _problem ??= text[_at] == '"' ? InsideField : null;
            _at++;
        }

        return text[start.._at];
    }

    private string Quoted()
    {
        var field = new StringBuilder();
        _at++;
        while (_at < text.Length)
        {
            var c = text[_at++];
            if (c == '"' && !Skip('"'))
            {
                RefuseRest();
                return field.ToString();
            }

            _line += c == '\n' ? 1 : 0;
            field.Append(c);
        }

        _problem ??= NeverClosed;
        return field.ToString();
    }

    private void RefuseRest()
    {
        while (_at < text.Length && text[_at] is not (',' or '\r' or '\n'))
        {
            _problem ??= AfterQuote;
            _at++;
        }
    }

    private bool Skip(char c)
    {
        var found = _at < text.Length && text[_at] == c;
        _at += found ? 1 : 0;
        return found;
    }

    private void EndLine()
    {
        var ended = Skip('\r');
        ended |= Skip('\n');
        _line += ended ? 1 : 0;
    }
}
