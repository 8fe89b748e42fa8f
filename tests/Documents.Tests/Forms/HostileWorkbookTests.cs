using System.IO.Compression;
using System.Text;
using GyoseiFlow.Documents.Spreadsheets;
using Xunit.Abstractions;

namespace GyoseiFlow.Documents.Tests.Forms;

/// <summary>Files that were made to harm, or that no clerk would notice: refused in words, in bounded time and memory.</summary>
public class HostileWorkbookTests(ITestOutputHelper log)
{
    private const string Types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";

    private const string Root = """
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
          <Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>
        </Relationships>
        """;

    private const string Related = """
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
          <Relationship Id="s1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>
          <Relationship Id="t1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>
        </Relationships>
        """;

    private const string Book = """
        <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
          <sheets><sheet name="様式" sheetId="1" r:id="s1"/></sheets>
        </workbook>
        """;

    [Fact]
    public void Sound_IsRead_WithoutReadingAids()
    {
        var book = ReadBook.Read(Zip([("xl/sharedStrings.xml", "<sst><si><r><t>高</t></r><r><t>橋_x0041_</t></r><rPh sb=\"0\" eb=\"1\"><t>タカハシ</t></rPh></si></sst>")],
            "<row r=\"2\"><c r=\"B2\" t=\"s\"><v>0</v></c><c r=\"C2\"><v>1.5</v></c><c r=\"D2\"><f>1+1</f><v>2</v></c><c r=\"E2\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> x </t></is></c></row>"));

        var sheet = Assert.Single(book.Sheets);
        Assert.Equal(
            ["B2 Text 高橋A", "C2 Number 1.5", "D2 Formula 2", "E2 Text  x "], sheet.Cells.Select(c => $"{c.Address} {c.Kind} {c.Text}"));
    }

    [Theory]
    [InlineData("xl/vbaProject.bin", "マクロ")]
    [InlineData("xl/macrosheets/sheet1.xml", "マクロ")]
    [InlineData("xl/externalLinks/externalLink1.xml", "外部リンク、DDE")]
    [InlineData("xl/connections.xml", "外部データへの接続")]
    [InlineData("xl/embeddings/oleObject1.bin", "埋め込まれ")]
    [InlineData("xl/activeX/activeX1.xml", "ActiveX")]
    [InlineData("EncryptedPackage", "パスワード")]
    public void DangerousPart_IsRefused(string part, string expected) => AssertRefused(expected, Zip([(part, "x")]));

    [Fact]
    public void MacroWorkbookWithAnotherName_IsRefused() => AssertRefused("マクロ", Zip([], types:
        "<Types><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.ms-excel.sheet.macroEnabled.main+xml\"/></Types>"));

    [Fact]
    public void ExternalRelation_IsRefused_AHyperlinkIsNot()
    {
        static string Relation(string type) => "<Relationships><Relationship Id=\"x\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
            + type + "\" Target=\"http://192.0.2.1/x\" TargetMode=\"External\"/></Relationships>";

        AssertRefused("ほかの場所への参照", Zip([("xl/worksheets/_rels/sheet1.xml.rels", Relation("image"))]));
        Assert.Single(ReadBook.Read(Zip([("xl/worksheets/_rels/sheet1.xml.rels", Relation("hyperlink"))])).Sheets);
    }

    [Fact]
    public void BillionLaughs_IsRefused() => AssertRefused("正しくありません", Zip([(
        "xl/sharedStrings.xml",
        "<!DOCTYPE sst [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><sst><si><t>&b;</t></si></sst>")]));

    [Fact]
    public void ExternalEntity_IsRefused() => AssertRefused("正しくありません", Zip([(
        "xl/sharedStrings.xml", "<!DOCTYPE sst [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><sst><si><t>&a;</t></si></sst>")]));

    [Fact]
    public void Bomb_IsRefusedBeforeItIsUnpacked()
    {
        var file = Zip([("xl/media/image1.bmp", new string('0', 40_000_000))]);
        Assert.True(file.Length < 200_000);

        AssertRefused("展開して50MBまで", file);
    }

    [Fact]
    public void ManyLargeParts_AreRefused()
    {
        var random = new Random(1);
        var noise = string.Concat(Enumerable.Range(0, 6_000).Select(_ => (char)random.Next('!', '~')));
        var part = string.Concat(Enumerable.Repeat(noise, 150));

        AssertRefused("展開して50MBまで", Zip([.. Enumerable.Range(0, 60).Select(i => ($"xl/media/{i}", part))], isFast: true));
    }

    [Fact]
    public void EntryThatLiesAboutItsLength_IsRefused()
    {
        var file = Zip([("xl/sharedStrings.xml", "<sst>" + string.Concat(Enumerable.Repeat("<si><t>あ</t></si>", 50_000)) + "</sst>")]);
        // The uncompressed length stands in the central directory, before the name.
        var name = Encoding.ASCII.GetBytes("xl/sharedStrings.xml");
        var at = file.AsSpan().LastIndexOf(name) - 22;
        BitConverter.TryWriteBytes(file.AsSpan(at), 10);

        Assert.ThrowsAny<RefusedFileException>(() => ReadBook.Read(file));
    }

    [Fact]
    public void TooManyRows_AreRefused() => AssertRefused("行が多すぎます", Zip([], "<row r=\"20001\"><c r=\"A20001\"><v>1</v></c></row>"));

