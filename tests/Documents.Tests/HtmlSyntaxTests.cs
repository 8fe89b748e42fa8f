using AngleSharp.Html.Parser;

namespace GyoseiFlow.Documents.Tests;

/// <summary>The pages are without any of the parse errors that the HTML standard names.</summary>
public class HtmlSyntaxTests
{
    [Theory]
    [InlineData("index.html")]
    [InlineData("data/index.html")]
    public async Task Page_HasNoParseError(string path)
    {
        var published = await Tomakomai.PublishedAsync;
        var errors = new List<string>();
        var parser = new HtmlParser();
        parser.Error += (_, error) => errors.Add(error.ToString()!);

        parser.ParseDocument(published.Text(path));

        Assert.Empty(errors);
    }

    [Fact]
    public void Checker_BrokenPage_FindsIt()
    {
        var errors = 0;
        var parser = new HtmlParser();
        parser.Error += (_, _) => errors++;

        parser.ParseDocument("<!DOCTYPE html><title>x</title><p><table><tr></p></table>");

        Assert.NotEqual(0, errors);
    }
}
