using System.Collections.Immutable;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Indicators;

namespace GyoseiFlow.Review.Tests.Indicators;

public class IndicatorValueTests
{
    private static readonly string[] Units = ["", "件", "%", "千円", "時間", "日", "人", "回", "講座/年"];

    [Theory]
    [InlineData("81,571千円", "千円", 81571, Bound.Exactly)]
    [InlineData("13%以上", "%", 13, Bound.AtLeast)]
    [InlineData("13％以上", "%", 13, Bound.AtLeast)]
    [InlineData("30分以内", "分", 30, Bound.AtMost)]
    [InlineData("30分以下", "分", 30, Bound.AtMost)]
    [InlineData("97回", "回", 97, Bound.Exactly)]
    [InlineData("９７回", "回", 97, Bound.Exactly)]
    [InlineData("１，４８３", "人", 1483, Bound.Exactly)]
    [InlineData("161.2 時間", "時間", 161.2, Bound.Exactly)]
    [InlineData(" 97 ", null, 97, Bound.Exactly)]
    [InlineData("▲5.5%", "%", -5.5, Bound.Exactly)]
    [InlineData("-3件", "件", -3, Bound.Exactly)]
    [InlineData("+30人", "人", 30, Bound.Exactly)]
    public void Read_NumberWithItsUnit_IsReckonedWith(string printed, string? unit, double number, Bound bound)
    {
        var part = ValuePart.Read("", printed, unit)!;

        Assert.Equal((printed.Trim(), (decimal)number, bound), (part.Printed, part.Number, part.Bound));
    }

    [Theory]
    [InlineData("検討・実施", null)]
    [InlineData("増加", "件")]
    [InlineData("約500件", "件")]
    [InlineData("3時間", "分")]
    [InlineData("97回", null)]
    [InlineData("1,48人", "人")]
    [InlineData("①", null)]
    [InlineData("30分未満", "分")]
    [InlineData("R7年度比3割減", "件")]
    [InlineData("99999999999999999999999999999999999999", null)]
    public void Read_StateSentenceOrAnotherUnit_IsPrintedAndNotReckonedWith(string printed, string? unit)
    {
        var part = ValuePart.Read("", printed, unit)!;

        Assert.Equal((printed, null), (part.Printed, part.Number));
    }

    [Theory]
    [InlineData("")]
    [InlineData("　")]
    [InlineData("—")]
    [InlineData("－")]
    [InlineData("-")]
    public void Read_Blank_IsNoValue(string printed) => Assert.Null(ValuePart.Read("", printed, "件"));

    [Fact]
    public void Read_PrintedNumber_ComesBack() => Prop.ForAll(
        ArbMap.Default.ArbFor<(int Whole, byte Decimals, byte Unit, byte Style)>(),
        given =>
        {
            var number = decimal.Divide(given.Whole, (decimal)Math.Pow(10, given.Decimals % 5));
            var unit = Units[given.Unit % Units.Length];
            var (bound, word) = (given.Style % 3) switch { 0 => (Bound.Exactly, ""), 1 => (Bound.AtLeast, "以上"), _ => (Bound.AtMost, "以下") };
            var printed = number.ToString((given.Style & 4) == 0 ? "#,0.####" : "0.####", CultureInfo.InvariantCulture) + unit + word;
            var written = (given.Style & 8) == 0 ? printed : Wide(printed);

            var part = ValuePart.Read("", written, unit);

            return part == new ValuePart("", written, number, bound);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_Anything_NeverThrows() => Prop.ForAll(
        ArbMap.Default.ArbFor<string>(),
        text => text is null || ValuePart.Read("", text, "件") is null or { Printed.Length: > 0 }).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_SplitValue_IsInTheIndicatorsOrderWithoutBlanks()
    {
        var indicator = new Indicator("率", "%", Direction.Up, null, null, ImmutableSortedDictionary<FiscalYear, IndicatorValue>.Empty, ["男性", "女性", "全体"]);

        var value = indicator.Read(ImmutableDictionary<string, string>.Empty.Add("女性", "100%").Add("全体", "—").Add("男性", "15.4%"))!;

        Assert.Equal([("男性", 15.4m), ("女性", 100m)], value.Parts.Select(p => (p.Name, p.Number!.Value)));
        Assert.Null(indicator.Read(ImmutableDictionary<string, string>.Empty));
    }

    private static string Wide(string text) =>
        string.Concat(text.Select(c => c is > ' ' and <= '~' ? (char)(c + 0xFEE0) : c));
}
