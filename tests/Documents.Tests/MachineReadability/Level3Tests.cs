using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Documents.Tests.MachineReadability;

/// <summary>「行政データにおける機械可読性に関するルール」レベル3.</summary>
public partial class Level3Tests
{
    public static TheoryData<string> Names => Samples.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L3_01_HeadersAreInRow1(string sample)
    {
        var published = await Samples.OfAsync(sample);

        Assert.All(published.Tables(), table => Assert.Equal(["region_code", "plan_id", "fiscal_year"], published.Header(table)[..3]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L3_02_EveryListOfCodesIsInTheCodeTable(string sample)
    {
        var published = await Samples.OfAsync(sample);
        var lists = published.Csv("codes.csv").Select(r => r["list"]).ToHashSet();

        var used = published.Csv("data_dictionary.csv").Select(r => r["code_list"]).Where(l => l.Length > 0).Distinct().ToArray();
        Assert.NotEmpty(used);
        Assert.All(used, list => Assert.Contains(list, lists));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L3_03_SpecialMarksAreDefined(string sample)
    {
        var published = await Samples.OfAsync(sample);

        // A cell of nothing but signs is a mark, which the column's note must explain.
        Assert.All(published.Cells().Where(at => Mark().IsMatch(at.Cell) && at.Table != "data_dictionary.csv"), at => Assert.NotEqual("", at.Column["note"]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L3_04_NumbersHaveUnits(string sample)
    {
        var published = await Samples.OfAsync(sample);

        Assert.All(
            published.Csv("data_dictionary.csv").Where(r => r["type"] is "integer" or "decimal" or "fiscal_year"),
            column => Assert.NotEqual("", column["unit"]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L3_05_YearsAndDaysAreOfTheWesternCalendar(string sample)
    {
        var published = await Samples.OfAsync(sample);

        Assert.All(published.Cells().Where(at => at.Cell.Length > 0), at =>
        {
            var form = at.Column["type"] switch
            {
                "fiscal_year" => Year(),
                "month" => Month(),
                "date" => Day(),
                _ => null,
            };
            if (form is not null)
            {
                Assert.Matches(form, at.Cell);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L3_06_EveryRowHasTheRegionCode_WithItsCheckDigit(string sample)
    {
        var published = await Samples.OfAsync(sample);

        var code = published.Data.GetProperty("plan").GetProperty("cityCode").GetString()!;
        var sum = Enumerable.Range(0, 5).Sum(i => (code[i] - '0') * (6 - i));
        Assert.Equal((11 - (sum % 11)) % 10, code[5] - '0');
        Assert.All(published.Tables(), table => Assert.All(published.Csv(table), row => Assert.Equal(code, row["region_code"])));
    }

    [Fact]
    public async Task L3_07_TheFormatIsTheSameWhateverTheYearHolds()
    {
        var full = await Published.OfAsync(new Years().Build());
        var empty = await Published.OfAsync(new Years
        {
            Scores = ImmutableDictionary<string, int[]>.Empty,
            Ballots = ImmutableDictionary<int, ImmutableArray<int>>.Empty,
            Answers = ImmutableDictionary<string, Answers>.Empty,
            Opinions = [],
            Past = PastGrades.None,
        }.Build());

        Assert.Equal(full.Tables(), empty.Tables());
        Assert.All(full.Tables(), table => Assert.Equal(full.Header(table), empty.Header(table)));
    }

    [Fact]
    public async Task L3_07_ASharedTableHasTheSameColumnsInEveryCity()
    {
        var tomakomai = await Samples.OfAsync("tomakomai");
        var nasty = await Samples.OfAsync("nasty");

        var own = new[] { "actions.csv", "issues.csv", "schedule.csv", "measures_2.csv" };
        Assert.Equal(tomakomai.Tables().Except(own), nasty.Tables().Except(own));
        Assert.All(tomakomai.Tables().Except(own), table => Assert.Equal(tomakomai.Header(table), nasty.Header(table)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L3_08_EveryColumnIsDefined(string sample)
    {
        var published = await Samples.OfAsync(sample);
        var dictionary = published.Csv("data_dictionary.csv").ToLookup(r => r["file"]);

        Assert.Equal(published.Tables().Order(StringComparer.Ordinal), dictionary.Select(g => g.Key).Order(StringComparer.Ordinal));
        Assert.All(published.Tables(), table =>
        {
            Assert.Equal(published.Header(table), dictionary[table].Select(r => r["column"]));
            Assert.All(published.Header(table), name => Assert.Matches(FieldName(), name));
            Assert.All(dictionary[table], column => Assert.NotEqual("", column["label"]));
        });
        Assert.All(published.Files, file => Assert.True(Ascii.IsValid(file.Path), file.Path));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L3_08_EncodingAndHistoryAreStated(string sample)
    {
        var published = await Samples.OfAsync(sample);

        var csv = published.Json("data/data_dictionary.json").GetProperty("csv");
        Assert.Equal("UTF-8", csv.GetProperty("encoding").GetString());
        Assert.True(csv.GetProperty("byteOrderMark").GetBoolean());
        Assert.All(published.Tables(), table => Assert.True(published.File($"data/{table}").Content.Span.StartsWith(Encoding.UTF8.Preamble)));
        Assert.Contains("BOM", published.Html("data/index.html").Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("1", published.Csv("history.csv")[0]["version"]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L3_09_LongForm_NoCodeIsAColumn(string sample)
    {
        var published = await Samples.OfAsync(sample);
        var codes = published.Csv("codes.csv").Where(r => r["list"] is "criterion" or "theme" or "item" or "fiscal_year").Select(r => r["code"]).ToHashSet();

        Assert.All(published.Tables(), table => Assert.All(published.Header(table), column =>
        {
            Assert.DoesNotContain(column, codes);
            Assert.DoesNotMatch(YearInName(), column);
        }));
    }

    [GeneratedRegex(@"^[\p{P}\p{S}]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mark();

    [GeneratedRegex(@"^(19|20)[0-9]{2}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Year();

    [GeneratedRegex(@"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Month();

    [GeneratedRegex(@"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-[0-3][0-9]$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Day();

    [GeneratedRegex(@"^[a-z][a-z0-9_]*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FieldName();

    [GeneratedRegex(@"(^|_)([rh][0-9]{1,2}|20[0-9]{2})($|_)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex YearInName();
}
