using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Documents.Word.Charts;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Word;

/// <summary>What is written so far, in order, and the numbers that the file needs once each.</summary>
internal sealed class WordBody(MainDocumentPart main, WordNumbering numbering)
{
    private readonly List<OpenXmlElement> elements = [];
    private readonly List<(string Part, WordHeading Heading)> headings = [];
    private string part = "";
    private int bookmarks;
    private int links;
    private int charts;

    /// <summary>Everything, in order.</summary>
    public IReadOnlyList<OpenXmlElement> Elements => elements;

    /// <summary>Every heading so far, by the bookmark of its part.</summary>
    public ILookup<string, WordHeading> Headings => headings.ToLookup(h => h.Part, h => h.Heading);

    /// <summary>The lists' numbers.</summary>
    public WordNumbering Numbering => numbering;

    public void Add(OpenXmlElement element) => elements.Add(element);

    public void Add(string style, string text) => elements.Add(WordText.Paragraph(style, text));

    /// <summary>A heading, on a new page or not.</summary>
    public void Heading(int level, string text, bool onNewPage = false)
    {
        var line = WordText.OneLine(text);
        var bookmark = string.Create(CultureInfo.InvariantCulture, $"_Toc{bookmarks:D9}");
        headings.Add((part, new WordHeading(level, line, bookmark)));
        var paragraph = WordText.Paragraph(
            string.Create(CultureInfo.InvariantCulture, $"Heading{level}"), [.. Marked(bookmark, WordText.Run(line))]);
        if (onNewPage)
        {
            paragraph.ParagraphProperties!.PageBreakBefore = new PageBreakBefore();
        }

        elements.Add(paragraph);
    }

    /// <summary>A part of the document that has its own contents: everything that is added while it is written.</summary>
    public void Part(string bookmark, Action write)
    {
        part = bookmark;
        var (start, end) = Bookmark(bookmark);
        elements.Add(start);
        write();
        elements.Add(end);
    }

    /// <summary>A table under its caption.</summary>
    public void Table(PaperTable table, bool hasCaption = true)
    {
        if (hasCaption)
        {
            Add("Caption", WordText.OneLine(table.Caption));
        }

        elements.Add(WordTable.Of(table));

        // Word joins tables that nothing stands between.
        elements.Add(WordText.Paragraph("AfterTable"));
    }

    /// <summary>Charts beside each other over their caption.</summary>
    public void Figure(ReviewedYear year, IEnumerable<WordChart> figure, string caption)
    {
        Add(WordText.Paragraph("Figure", [.. figure.Select(chart => chart.AddTo(main, year, ++charts))]));
        Add("FigureCaption", $"図　{caption}");
    }

    /// <summary>A name and what is to say of it.</summary>
    public void Fact(string name, string text) =>
        Add(WordText.Paragraph("Normal", WordText.Run($"{name}　", "Strong"), WordText.Run(text)));

    /// <summary>Bulleted lines.</summary>
    public void Bullets(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Add("ListBullet", line);
        }
    }

    /// <summary>A plan's text.</summary>
    public void Markdown(TextTemplate template, IReadOnlyDictionary<string, string> values) =>
        new WordMarkdown(this).Write(Html.Markdown.Parse(template, values));

    /// <summary>The relationship of an address outside the document.</summary>
    public string Link(Uri address)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"link{++links}");
        main.AddHyperlinkRelationship(address, isExternal: true, id);
        return id;
    }

    private IEnumerable<OpenXmlElement> Marked(string name, OpenXmlElement content)
    {
        var (start, end) = Bookmark(name);
        return [start, content, end];
    }

    private (BookmarkStart Start, BookmarkEnd End) Bookmark(string name)
    {
        var id = (bookmarks++).ToString(CultureInfo.InvariantCulture);
        return (new BookmarkStart { Id = id, Name = name }, new BookmarkEnd { Id = id });
    }
}
