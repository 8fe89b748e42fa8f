using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;
using GyoseiFlow.Documents.Office;

namespace GyoseiFlow.Documents.Spreadsheets;

/// <summary>
/// A workbook (.xlsx) that somebody sent, read part by part with nothing but a zip reader and an XML reader: what is not a cell's own
/// value is never opened, followed or reckoned, and macros, links to elsewhere and the like are refused.
/// </summary>
/// <param name="Sheets">In the order of their tabs.</param>
/// <param name="Names">The constant texts of defined names of single worksheets, by the worksheet's place and the name.</param>
public sealed record ReadBook(ImmutableArray<ReadSheet> Sheets, ImmutableDictionary<(int Sheet, string Name), string> Names)
{
    private const int MostSheets = 500;

    private static readonly (string Part, string Message)[] Refused =
    [
        ("vbaproject", "マクロの入ったファイルは受け付けません。「Excelブック（.xlsx）」で保存し直してください。"),
        ("xl/macrosheets/", "マクロの入ったファイルは受け付けません。「Excelブック（.xlsx）」で保存し直してください。"),
        ("xl/dialogsheets/", "マクロの入ったファイルは受け付けません。「Excelブック（.xlsx）」で保存し直してください。"),
        ("xl/externallinks/", "ほかのファイルやプログラムへのリンク（外部リンク、DDE）があります。「データ」の「リンクの編集」でリンクを解除し、値だけにしてください。"),
        ("xl/connections", "外部データへの接続があります。接続を削除し、値だけにしてください。"),
        ("xl/querytables/", "外部データへの接続があります。接続を削除し、値だけにしてください。"),
        ("xl/embeddings/", "ほかのファイルが埋め込まれています。埋め込んだものを削除してください。"),
        ("xl/activex/", "ActiveXの部品があります。削除してください。"),
        ("encryptedpackage", "パスワードで保護されたファイルです。パスワードを外して保存し直してください。"),
    ];

    /// <summary>Reads a file.</summary>
    /// <exception cref="RefusedFileException">It can't be read safely.</exception>
    public static ReadBook Read(ReadOnlyMemory<byte> file)
    {
        using var zip = SafeZip.Open(file);
        foreach (var (part, message) in Refused)
        {
            if (zip.Names.Any(name => name.Contains(part, StringComparison.OrdinalIgnoreCase)))
            {
                throw new RefusedFileException(message);
            }
        }

        CheckTypes(zip);
        foreach (var relations in zip.Names.Where(n => n.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            Relations(zip, relations);
        }

        var book = Relations(zip, "_rels/.rels").FirstOrDefault(r => r.Type.EndsWith("/officeDocument", StringComparison.Ordinal))?.Target
            ?? throw NoBook();
        var list = zip.Read(book, BookList.Read) ?? throw NoBook();
        if (list.Sheets.Count > MostSheets)
        {
            throw new RefusedFileException($"ワークシートが多すぎます（{MostSheets}まで）。");
        }

        var related = Relations(zip, RelationsOf(book));
        var texts = Part("/sharedStrings") is { } strings ? zip.Read(strings, SharedTexts) : null;
        var kinds = Part("/styles") is { } styles ? zip.Read(styles, NumberKinds.Read) : null;
        var reader = new SheetCells(texts ?? [], kinds ?? NumberKinds.None);
        return new ReadBook(
            [.. list.Sheets.Select(s => new ReadSheet(s.Name, s.IsHidden, CellsOf(s.Relation)))],
            list.Names.ToImmutableDictionary(n => (n.Sheet, n.Name), n => n.Text));

        string? Part(string type) => related.FirstOrDefault(r => r.Type.EndsWith(type, StringComparison.Ordinal)) is { } relation
            ? Target(book, relation)
            : null;

        ImmutableArray<ReadCell> CellsOf(string relation) =>
            related.FirstOrDefault(r => r.Id == relation) is { } found && found.Type.EndsWith("/worksheet", StringComparison.Ordinal)
                ? zip.Read(Target(book, found), reader.ReadBoxed)?.Cells ?? throw NoBook()
                // A chart sheet has no cells.
                : [];
    }

    // .xlsm keeps its kind when somebody gives it another name.
    private static void CheckTypes(SafeZip zip)
    {
        var types = zip.Read("[Content_Types].xml", xml => Attributes(xml, ["Default", "Override"], "ContentType")) ?? throw NoBook();
        if (types.Any(t => t.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || t.Contains("vbaProject", StringComparison.OrdinalIgnoreCase)))
        {
            throw new RefusedFileException(Refused[0].Message);
        }
    }

    private static List<string> Attributes(XmlReader xml, string[] elements, string attribute)
    {
        var values = new List<string>();
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && elements.Contains(xml.LocalName) && xml.GetAttribute(attribute) is { } value)
            {
                values.Add(value);
            }
        }

