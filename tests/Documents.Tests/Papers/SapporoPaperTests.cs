using AngleSharp.Dom;

namespace GyoseiFlow.Documents.Tests.Papers;

public sealed class PublishedSapporo() : PublishedCity("sapporo");

/// <summary>札幌市, 令和5年度: every initiative with its target, its status and the notes under it.</summary>
public sealed class SapporoPaperTests(PublishedSapporo city) : IClassFixture<PublishedSapporo>
{
    [Fact]
    public void EveryInitiative_HasThePapersTargetStatusAndNotes()
    {
        var paper = Printed();

        Assert.Equal(30, paper.Count);
        Assert.Equal(
            paper.Select(i => string.Join('|', i.Name, i.Target, i.Status)),
            Initiatives().Select(i => string.Join('|', i.Name, i.Target, i.Status)));
    }

    /// <summary>The paper explains a word where it first stands; the document wherever it stands.</summary>
    [Fact]
    public void EveryNote_StandsUnderItsInitiative()
    {
        var paper = Printed();
        var known = paper.SelectMany(i => i.Notes).ToHashSet();

        Assert.Equal(5, known.Count);
        Assert.All(paper.Zip(Initiatives()), pair =>
        {
            Assert.Subset(pair.Second.Notes.ToHashSet(), pair.First.Notes.ToHashSet());
            Assert.Subset(known, pair.Second.Notes.ToHashSet());
        });
    }

    [Fact]
    public void EveryHeading_IsThePapers_InItsOrder() => Assert.Equal(
        city.Lines.Where(l => l.Length is > 0 and < 40 && !l.StartsWith('-') && !l.StartsWith('※') && !l.EndsWith('。') && !l.StartsWith("第2次", StringComparison.Ordinal))
            .Select(PaperText.Plain).Order(StringComparer.Ordinal),
        city.Published.Page.QuerySelectorAll("#part-initiatives [id^='initiatives-heading-'], #part-initiatives [id^='initiatives-item-']")
            .Select(h => PaperText.Plain(h.TextContent)).Order(StringComparer.Ordinal));

    /// <summary>
    /// 「E B P M」 is printed EBPM. The document's title is 行政運営の取組 with the plan's name; the paper prints both in one line.
    /// </summary>
    [Fact]
    public void EveryPieceOfThePaper_StandsInTheDocument() => PublishedCity.AssertNone(
        city.Missing(city.Lines.Where(l => !l.StartsWith('-') && !l.StartsWith('※') && !l.StartsWith("第2次", StringComparison.Ordinal))));

    [Fact]
    public void OpenData_HasEveryStatus()
    {
        var answers = city.Published.Csv("answer_texts.csv").Select(r => PaperText.Plain(r["text"])).ToHashSet();

        PublishedCity.AssertNone(Printed().Select(i => i.Status).Where(status => !answers.Contains(status)));
    }

    private IEnumerable<Initiative> Initiatives() =>
        from heading in city.Published.Page.QuerySelectorAll("#part-initiatives dl.facts")
        let facts = heading.QuerySelectorAll("div").ToDictionary(d => d.QuerySelector("dt")!.TextContent, d => PaperText.Plain(d.QuerySelector("dd")!.TextContent))
        select new Initiative(
            PaperText.Plain(NameOf(heading.PreviousElementSibling!.TextContent)), facts["目標（2027年）"], facts.Single(f => f.Key.Contains("状況", StringComparison.Ordinal)).Value, [.. Notes(heading)]);

    // 8-5 水道事業…: the number is the plan file's.
    private static string NameOf(string heading) => heading[(heading.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    // ※ＢＰＲ　業務内容…: the word is the plan file's, the meaning the paper's.
    private static IEnumerable<string> Notes(IElement facts)
    {
        for (var next = facts.NextElementSibling; next is { LocalName: "p", ClassName: "notes" }; next = next.NextElementSibling)
        {
            yield return PaperText.Plain(next.TextContent[(next.TextContent.IndexOf('　', StringComparison.Ordinal) + 1)..]);
        }
    }

    private List<Initiative> Printed()
    {
        var initiatives = new List<Initiative>();
        for (var at = 0; at < city.Lines.Length; at++)
        {
            if (city.Lines[at].StartsWith("- ", StringComparison.Ordinal))
            {
                var (name, target) = Split(city.Lines[at][2..], " 目標");
                var notes = city.Lines.Skip(at + 2).TakeWhile(l => l.StartsWith('※')).Select(l => PaperText.Plain(l[1..]));
                initiatives.Add(new Initiative(PaperText.Plain(name), PaperText.Plain(Split(target, "：").After), PaperText.Plain(city.Lines[at + 1]), [.. notes]));
            }
        }

        return initiatives;
    }

    private static (string Before, string After) Split(string text, string at)
    {
        var index = text.IndexOf(at, StringComparison.Ordinal);
        return (text[..index], text[(index + at.Length)..]);
    }

    private sealed record Initiative(string Name, string Target, string Status, string[] Notes);
}
