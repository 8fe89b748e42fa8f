using AngleSharp.Dom;

namespace GyoseiFlow.Documents.Tests.Papers;

/// <summary>A city's document, rendered once for the tests of a class.</summary>
public abstract class PublishedCity(string name) : IAsyncLifetime
{
    private Published? _published;

    internal Published Published => _published!;

    internal IElement Page => Published.Page.DocumentElement;

    internal string[] Lines { get; } = PaperText.Lines(name);

    public async Task InitializeAsync() => _published = await Published.OfAsync(Cities.Read(name));

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>The pieces of the paper that stand nowhere in the document.</summary>
    internal IEnumerable<string> Missing(IEnumerable<string> lines)
    {
        // What a group added stands in its place, without the mark that says so.
        var page = (IElement)Page.Clone();
        foreach (var mark in page.QuerySelectorAll("del, .added").ToArray())
        {
            mark.Remove();
        }

        var text = PaperText.Plain(page.TextContent);
        return lines.SelectMany(PaperText.Pieces).Distinct().Where(piece => !text.Contains(piece, StringComparison.Ordinal));
    }

    /// <summary>Fails with all that is missing, each on a line.</summary>
    internal static void AssertNone(IEnumerable<string> missing)
    {
        var lines = string.Join('\n', missing);
        Assert.True(lines.Length == 0, "Not as in the paper:\n" + lines);
    }

    /// <summary>What stands in the year columns of a row, by the head of the column in which it begins.</summary>
    internal static IEnumerable<(string Head, string Text)> Placed(IElement row)
    {
        var heads = row.Closest("table")!.QuerySelectorAll("thead th").Select(h => PaperText.Plain(h.TextContent)).ToArray();
        var at = 0;
        foreach (var cell in row.QuerySelectorAll("th, td"))
        {
            yield return (heads[at], cell.TextContent.Trim());
            at += cell.GetAttribute("colspan") is { } span ? int.Parse(span, System.Globalization.CultureInfo.InvariantCulture) : 1;
        }
    }
}
