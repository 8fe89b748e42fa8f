namespace GyoseiFlow.App.Audit;

/// <summary>A cell of a CSV file that people open in a spreadsheet.</summary>
public static class CsvCell
{
    /// <summary>The text in one line, quoted where it must be, and harmless: a spreadsheet takes it for no formula.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = text.ReplaceLineEndings(" ").Replace('\t', ' ');
        var harmless = line.TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..] ? "'" + line : line;
        return harmless.AsSpan().ContainsAny(",\"") ? $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : harmless;
    }
}
