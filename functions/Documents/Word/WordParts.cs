using System.Collections.Immutable;
using GyoseiFlow.Documents.Parts;
using GyoseiFlow.Documents.Word.Charts;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Word;

/// <summary>The parts that are made of blocks.</summary>
internal static class WordParts
{
    private const int DeepestHeading = 4;

    public static void Write(WordBody body, ReviewedYear year, ImmutableArray<PartBlock> blocks)
    {
        // The chapter itself began on a new page.
        var isFirst = true;
        foreach (var block in blocks)
        {
            Write(body, year, block, isFirst);
            isFirst &= block is PartHeading or PartNote or PartText;
        }
    }

    private static void Write(WordBody body, ReviewedYear year, PartBlock block, bool isFirst)
    {
        switch (block)
        {
            case PartHeading heading:
                body.Heading(
                    Math.Min(DeepestHeading, heading.Level + 1),
                    heading.Text + string.Concat(heading.Flags.Select(f => $"【{f}】")),
                    onNewPage: heading.IsOnNewPage && !isFirst);
                break;
            case PartText text:
                new WordMarkdown(body).Write(Html.Markdown.Parse(text.Markdown));
                break;
            case PartFacts facts:
                foreach (var fact in facts.Facts)
                {
                    body.Fact(fact.Name, fact.Text.Contains('\n', StringComparison.Ordinal) ? $"\n{fact.Text.Trim()}" : fact.Text);
                }

                break;
            case PartTable table:
                body.Table(table.Table);
                break;
            case PartChart chart:
                body.Figure(year, [TrendLines.Of(chart.Chart)], chart.Chart.Caption);
                body.Table(chart.Chart.Table());
                break;
            case PartNote note:
                body.Add("Notes", note.Text);
                break;
        }
    }
}
