using System.Text.RegularExpressions;

namespace GyoseiFlow.Documents.Tests.MachineReadability;

/// <summary>「行政データにおける機械可読性に関するルール」レベル2.</summary>
public partial class Level2Tests
{
    public static TheoryData<string> Names => Samples.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L2_01_NumbersAreNumeric(string sample)
    {
        var published = await Samples.OfAsync(sample);

        Assert.All(
            published.Cells().Where(at => at.Column["type"] is "integer" or "decimal" && at.Cell.Length > 0),
            at => Assert.Matches(at.Column["type"] == "integer" ? Integer() : Number(), at.Cell));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L2_02_NothingIsLeftOutBecauseItRepeats(string sample)
    {
        var published = await Samples.OfAsync(sample);

        // A cell is empty only where the dictionary says what that means.
        Assert.All(published.Cells().Where(at => at.Cell.Length == 0), at => Assert.NotEqual("", at.Column["blank_meaning"]));
        Assert.All(published.CsvIfThere("scores.csv"), row => Assert.NotEqual("", row["measure_code"]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L2_03_HeadersAreUnique(string sample)
    {
        var published = await Samples.OfAsync(sample);

        Assert.All(published.Tables(), table => Assert.Equal(published.Header(table).Distinct(), published.Header(table)));
        Assert.Equal(published.Tables().Distinct(StringComparer.OrdinalIgnoreCase), published.Tables());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L2_04_ChoicesAreStandard(string sample)
    {
        var published = await Samples.OfAsync(sample);
        var codes = published.Csv("codes.csv").Select(r => (r["list"], r["code"])).ToHashSet();

        Assert.All(
            published.Cells().Where(at => at.Column["code_list"].Length > 0 && at.Cell.Length > 0),
            at => Assert.Contains((at.Column["code_list"], at.Cell), codes));
    }

    [Fact]
    public async Task L2_05_OtherThanTheChoicesHasItsOwnColumn()
    {
        var rows = (await Samples.OfAsync("nasty")).Csv("actions.csv");

        Assert.Equal(["2023 1 (1)見直し ", " 2  年度：来年、状況：検討中", " 0  "], rows.Select(r => $"{r["year"]} {r["no"]} {r["status"]} {r["other_detail"]}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L2_06_NoFormulas(string sample)
    {
        var published = await Samples.OfAsync(sample);

        Assert.All(
            published.Cells().Where(at => at.Column["type"] is not ("integer" or "decimal")),
            at => Assert.DoesNotMatch(Formula(), at.Cell));
    }

    [Fact]
    public async Task L2_06_WhatLooksLikeAFormulaStaysReadable()
    {
        var published = await Samples.OfAsync("nasty");

        Assert.Equal(["＝1+1", "－1", "＋1", "＠SUM(A1)"], published.Csv("opinions.csv").Skip(1).Select(r => r["text"]));
        Assert.Equal("＝HYPERLINK(\"x\")", published.Csv("answer_texts.csv").Single(r => r["field_id"] == "remark")["text"]);
    }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Integer();

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"^[=+@-]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Formula();
}