    [Fact]
    public void TooManyCells_AreRefused()
    {
        var row = string.Concat(Enumerable.Repeat("<c><v>1</v></c>", 16_000));

        AssertRefused("セルが多すぎます", Zip([], string.Concat(Enumerable.Range(1, 20).Select(r => $"<row r=\"{r}\">{row}</row>"))));
    }

    [Fact]
    public void TooLarge_IsRefused() => AssertRefused("5MBまで", new byte[(5 * 1024 * 1024) + 1]);

    [Fact]
    public void OldOrEncrypted_IsRefused() => AssertRefused("パスワードで保護されたファイルか、古い形式", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

    [Fact]
    public void Empty_IsSaidToBeEmpty() => AssertRefused("中身が空です", []);

    [Theory]
    [InlineData("No.,名前")]
    [InlineData("PK\u0003\u0004broken")]
    public void SomethingElse_IsRefused(string text) => Assert.ThrowsAny<RefusedFileException>(() => ReadBook.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void TwoPartsOfOneName_AreRefused() => AssertRefused("正しくありません", Zip([("xl/workbook.xml", Book)]));

    [Fact]
    public void NoWorkbook_IsRefused()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("hello.txt");
        }

        AssertRefused("Excelのファイル（.xlsx）ではありません", stream.ToArray());
    }

    [Theory]
    [InlineData("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>99</v></c></row>")]
    [InlineData("<row r=\"1\"><c r=\"AAAA1\"><v>1</v></c></row>")]
    [InlineData("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>")]
    [InlineData("<row r=\"1\"><c r=\"A1\"><v>1</v>")]
    public void BrokenCells_AreRefused(string rows) => Assert.ThrowsAny<RefusedFileException>(() => ReadBook.Read(Zip([], rows)));

    [Fact]
    public void AnyCutOrChangedByte_IsReadOrRefused_NeverAnotherFault()
    {
        var file = Zip([("xl/sharedStrings.xml", "<sst><si><t>高橋</t></si></sst>")], "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>");
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var changed = file.ToArray();
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
            try
            {
                ReadBook.Read(i % 2 == 0 ? changed : changed[..random.Next(changed.Length)]);
            }
            catch (RefusedFileException)
            {
                // As it should be.
            }
        }
    }

    /// <summary>Memory, not time: what is allocated is the same on every machine. MiB that reading each may allocate, several times what it does.</summary>
    public static TheoryData<string, double> Allocations => new()
    {
        { "bomb", 2 },
        { "laughs", 2 },
        { "million rows", 64 },
        { "million shared texts", 256 },
        { "as large as allowed", 128 },
    };

    [Theory]
    [MemberData(nameof(Allocations))]
    public void Reading_AllocatesWithinBounds(string name, double atMost)
    {
        var file = Hostile(name);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var refused = Record.Exception(() => ReadBook.Read(file));
        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / (1024.0 * 1024.0);

        log.WriteLine($"{name}: a file of {file.Length / 1024.0:0} KiB, {allocated:0.0} MiB allocated, {refused?.Message ?? "read"}");
        Assert.True(refused is null or RefusedFileException, refused?.ToString());
        Assert.InRange(allocated, 0, atMost);
    }

    private static byte[] Hostile(string name) => name switch
    {
        "bomb" => Zip([("xl/sharedStrings.xml", new string(' ', 60_000_000))]),
        "laughs" => Zip([("xl/sharedStrings.xml", "<!DOCTYPE sst [<!ENTITY a0 \"ha\">"
            + string.Concat(Enumerable.Range(1, 30).Select(i => $"<!ENTITY a{i} \"{string.Concat(Enumerable.Repeat($"&a{i - 1};", 10))}\">"))
            + "]><sst><si><t>&a30;</t></si></sst>")]),
        // Small enough, and not so uniform, that nothing but what they hold refuses them.
        "million rows" => Zip([], string.Concat(Enumerable.Range(1, 1_000_000).Select(r => $"<row r=\"{r}\"><c><v>1</v></c></row>"))),
        "million shared texts" => Zip([("xl/sharedStrings.xml", $"<sst>{string.Concat(Enumerable.Range(1, 1_000_000).Select(i => $"<si><t>{i % 997}</t></si>"))}</sst>")]),
        _ => Zip([], string.Concat(Enumerable.Range(1, 200).Select(r => $"<row r=\"{r}\">{string.Concat(Enumerable.Range(1, 1_000).Select(c => $"<c><v>{r * c * 7919L % 1_000_003}</v></c>"))}</row>")), isFast: true),
    };

    private static void AssertRefused(string expected, byte[] file) =>
        Assert.Contains(expected, Assert.Throws<RefusedFileException>(() => ReadBook.Read(file)).Message, StringComparison.Ordinal);

    private static byte[] Zip((string Name, string Text)[] more, string rows = "", string types = Types, bool isFast = false)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            (string, string)[] parts =
            [
                ("[Content_Types].xml", types), ("_rels/.rels", Root), ("xl/workbook.xml", Book), ("xl/_rels/workbook.xml.rels", Related),
                ("xl/worksheets/sheet1.xml", $"<worksheet><sheetData>{rows}</sheetData></worksheet>"), .. more,
            ];
            foreach (var (name, text) in parts)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name, isFast ? CompressionLevel.Fastest : CompressionLevel.Optimal).Open());
                writer.Write(text);
            }
        }

        return stream.ToArray();
    }
}
