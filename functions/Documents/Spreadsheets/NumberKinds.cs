using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace GyoseiFlow.Documents.Spreadsheets;

/// <summary>Which cell formats show a number as a day, or as a percentage: what people see is then not what is stored.</summary>
internal sealed partial class NumberKinds
{
    private static readonly SearchValues<char> DayLetters = SearchValues.Create("ymdhsge");

    private readonly ImmutableArray<ReadCellKind> byFormat;

    private NumberKinds(ImmutableArray<ReadCellKind> byFormat) => this.byFormat = byFormat;

    public static NumberKinds None { get; } = new([]);

    public ReadCellKind Of(string? format) =>
        int.TryParse(format, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < byFormat.Length ? byFormat[number] : ReadCellKind.Number;

    public static NumberKinds Read(XmlReader xml)
    {
        var (codes, formats, isInFormats) = (new Dictionary<int, string>(), ImmutableArray.CreateBuilder<ReadCellKind>(), false);
        while (xml.Read())
        {
            if (xml.LocalName == "cellXfs")
            {
                isInFormats = xml.NodeType == XmlNodeType.Element;
            }
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "numFmt" })
            {
                codes[Number(xml)] = xml.GetAttribute("formatCode") ?? "";
            }
            else if (isInFormats && xml is { NodeType: XmlNodeType.Element, LocalName: "xf" })
            {
                var number = Number(xml);
                formats.Add(codes.TryGetValue(number, out var code) ? Kind(code) : BuiltIn(number));
            }
        }

        return new NumberKinds(formats.ToImmutable());
    }

    private static int Number(XmlReader xml) =>
        int.TryParse(xml.GetAttribute("numFmtId"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    // ECMA-376 18.8.30; 27 to 36 and 50 to 58 are days in Japanese Excel.
    private static ReadCellKind BuiltIn(int number) => number switch
    {
        9 or 10 => ReadCellKind.Percent,
        (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58) => ReadCellKind.Date,
        _ => ReadCellKind.Number,
    };

    private static ReadCellKind Kind(string code)
    {
        var bare = Literals().Replace(code, "");
        return bare.Contains('%', StringComparison.Ordinal) ? ReadCellKind.Percent
            : bare.AsSpan().ContainsAny(DayLetters) && !bare.StartsWith("General", StringComparison.OrdinalIgnoreCase) ? ReadCellKind.Date
            : ReadCellKind.Number;
    }

    [GeneratedRegex("""
        "[^"]*"|\[[^\]]*\]|\\.|_.|\*.
        """, RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Literals();
}
