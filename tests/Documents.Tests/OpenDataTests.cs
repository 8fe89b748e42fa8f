using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace GyoseiFlow.Documents.Tests;

public partial class OpenDataTests
{
    [Fact]
    public async Task Csv_IsUtf8WithBom_CrLf_SnakeCase_OneRecordALine()
    {
        var published = await Tomakomai.PublishedAsync;
        var tables = published.Files.Where(f => f.Path.EndsWith(".csv", StringComparison.Ordinal)).ToArray();

        Assert.Equal(27, tables.Length);
        Assert.All(tables, file =>
        {
            Assert.True(file.Content.Span.StartsWith(Encoding.UTF8.Preamble), file.Path);
            var text = published.Text(file.Path)[1..];
            Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
            var lines = text.Split("\r\n")[..^1];
            Assert.All(lines, line => Assert.DoesNotContain('\n', line));
            Assert.All(lines[0].Split(','), column => Assert.Matches(SnakeCase(), column));
            Assert.Equal(published.Csv(Path.GetFileName(file.Path)).Length, lines.Length - 1);
        });
    }

    [Fact]
    public async Task Csv_KeysAreUnique()
    {
        var published = await Tomakomai.PublishedAsync;

        AssertUnique(published.Csv("measures.csv"), "measure_code");
        AssertUnique(published.Csv("scores.csv"), "measure_code", "fiscal_year", "criterion_id");
        AssertUnique(published.Csv("measure_grades.csv"), "measure_code", "graded_fiscal_year");
        AssertUnique(published.Csv("items.csv"), "item_number");
        AssertUnique(published.Csv("item_means.csv"), "item_number", "criterion_id");
        AssertUnique(published.Csv("themes.csv"), "theme_id");
        AssertUnique(published.Csv("opinions.csv"), "item_number", "order");
        AssertUnique(published.Csv("codes.csv"), "list", "code");
    }

    [Fact]
    public async Task MeasureGrades_SayWhyThereIsNone()
    {
        var grades = (await Published.OfAsync(new Years().Build())).Csv("measure_grades.csv")
            .Select(r => $"{r["measure_code"]} {r["graded_fiscal_year"]} {r["grade"]} {r["status"]}");

        Assert.Equal(
            [
                "M1 2022 B graded", "M1 2023 A graded",
                "M2 2022  unknown", "M2 2023 B graded",
                "M3 2022 A graded", "M3 2023  ended",
                "M4 2022  not_started", "M4 2023  not_started",
            ],
            grades);
    }

    [Fact]
    public async Task Json_HasNullForWhatDoesNotExist_AndJapaneseAsItIs()
    {
        var published = await Published.OfAsync(new Years().Build());
        var data = published.Data;

        var ended = data.GetProperty("measures")[2];
        Assert.Equal("null null null", $"{ended.GetProperty("scores").GetRawText()} {ended.GetProperty("total").GetRawText()} {ended.GetProperty("grade").GetRawText()}");
        Assert.Equal("ended", ended.GetProperty("status").GetString());
        Assert.Equal("null", data.GetProperty("items")[1].GetProperty("means").GetRawText());
        Assert.Equal("null", data.GetProperty("items")[1].GetProperty("committeeMean").GetRawText());
        Assert.Equal("null", data.GetProperty("measures")[3].GetProperty("pastGrades").GetProperty("2022").GetRawText());
        Assert.Contains("広告収入", published.Text("data/data.json"), StringComparison.Ordinal);
        Assert.NotEqual(0xEF, published.File("data/data.json").Content.Span[0]);
    }

    [Theory]
    [InlineData("37億6千万円", "3760000000")]
    [InlineData("1億1千万円", "110000000")]
    [InlineData("28億円", "2800000000")]
    [InlineData("1,234万円", "12340000")]
    [InlineData("7千5百万円", "")]
    [InlineData("3千円", "3000")]
    [InlineData("1,234,567円", "1234567")]
    [InlineData("0円", "0")]
    [InlineData("円", "")]
    [InlineData("万円", "")]
    [InlineData("約3億円", "")]
    [InlineData("集計中", "")]
    public void Amounts_AreNumbersWhereTheyAreExact(string printed, string yen) =>
        Assert.Equal(yen, Data.JapaneseAmount.Yen(printed)?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "");

    [Fact]
    public async Task Effects_AreInYen() => Assert.Equal(
        ["total 3760000000 37億6千万円", "part 2800000000 28億円", "part 770000000 7億7千万円", "part 110000000 1億1千万円"],
        (await Tomakomai.PublishedAsync).Csv("effects.csv").Select(r => $"{r["effect"]} {r["amount"]} {r["printed"]}"));

    [Fact]
    public async Task Means_KeepTheirDecimals()
    {
        var published = await Tomakomai.PublishedAsync;

        Assert.Equal("10.0", published.Data.GetProperty("themes")[1].GetProperty("total").GetRawText());
        Assert.Equal("10.0", published.Csv("themes.csv")[1]["total"]);
        Assert.Equal("10.0", published.Cells("themes-summary")[1][8]);
    }

    [Fact]
    public async Task Sheets_AreNullWhenMissing()
    {
        var sheets = (await Published.OfAsync(new Years().Build())).Json("data/sheets.json").GetProperty("sheets");

        Assert.Equal("順調", sheets[0].GetProperty("answers").GetProperty("remark").GetString());
        Assert.Equal("null", sheets[2].GetProperty("answers").GetRawText());
    }

    [Fact]
    public async Task Manifest_ListsEveryOtherFileWithItsSum()
    {
        var published = await Tomakomai.PublishedAsync;
        var listed = published.Json("data/manifest.json").GetProperty("files").EnumerateArray().ToArray();

        Assert.Equal(
            published.Files.Select(f => f.Path).Where(p => p != "data/manifest.json").Order(StringComparer.Ordinal),
            listed.Select(f => f.GetProperty("path").GetString()));
        Assert.All(listed, entry =>
        {
            var file = published.File(entry.GetProperty("path").GetString()!);
            Assert.Equal(file.Content.Length, entry.GetProperty("bytes").GetInt32());
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file.Content.Span)), entry.GetProperty("sha256").GetString());
        });
    }

    [Fact]
    public async Task Index_LinksEveryDataFile()
    {
        var published = await Tomakomai.PublishedAsync;

        var links = published.Html("data/index.html").QuerySelectorAll("main a").Select(a => a.GetAttribute("href")!).ToHashSet();

        Assert.All(
            published.Files.Where(f => f.Path.StartsWith("data/", StringComparison.Ordinal) && f.Path != "data/index.html"),
            file => Assert.Contains(Path.GetFileName(file.Path), links));
    }

    private static void AssertUnique(Row[] rows, params string[] key)
    {
        var keys = rows.Select(r => string.Join('|', key.Select(k => r[k]))).ToArray();
        Assert.NotEmpty(keys);
        Assert.Equal(keys.Distinct(), keys);
    }

    [GeneratedRegex("^[a-z][a-z0-9_]*$", RegexOptions.None, 1000)]
    private static partial Regex SnakeCase();
}
