using GyoseiFlow.Documents.Data;

namespace GyoseiFlow.Documents.Verification;

/// <summary>Holds figures as they are printed against figures as they are computed again.</summary>
internal sealed class FigureComparison(Recomputation recomputed)
{
    /// <summary>The files whose figures a document has to show: all but the grades of former years, which it may leave out.</summary>
    private static readonly string[] Shown = ["measures.csv?", "items.csv?", "item_means.csv?", "themes.csv?", "theme_means.csv?", "scores.csv?"];

    /// <summary>Compares a whole document, which must show every figure that there is.</summary>
    public CheckedPart Document(string name, string file, IReadOnlyCollection<PublishedFigure> figures, bool withClosing)
    {
        var printed = figures.Select(f => f.Address).ToHashSet(StringComparer.Ordinal);
        var missing = recomputed.Derived.Concat(recomputed.Stated)
            .Where(f => f.Value.Length > 0 && (IsShown(f.Key) || (withClosing && IsClosing(f.Key))) && !printed.Contains(f.Key))
            .Select(f => new Finding(file, $"{Describe(f.Key)}の数値「{f.Value}」が見当たりません。"));
        return new CheckedPart(name, figures.Count, "件", [.. figures.Select(Compare).OfType<Finding>().Concat(missing)]) { IsOfFigures = true };
    }

    /// <summary>Compares a table's computed columns; every row that can be computed must be there.</summary>
    public CheckedPart Table(string name, string file, IReadOnlyCollection<PublishedFigure> figures)
    {
        var printed = figures.Select(f => f.Address).ToHashSet(StringComparer.Ordinal);
        var missing = recomputed.Derived.Keys.Where(a => a.StartsWith($"{file}?", StringComparison.Ordinal) && !printed.Contains(a))
            .Select(a => new Finding($"data/{file}", $"{Describe(a)}の行がありません。"));
        return new CheckedPart(name, figures.Count, "件", [.. figures.Select(Compare).OfType<Finding>().Concat(missing)]) { IsOfFigures = true };
    }

    private Finding? Compare(PublishedFigure figure) => recomputed.At(figure.Address) switch
    {
        null => new Finding(figure.File, $"{figure.Place}の「{figure.Text}」のもとになる行（{Describe(figure.Address)}）が、公表データにありません。"),
        var value when value == PlainText.Of(figure.Text) || value == figure.Text => null,
        var value => new Finding(
            figure.File, $"{figure.Place}（{Describe(figure.Address)}）: 公表値は{Quoted(figure.Text)}、計算し直した値は{Quoted(value)}です。"),
    };

    private static bool IsShown(string address) => Shown.Any(file => address.StartsWith(file, StringComparison.Ordinal));

    private static bool IsClosing(string address) => address.StartsWith(Recomputation.ClosingAddress(""), StringComparison.Ordinal);

    // items.csv item_number=3 の total.
    private static string Describe(string address)
    {
        var (row, column) = Split(address, '#');
        var (file, key) = Split(row, '?');
        return key.Length == 0 ? $"{file} の {column}" : $"{file} {Uri.UnescapeDataString(key)} の {column}";
    }

    private static (string Before, string After) Split(string text, char at)
    {
        var index = text.IndexOf(at, StringComparison.Ordinal);
        return index < 0 ? (text, "") : (text[..index], text[(index + 1)..]);
    }

    private static string Quoted(string value) => value.Length == 0 ? "空欄" : $"「{value}」";
}