        return values;
    }

    private static List<Relation> Relations(SafeZip zip, string part) => zip.Read(part, xml =>
    {
        var relations = new List<Relation>();
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "Relationship")
            {
                var type = xml.GetAttribute("Type") ?? "";
                // An address in a text is harmless, for nobody follows it here; anything else from elsewhere isn't.
                if (xml.GetAttribute("TargetMode") == "External" && !type.EndsWith("/hyperlink", StringComparison.Ordinal))
                {
                    throw new RefusedFileException("ほかの場所への参照があります。リンクされた画像やデータを削除し、値だけにしてください。");
                }

                relations.Add(new Relation(xml.GetAttribute("Id") ?? "", type, (xml.GetAttribute("Target") ?? "").TrimStart('/')));
            }
        }

        return relations;
    }) ?? [];

    private static string RelationsOf(string part) => $"{part[..(part.LastIndexOf('/') + 1)]}_rels/{part[(part.LastIndexOf('/') + 1)..]}.rels";

    // Beside the workbook, or from the package's root.
    private static string Target(string book, Relation relation)
    {
        var folder = book[..(book.LastIndexOf('/') + 1)];
        return relation.Target.StartsWith(folder, StringComparison.OrdinalIgnoreCase) ? relation.Target : folder + relation.Target;
    }

    private static List<string> SharedTexts(XmlReader xml)
    {
        var texts = new List<string>();
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "si")
            {
                texts.Add(RichText(xml));
            }
        }

        return texts;
    }

    /// <summary>The text of the element at which the reader stands, without its reading aids (ふりがな).</summary>
    internal static string RichText(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            return "";
        }

        var (text, depth) = (new StringBuilder(), xml.Depth);
        var more = xml.Read();
        while (more && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "rPh")
            {
                xml.Skip();
                continue;
            }

            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "t" && !xml.IsEmptyElement)
            {
                text.Append(xml.ReadElementContentAsString());
                continue;
            }

            more = xml.Read();
        }

        return CellText.Unescape(text.ToString());
    }

    /// <summary>It is something else.</summary>
    internal static RefusedFileException NoBook() =>
        new("Excelのファイル（.xlsx）ではありません。Excelで開いて「Excelブック（.xlsx）」で保存し直したファイルを選んでください。");

    private sealed record Relation(string Id, string Type, string Target);

    private sealed record BookList(List<(string Name, string Relation, bool IsHidden)> Sheets, List<(int Sheet, string Name, string Text)> Names)
    {
        public static BookList Read(XmlReader xml)
        {
            var list = new BookList([], []);
            var more = xml.Read();
            while (more)
            {
                if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "sheet")
                {
                    var relation = Enumerable.Range(0, xml.AttributeCount).Select(i => Attribute(xml, i)).FirstOrDefault(a => a is { Name: "id", IsPrefixed: true });
                    list.Sheets.Add((xml.GetAttribute("name") ?? "", relation.Value ?? "", xml.GetAttribute("state") is "hidden" or "veryHidden"));
                }
                else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "definedName")
                {
                    list.AddName(xml);
                    continue;
                }

                more = xml.Read();
            }

            return list;
        }

        private static (string Name, bool IsPrefixed, string Value) Attribute(XmlReader xml, int index)
        {
            xml.MoveToAttribute(index);
            var found = (xml.LocalName, xml.Prefix.Length > 0, xml.Value);
            xml.MoveToElement();
            return found;
        }

        private void AddName(XmlReader xml)
        {
            var (name, sheet) = (xml.GetAttribute("name"), xml.GetAttribute("localSheetId"));
            var text = xml.ReadElementContentAsString();
            if (name is not null && int.TryParse(sheet, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && text is ['"', .. var constant, '"']
                && Names.All(n => n.Sheet != at || n.Name != name))
            {
                Names.Add((at, name, constant));
            }
        }
    }
}
