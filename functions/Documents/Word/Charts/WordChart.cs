using System.Globalization;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Drawing;
using DocumentFormat.OpenXml.Drawing.Charts;
using DocumentFormat.OpenXml.Drawing.Wordprocessing;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using GyoseiFlow.Documents.Excel;
using GyoseiFlow.Documents.Office;
using GyoseiFlow.Review.Cycles;
using FrameProperties = DocumentFormat.OpenXml.Drawing.Wordprocessing.NonVisualGraphicFrameDrawingProperties;
using Run = DocumentFormat.OpenXml.Wordprocessing.Run;

namespace GyoseiFlow.Documents.Word.Charts;

/// <summary>A chart as Word's own, with its figures in a workbook inside, so that it can be worked on.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Description">It in words, for those who don't see it.</param>
/// <param name="Sheet">Its figures.</param>
/// <param name="Xml">How it is drawn.</param>
/// <param name="Width">In EMU, 914,400 an inch.</param>
/// <param name="Height">The same.</param>
internal sealed record WordChart(string Title, string Description, ChartSheet Sheet, XElement Xml, long Width, long Height)
{
    /// <summary>The workbook's relationship.</summary>
    public const string Data = "data";

    /// <summary>What fits between the margins.</summary>
    public const long FullWidth = 6_200_000;

    /// <summary>The chart as the document's next part, and the run that shows it.</summary>
    /// <param name="main">The document.</param>
    /// <param name="year">Whose figures they are.</param>
    /// <param name="number">The chart's number in the document.</param>
    public Run AddTo(MainDocumentPart main, ReviewedYear year, int number)
    {
        var relationship = string.Create(CultureInfo.InvariantCulture, $"chart{number}");
        var part = main.AddNewPart<ChartPart>(relationship);
        var data = part.AddNewPart<EmbeddedPackagePart>(ExcelFile.MediaType, Data);
        using (var book = new MemoryStream(ExcelFile.Write(year, [Sheet.Sheet])))
        {
            data.FeedData(book);
        }

        OfficeParts.Write(part, Xml);
        return new Run(new Drawing(Frame(relationship, number)));
    }

    private Inline Frame(string relationship, int number) => new(
        new Extent { Cx = Width, Cy = Height },
        new EffectExtent { LeftEdge = 0, TopEdge = 0, RightEdge = 0, BottomEdge = 0 },
        new DocProperties
        {
            Id = (uint)number,
            Name = string.Create(CultureInfo.InvariantCulture, $"グラフ {number}"),
            Title = Title,
            Description = WordText.OneLine(Description),
        },
        new FrameProperties(),
        new Graphic(new GraphicData(new ChartReference { Id = relationship })
        {
            Uri = "http://schemas.openxmlformats.org/drawingml/2006/chart",
        }))
    {
        DistanceFromTop = 0,
        DistanceFromBottom = 0,
        DistanceFromLeft = 0,
        DistanceFromRight = 0,
    };
}
