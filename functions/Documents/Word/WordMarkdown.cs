using System.Collections.Immutable;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using GyoseiFlow.Documents.Opinion;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using MarkdownCell = Markdig.Extensions.Tables.TableCell;
using MarkdownRow = Markdig.Extensions.Tables.TableRow;
using MarkdownTable = Markdig.Extensions.Tables.Table;

namespace GyoseiFlow.Documents.Word;

/// <summary>A plan's Markdown as Word's paragraphs, lists and tables.</summary>
internal sealed class WordMarkdown(WordBody body)
{
    private readonly WordInlines inlines = new(body);

    public void Write(MarkdownDocument document) => Blocks(document, "BodyText", 0);

    private void Blocks(ContainerBlock blocks, string style, int depth)
    {
        foreach (var block in blocks)
        {
            Block(block, style, depth);
        }
    }

    private void Block(Block block, string style, int depth)
    {
        switch (block)
        {
            case HeadingBlock heading:
                body.Add(WordText.Paragraph("Heading4", [.. inlines.Of(heading.Inline)]));
                break;
            case ParagraphBlock paragraph:
                body.Add(WordText.Paragraph(IsLabel(paragraph) ? "Heading4" : style, [.. inlines.Of(paragraph.Inline)]));
                break;
            case ListBlock list:
                List(list, depth);
                break;
            case MarkdownTable table:
                body.Table(Paper(table), hasCaption: false);
                break;
            case CodeBlock code:
                body.Add("Code", code.Lines.ToString());
                break;
            case QuoteBlock quote:
                Blocks(quote, "Quote", depth);
                break;
            case ContainerBlock other:
                Blocks(other, style, depth);
                break;
        }
    }

    private void List(ListBlock list, int depth)
    {
        var number = list.IsOrdered
            ? body.Numbering.Numbers(int.TryParse(list.OrderedStart, out var start) ? start : 1)
            : WordNumbering.Bullets;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var isFirst = true;
            foreach (var block in item)
            {
                if (isFirst && block is ParagraphBlock paragraph)
                {
                    body.Add(ListLine(list.IsOrdered ? "ListNumber" : "ListBullet", number, depth, inlines.Of(paragraph.Inline)));
                }
                else
                {
                    Block(block, "Quote", depth + 1);
                }

                isFirst = false;
            }
        }
    }

    private static Paragraph ListLine(string style, int number, int depth, IEnumerable<OpenXmlElement> content)
    {
        var level = WordNumbering.Level(depth);
        var indent = Html.Printed.Number(420 * (level + 1));
        return new Paragraph(
        [
            new ParagraphProperties(
                new ParagraphStyleId { Val = style },
                new NumberingProperties(new NumberingLevelReference { Val = level }, new NumberingId { Val = number }),
                new Indentation { Left = indent, Hanging = "420" }),
            .. content,
        ]);
    }

    // A paragraph that is one strong text stands as a heading in the paper (ア 担当部署による自己評価).
    private static bool IsLabel(ParagraphBlock paragraph) =>
        paragraph.Inline is { FirstChild: EmphasisInline { DelimiterCount: 2 } only } && only == paragraph.Inline.LastChild;

    private static PaperTable Paper(MarkdownTable table)
    {
        var rows = table.OfType<MarkdownRow>().Select(r => r.OfType<MarkdownCell>().Select(Text).ToArray()).ToList();
        var places = Enumerable.Range(0, rows.Max(r => r.Length)).ToArray();
        return PaperTable.Of(
            string.Join("・", rows[0]),
            [.. places.Select(i => PaperColumn.Words(rows[0].ElementAtOrDefault(i) ?? "", 12))],
            rows.Skip(1).Select(r => places.Select(i => (PaperCell)r.ElementAtOrDefault(i)).ToImmutableArray()));
    }

    private static string Text(MarkdownCell cell) =>
        string.Concat(cell.Descendants<LeafBlock>().SelectMany(b => b.Inline ?? []).Select(WordInlines.Plain));
}
