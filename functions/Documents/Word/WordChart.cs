using DocumentFormat.OpenXml.Drawing;
using DocumentFormat.OpenXml.Drawing.Charts;
using DocumentFormat.OpenXml.Drawing.Wordprocessing;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using GyoseiFlow.Documents.Excel;
using GyoseiFlow.Documents.Office;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Cycles;
using FrameProperties = DocumentFormat.OpenXml.Drawing.Wordprocessing.NonVisualGraphicFrameDrawingProperties;
using Paragraph = DocumentFormat.OpenXml.Wordprocessing.Paragraph;
using RadarChart = GyoseiFlow.Documents.Opinion.RadarChart;
using Run = DocumentFormat.OpenXml.Wordprocessing.Run;

namespace GyoseiFlow.Documents.Word;

/// <summary>The radar chart as Word's own, with its figures in a workbook inside, so that it can be worked on.</summary>
internal static class WordChart
{
    private const string Relationship = "chart";
    private const long Width = 5_400_000;
    private const long Height = 4_300_000;

    /// <summary>The figure's paragraph.</summary>
    public static Paragraph Of(MainDocumentPart main, ReviewedYear year, RadarChart chart)
    {
        var part = main.AddNewPart<ChartPart>(Relationship);
        var data = part.AddNewPart<EmbeddedPackagePart>(ExcelFile.MediaType, "data");
        using (var book = new MemoryStream(ExcelFile.Write(year, [new ExcelTable(WordChartXml.SheetName, PaperTables.ThemeMeans(year))])))
        {
            data.FeedData(book);
        }

        OfficeParts.Write(part, WordChartXml.Of(chart));
        return WordText.Paragraph("Figure", new Run(new Drawing(Frame(chart))));
    }

    private static Inline Frame(RadarChart chart) => new(
        new Extent { Cx = Width, Cy = Height },
        new EffectExtent { LeftEdge = 0, TopEdge = 0, RightEdge = 0, BottomEdge = 0 },
        new DocProperties { Id = 1, Name = "レーダーチャート", Title = RadarChart.Title, Description = WordText.OneLine(chart.Description) },
        new FrameProperties(),
        new Graphic(new GraphicData(new ChartReference { Id = Relationship })
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
