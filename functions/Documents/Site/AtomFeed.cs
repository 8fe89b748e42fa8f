using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using GyoseiFlow.Documents.Html;

namespace GyoseiFlow.Documents.Site;

/// <summary>feed.xml (Atom, RFC 4287): every published version, the newest first, corrections with their reason.</summary>
internal static class AtomFeed
{
    /// <summary>The file's name, relative to the site.</summary>
    public const string Path = "feed.xml";

    private const string Atom = "http://www.w3.org/2005/Atom";

    private static readonly XmlWriterSettings Form = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        NewLineChars = "\n",
    };

    /// <summary>Makes the feed of at least one version.</summary>
    public static PublishedFile Write(IReadOnlyCollection<PublishedYear> years)
    {
        PublishedYear[] entries =
        [
            .. years.OrderByDescending(y => y.PublishedOn).ThenBy(y => y.PlanId, StringComparer.Ordinal)
                .ThenByDescending(y => y.FiscalYear).ThenByDescending(y => y.Version),
        ];
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Form))
        {
            xml.WriteStartElement("feed", Atom);
            xml.WriteAttributeString("xml", "lang", null, "ja");
            Element(xml, "id", Id("feed", First(entries).City));
            Element(xml, "title", "行政計画の評価に関する公表文書");
            Element(xml, "updated", Moment(entries[0].PublishedOn));
            Link(xml, "self", "application/atom+xml", entries[0].BaseUrl + Path);
            Link(xml, "alternate", "text/html", entries[0].BaseUrl + "index.html");
            foreach (var entry in entries)
            {
                Entry(xml, entry);
            }

            xml.WriteEndElement();
        }

        bytes.WriteByte((byte)'\n');
        return new PublishedFile(Path, "application/atom+xml; charset=utf-8", bytes.ToArray());
    }

    private static void Entry(XmlWriter xml, PublishedYear year)
    {
        var version = Printed.Number(year.Version);
        xml.WriteStartElement("entry", Atom);
        Element(xml, "id", Id(year.City, year.PlanId, Printed.Number(year.FiscalYear.Year), version));
        Element(xml, "title", $"{year.Title}（{year.PlanName} {year.FiscalYear.Label}）"
            + (year.Version > 1 ? $"第{version}版（訂正版）" : ""));
        Element(xml, "published", Moment(year.PublishedOn));
        Element(xml, "updated", Moment(year.PublishedOn));
        xml.WriteStartElement("author", Atom);
        Element(xml, "name", year.City);
        xml.WriteEndElement();
        Link(xml, "alternate", "text/html", $"{year.BaseUrl}{year.Folder}index.html");
        Element(xml, "summary", year.CorrectionReason is { } reason
            ? $"訂正版を公表しました。訂正の理由：{reason}"
            : $"{year.Title}とオープンデータを公表しました。");
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, string text) =>
        xml.WriteElementString(name, Atom, string.Concat(text.EnumerateRunes().Where(IsWritable)));

    // XML has no way to write most control characters.
    private static bool IsWritable(Rune rune) => rune.Value is '\t' or '\n' or '\r' or >= 0x20 and not (0xFFFE or 0xFFFF);

    private static void Link(XmlWriter xml, string relation, string type, string href)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", href);
        xml.WriteEndElement();
    }

    // The plan may have a day, never an hour; nine in the morning in Japan is when things are published.
    private static string Moment(DateOnly day) => $"{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}T09:00:00+09:00";

    // An id must outlive the site's address, so it comes from what is published: a name-based UUID (RFC 9562, version 8).
    private static string Id(params string[] parts)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', ["gyoseiflow", .. parts])));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return $"urn:uuid:{new Guid(hash.AsSpan(0, 16), bigEndian: true):D}";
    }

    // What was published first stays first, so the feed keeps its id however much is published later.
    private static PublishedYear First(PublishedYear[] entries) =>
        entries.OrderBy(y => y.PublishedOn).ThenBy(y => y.PlanId, StringComparer.Ordinal).First();
}
