using System.Text;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Office;

/// <summary>What Word and Excel files have in common.</summary>
internal static class OfficeParts
{
    /// <summary>
    /// Title, subject, language and the day of publication; no author, for the document is the committee's. Written as a part of a
    /// fixed name: the package's own properties would get a random one.
    /// </summary>
    public static void SetProperties(CoreFilePropertiesPart part, ReviewedYear year)
    {
        XNamespace core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
        XNamespace dc = "http://purl.org/dc/elements/1.1/";
        XNamespace terms = "http://purl.org/dc/terms/";
        XNamespace xsi = "http://www.w3.org/2001/XMLSchema-instance";
        var day = JapanTime.At(year.PublishedOn, TimeOnly.MinValue).UtcDateTime;
        XElement Date(string name) => new(terms + name, new XAttribute(xsi + "type", "dcterms:W3CDTF"), Html.Printed.Instant(day));
        Write(part, new XElement(
            core + "coreProperties",
            new XAttribute(XNamespace.Xmlns + "cp", core),
            new XAttribute(XNamespace.Xmlns + "dc", dc),
            new XAttribute(XNamespace.Xmlns + "dcterms", terms),
            new XAttribute(XNamespace.Xmlns + "xsi", xsi),
            new XElement(dc + "title", OfficeText.Clean(Headings.Document(year))),
            new XElement(dc + "subject", OfficeText.Clean(year.Plan.Name)),
            new XElement(dc + "language", "ja-JP"),
            Date("created"),
            Date("modified")));
    }

    /// <summary>Fills a part from a file of this assembly.</summary>
    public static void Feed(OpenXmlPart part, string resource)
    {
        using var reader = new StreamReader(typeof(OfficeParts).Assembly.GetManifestResourceStream(resource)!);

        // A checkout with CRLF must not change the published bytes.
        Write(part, reader.ReadToEnd().ReplaceLineEndings("\n"));
    }

    /// <summary>Fills a part with XML.</summary>
    public static void Write(OpenXmlPart part, XElement xml) => Write(part, xml.ToString(SaveOptions.DisableFormatting));

    private static void Write(OpenXmlPart part, string xml)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        part.FeedData(stream);
    }
}
