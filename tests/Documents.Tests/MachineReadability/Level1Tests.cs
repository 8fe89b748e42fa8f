using System.Text.Json;
using System.Text.RegularExpressions;

namespace GyoseiFlow.Documents.Tests.MachineReadability;

/// <summary>「行政データにおける機械可読性に関するルール」レベル1.</summary>
public partial class Level1Tests
{
    public static TheoryData<string> Names => Samples.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L1_01_EveryTableIsCsvAndJson(string sample)
    {
        var published = await Samples.OfAsync(sample);

        Assert.NotEmpty(published.Tables());
        Assert.All(published.Tables(), table =>
        {
            Assert.NotEmpty(published.Lines(table));
            Assert.Equal(JsonValueKind.Object, published.Json($"data/{Path.ChangeExtension(table, ".json")}").ValueKind);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L1_02_OneTableAFile(string sample)
    {
        var published = await Samples.OfAsync(sample);

        Assert.All(published.Tables(), table =>
        {
            var lines = published.Lines(table);
            Assert.DoesNotContain("", lines);
            Assert.DoesNotContain(lines[0], lines[1..]);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L1_03_TablesAreWhole(string sample)
    {
        var published = await Samples.OfAsync(sample);
        var data = published.Data;

        Assert.Equal(data.GetProperty("measures").GetArrayLength(), published.Csv("measures.csv").Length);
        Assert.Equal(data.GetProperty("items").GetArrayLength(), published.Csv("items.csv").Length);
        Assert.All(published.Tables().Where(t => t != "data_dictionary.csv"), table => Assert.Equal(
            published.Json($"data/{Path.ChangeExtension(table, ".json")}").GetProperty("rows").GetArrayLength(), published.Csv(table).Length));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L1_04_NoStrayNotes_EveryLineIsARecord(string sample)
    {
        var published = await Samples.OfAsync(sample);

        Assert.All(published.Tables(), table => Assert.All(published.Csv(table), row => Assert.Matches("^[0-9]{6}$", row["region_code"])));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L1_05_EveryColumnIsNamed(string sample)
    {
        var published = await Samples.OfAsync(sample);

        Assert.All(published.Tables(), table => Assert.All(published.Header(table), column => Assert.NotEqual("", column)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L1_06_NoSpacesOrLineBreaksForLooks(string sample)
    {
        var published = await Samples.OfAsync(sample);

        Assert.All(published.Cells(), at =>
        {
            Assert.Equal(at.Cell.Trim(), at.Cell);
            Assert.DoesNotMatch(Gap(), at.Cell);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L1_07_OneFactACell(string sample)
    {
        var published = await Samples.OfAsync(sample);

        var departments = published.Csv("codes.csv").Where(r => r["list"] == "department").Select(r => r["label"]).ToHashSet();
        Assert.All(published.Csv("measure_departments.csv"), row => Assert.Contains(row["department"], departments));
        Assert.All(
            published.Cells().Where(at => at.Column["type"] is "code" or "fiscal_year" or "month" or "date" && at.Table is not "codes.csv" && at.Column["column"] != "theme_number"),
            at => Assert.DoesNotMatch(Separator(), at.Cell));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L1_08_NoPlatformDependentCharacters(string sample)
    {
        var published = await Samples.OfAsync(sample);

        Assert.All(published.Tables(), table => Assert.DoesNotMatch(PlatformDependent(), published.Text($"data/{table}")[1..]));
    }

    [Fact]
    public async Task L1_08_JsonKeepsTheOriginal()
    {
        var published = await Samples.OfAsync("nasty");

        Assert.Equal(Samples.NastyInCsv, published.Csv("opinions.csv")[0]["text"]);
        Assert.Equal(Samples.Nasty, published.Json("data/opinions.json").GetProperty("rows")[0].GetProperty("text").GetString());
        Assert.Equal(Samples.Nasty, published.Json("data/actions.json").GetProperty("rows")[0].GetProperty("result_text").GetString());
    }

    [Theory]
    [InlineData("①", "(1)")]
    [InlineData("⑳", "(20)")]
    [InlineData("㉑", "(21)")]
    [InlineData("❷", "(2)")]
    [InlineData("⑴", "(1)")]
    [InlineData("Ⅳ", "IV")]
    [InlineData("ⅳ", "iv")]
    [InlineData("㈱", "(株)")]
    [InlineData("㊤", "(上)")]
    [InlineData("㍻", "平成")]
    [InlineData("㋿", "令和")]
    [InlineData("㎡", "m2")]
    [InlineData("㌔", "キロ")]
    [InlineData("№℡", "NoTEL")]
    [InlineData("½", "½")]
    [InlineData("⅓", "1/3")]
    [InlineData("ﾊﾟﾝ", "パン")]
    [InlineData("\uE000", "〓")]
    [InlineData("髙﨑𠮷", "髙﨑𠮷")]
    [InlineData("→～－", "→～－")]
    public void L1_08_SymbolsAreReplaced_NamesAreNot(string typed, string plain) => Assert.Equal(plain, Data.PlainText.Of(typed));

    [Fact]
    public async Task L1_09_BlankIsNotZero()
    {
        var published = await Samples.OfAsync("nasty");

        Assert.All(published.Csv("scores.csv"), row => Assert.Equal("0", row["score"]));
        var totals = published.Csv("measures.csv").Select(r => r["total"]);
        Assert.Equal(["0", "", "", ""], totals);
        var json = published.Json("data/measures.json").GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("total").GetRawText());
        Assert.Equal(["0", "null", "null", "null"], json);
        Assert.DoesNotContain(published.Csv("scores.csv"), r => r["measure_code"] == "M2");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L1_10_NoObjects_OnlyText(string sample)
    {
        var published = await Samples.OfAsync(sample);

        Assert.All(published.Tables(), table =>
        {
            var text = new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetString(published.File($"data/{table}").Content.Span);
            Assert.DoesNotContain(text, c => char.IsControl(c) && c is not ('\r' or '\n'));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L1_11_NoMeaningByFormat_AStatusSaysWhyThereIsNoGrade(string sample)
    {
        var published = await Samples.OfAsync(sample);

        Assert.All(published.CsvIfThere("measure_grades.csv"), row => Assert.Equal(row["grade"].Length > 0, row["status"] == "graded"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L1_12_NoMergedCells_EveryRecordHasEveryCell(string sample)
    {
        var published = await Samples.OfAsync(sample);

        Assert.All(published.Tables(), table =>
        {
            var columns = published.Header(table).Length;
            using var csv = new CsvHelper.CsvParser(new StringReader(published.Text($"data/{table}")), System.Globalization.CultureInfo.InvariantCulture);
            while (csv.Read())
            {
                Assert.Equal(columns, csv.Record!.Length);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L1_13_NothingHidden_ThePageListsEveryTableWithItsRows(string sample)
    {
        var published = await Samples.OfAsync(sample);

        var listed = Published.Cells(published.Html("data/index.html").GetElementById("files")!)
            .Where(r => r[1].Length > 0).ToDictionary(r => r[1], r => r[3]);
        Assert.Equal(published.Tables().Order(StringComparer.Ordinal), listed.Keys.Order(StringComparer.Ordinal));
        Assert.All(listed, entry => Assert.Equal(entry.Value, $"{published.Csv(entry.Key).Length}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L1_14_OneRecordALine(string sample)
    {
        var published = await Samples.OfAsync(sample);

        Assert.All(published.Tables(), table =>
        {
            var lines = published.Lines(table);
            Assert.Equal(published.Csv(table).Length, lines.Length - 1);
            Assert.All(lines, line => Assert.DoesNotContain(line, c => c is '\n' or '\r'));
        });
    }

    [Fact]
    public async Task L1_15_CommasAndQuotesAreQuoted()
    {
        var published = await Samples.OfAsync("nasty");

        Assert.Contains(",\"(1)と同じ、(株)データ が「IV」キロ / ＝次の行 / 最後 の行, \"\"引用\"\"\"", published.Lines("opinions.csv")[1], StringComparison.Ordinal);
        Assert.Equal(Samples.NastyInCsv, published.Csv("opinions.csv")[0]["text"]);
    }

    [GeneratedRegex(@"[\r\n\t]|\s{2,}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Gap();

    [GeneratedRegex(@"[、,;／]| / ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Separator();

    [GeneratedRegex(@"[\u2100-\u2138\u2150-\u218B\u2460-\u24FF\u2776-\u2793\u3200-\u33FF\uFF61-\uFF9F\uE000-\uF8FF\uFEFF]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PlatformDependent();
}
