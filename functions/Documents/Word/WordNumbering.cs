using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using GyoseiFlow.Documents.Office;

namespace GyoseiFlow.Documents.Word;

/// <summary>The document's lists. Bullets share one; every numbered list begins anew.</summary>
internal sealed class WordNumbering
{
    /// <summary>The bullets of word/numbering.xml.</summary>
    public const int Bullets = 1;

    private const int Levels = 9;
    private readonly NumberingDefinitionsPart part;
    private int last = Bullets;

    public WordNumbering(MainDocumentPart main)
    {
        part = main.AddNewPart<NumberingDefinitionsPart>("numbering");
        OfficeParts.Feed(part, "word/numbering.xml");
    }

    /// <summary>The deepest level that Word has.</summary>
    public static int Level(int depth) => Math.Min(depth, Levels - 1);

    /// <summary>A new numbered list.</summary>
    /// <param name="start">Its first number.</param>
    public int Numbers(int start)
    {
        var overrides = Enumerable.Range(0, Levels).Select(level => new LevelOverride
        {
            LevelIndex = level,
            StartOverrideNumberingValue = new StartOverrideNumberingValue { Val = level == 0 ? start : 1 },
        });
        part.Numbering.Append(new NumberingInstance([new AbstractNumId { Val = 1 }, .. overrides]) { NumberID = ++last });
        return last;
    }
}
