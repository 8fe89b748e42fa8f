using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GyoseiFlow.App.Azure.Tables;

namespace GyoseiFlow.App.Tests.Azure;

public class TableKeyTests
{
    // Where the code changes from one form to another, and what Tables forbids.
    private static readonly int[] s_edges =
    [
        0x1, 0x1F, ' ', '!', '#', '%', '\'', ',', '-', '.', '/', '0', '9', ':', '?', '@', 'A', 'Z', '[', '\\', '_', '`', 'a', 'z', '{', '~', 0x7F,
        0x85, 0xFF, 0x3042, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x1F600, 0xE0100, 0x10FFFF,
    ];

    private static Arbitrary<string> Texts => Gen.OneOf(Gen.Elements(s_edges), Gen.Choose(1, 0xD7FF), Gen.Choose(0xE000, 0x10FFFF))
        .ListOf()
        .Select(points => string.Concat(points.Take(30).Select(point => new Rune(point).ToString())))
        .ToArbitrary();

    [Fact]
    public void Encode_AnyText_ComesBack_AndIsAllowed() => Prop.ForAll(Texts, text =>
    {
        var encoded = TableKey.Encode(text);
        return TableKey.Decode(encoded) == text && encoded.All(c => c is > ' ' and < '\u007F' and not ('/' or '\\' or '#' or '?' or '%' or '\''));
    }).QuickCheckThrowOnFailure();

    /// <summary>The order of code points, which is the order of UTF-8 that SQLite has.</summary>
    [Fact]
    public void Encode_AnyTwo_KeepTheirOrder() => Prop.ForAll(Texts, Texts, (one, other) =>
        Math.Sign(string.CompareOrdinal(TableKey.Encode(one), TableKey.Encode(other)))
        == Math.Sign(Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other)))).QuickCheckThrowOnFailure();

    /// <summary>What a listing asks for: from the prefix, up to what comes after everything.</summary>
    [Fact]
    public void Encode_PrefixAndAnyOther_RangeHoldsExactlyThoseThatStartSo() => Prop.ForAll(Texts, Texts, (prefix, other) =>
    {
        var from = TableKey.Encode(prefix);
        return new[] { other, prefix, prefix + other }.All(text =>
            (string.CompareOrdinal(TableKey.Encode(text), from) >= 0
                && string.CompareOrdinal(TableKey.Encode(text), from + TableKey.AfterAll) < 0)
            == text.StartsWith(prefix, StringComparison.Ordinal));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("sheet/1-2", "sheet.1--2")]
    [InlineData("version/0001", "version.0001")]
    [InlineData("audit/member:m1/a@example.jp", "audit.member:3am1.a:40example-.jp")]
    [InlineData("令和", "~4ee4~548c")]
    [InlineData("😀", "~g01f600")]
    public void Encode_Example_IsReadable(string text, string encoded) => Assert.Equal(encoded, TableKey.Encode(text));

    [Fact]
    public void Encode_AsLongAsAllowed_IsTaken_OneMoreIsRefused()
    {
        Assert.Equal(TableKey.MaxLength, TableKey.Encode(new string('a', TableKey.MaxLength)).Length);
        Assert.Throws<ArgumentException>(() => TableKey.Encode(new string('a', TableKey.MaxLength + 1)));
        Assert.Throws<ArgumentException>(() => TableKey.Encode(new string('漢', 103)));
    }

    [Theory]
    [InlineData("~~commit.1")]
    [InlineData("a b")]
    [InlineData("-")]
    [InlineData("~30")]
    public void Decode_NotOurs_IsRefused(string encoded) => Assert.Throws<FormatException>(() => TableKey.Decode(encoded));
}
