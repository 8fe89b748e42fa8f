using System.Text;
using GyoseiFlow.Documents.Tests.MachineReadability;
using GyoseiFlow.Documents.Verification;

namespace GyoseiFlow.Documents.Tests.Verification;

/// <summary>Rule 9 as a program: what it computes from the CSV files is what was published, and whatever was changed is named.</summary>
public class PublishedVersionTests
{
    public static TheoryData<string> Names => Samples.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task AsPublished_EverythingAgrees(string sample)
    {
        var published = await Samples.OfAsync(sample);

        var report = Verify(Files(published), published);

        Assert.Equal([], Findings(report));
        Assert.True(report.Holds);
        Assert.All(report.Parts, part => Assert.True(part.Count > 0, part.Name));
    }

    [Fact]
    public async Task SmallYear_WithEndedAndMissingMeasures_Agrees()
    {
        var published = await Published.OfAsync(new Years().Build());

        Assert.Equal([], Findings(Verify(Files(published), published)));
    }

    [Theory]
    [InlineData("items.csv", ",4,11.6,A,4.4", ",4,11.7,A,4.4", "2行目（items.csv item_number=1 の total）: 公表値は「11.7」、計算し直した値は「11.6」です。")]
    [InlineData("item_means.csv", "2024,1,progress,2.8", "2024,1,progress,2.9", "2行目（item_means.csv item_number=1&criterion_id=progress の mean）: 公表値は「2.9」、計算し直した値は「2.8」です。")]
    [InlineData("themes.csv", "11,54,9.8,A,4.1", "11,54,9.8,A,4.2", "2行目（themes.csv theme_id=zaisei の committee_mean）: 公表値は「4.2」、計算し直した値は「4.1」です。")]
    [InlineData("measures.csv", "R5内容変更,11,A,graded", "R5内容変更,11,B,graded", "3行目（measures.csv measure_code=2 の grade）: 公表値は「B」、計算し直した値は「A」です。")]
    [InlineData("items.csv", ",4,11.6,A,4.4", ",4,,A,4.4", "2行目（items.csv item_number=1 の total）: 公表値は空欄、計算し直した値は「11.6」です。")]
    public async Task ComputedCellChanged_IsNamedWithBothValues(string table, string from, string to, string message)
    {
        var (published, files) = await ChangedAsync($"data/{table}", from, to);

        var findings = Findings(Verify(files, published));

        Assert.Contains($"data/{table}: {message}", findings);
        Assert.Contains(findings, f => f.StartsWith($"data/{table}: 公表した後に変わっています", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ScoreChanged_ChangesWhatFollowsFromIt()
    {
        var (published, files) = await ChangedAsync("data/scores.csv", "012131,tomakomai,2024,1,progress,3", "012131,tomakomai,2024,1,progress,0");

        var findings = Findings(Verify(files, published));

        Assert.Contains("data/measures.csv: 2行目（measures.csv measure_code=1 の total）: 公表値は「12」、計算し直した値は「9」です。", findings);
        Assert.Contains(findings, f => f.StartsWith("data/data.json: measures[0].scores.progress（", StringComparison.Ordinal));
        Assert.Contains(findings, f => f.StartsWith("index.html: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("data/data.json", "\"total\": 11.6", "\"total\": 11.5", "items[0].total（items.csv item_number=1 の total）: 公表値は「11.5」、計算し直した値は「11.6」です。")]
    [InlineData("data/data.json", "\"topTwoShare\": 98.9", "\"topTwoShare\": 99.9", "closing.topTwoShare（data.json の closing.topTwoShare）: 公表値は「99.9」、計算し直した値は「98.9」です。")]
    public async Task DataJsonChanged_IsNamed(string file, string from, string to, string message)
    {
        var (published, files) = await ChangedAsync(file, from, to);

        Assert.Contains($"{file}: {message}", Findings(Verify(files, published)));
    }

    [Fact]
    public async Task RowsTakenOutOrAdded_AreNamed()
    {
        var (published, files) = await ChangedAsync("data/theme_means.csv", "012131,tomakomai,2024,zaisei,progress,2.2\r\n", "012131,tomakomai,2024,nosuch,progress,2.2\r\n");

        var findings = Findings(Verify(files, published));

        Assert.Contains("data/theme_means.csv: theme_means.csv theme_id=zaisei&criterion_id=progress の meanの行がありません。", findings);
        Assert.Contains(findings, f => f.Contains("nosuch", StringComparison.Ordinal) && f.Contains("公表データにありません", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PageWithoutAFigure_IsNamed()
    {
        var published = await Samples.OfAsync("tomakomai");

        var report = PublishedVersion.Verify(Files(published), [.. Page(published).Where(f => f.Address != "items.csv?item_number=3#total")]);

        Assert.Equal(["index.html: items.csv item_number=3 の totalの数値「11.0」が見当たりません。"], Findings(report));
    }

    [Theory]
    [InlineData("data/data.json")]
    [InlineData("data/scores.csv")]
    [InlineData("data/scores.json")]
    [InlineData("data/manifest.json")]
    [InlineData("data/licence.txt")]
    public async Task MissingFile_IsNamed(string file)
    {
        var published = await Samples.OfAsync("tomakomai");
        var files = Files(published);
        files.Remove(file);

        Assert.Contains(Findings(Verify(files, published)), f => f.StartsWith($"{file}: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ExtraFile_IsNamed()
    {
        var published = await Samples.OfAsync("tomakomai");
        var files = Files(published);
        files["data/余分.txt"] = new byte[] { 1 };

        Assert.Equal(["data/余分.txt: マニフェストにないファイルがあります。"], Findings(Verify(files, published)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"files\": 1}")]
    [InlineData("{\"files\": [{\"path\": null}]}")]
    [InlineData("{\"files\": [{\"path\": \"index.html\", \"bytes\": \"x\", \"sha256\": 1}]}")]
    public async Task BrokenManifest_IsSaid(string manifest)
    {
        var published = await Samples.OfAsync("tomakomai");
        var files = Files(published);
        files["data/manifest.json"] = Encoding.UTF8.GetBytes(manifest);

        Assert.Equal(["data/manifest.json: マニフェストが壊れています（JSONとして読めないか、決まった形ではありません）。"], Findings(Verify(files, published)));
    }

    [Theory]
    [InlineData("data/scores.csv", "\uFEFF", "UTF-8のBOMがありません", true)]
    [InlineData("data/scores.csv", "", "列名の行がありません")]
    [InlineData("data/scores.csv", "a,a\r\n", "同じ列名が2つ")]
    [InlineData("data/scores.csv", "measure_code,criterion_id,score\r\n1,progress\r\n", "2行目の項目が2個です")]
    [InlineData("data/scores.csv", "measure_code,criterion_id,score\r\n1,\"pro\"gress,3\r\n", "引用符が正しくありません")]
    [InlineData("data/scores.csv", "measure_code,criterion_id\r\n1,progress\r\n", "「score」の列がありません")]
    [InlineData("data/scores.csv", "measure_code,criterion_id,score\r\n1,progress,三\r\n", "数値ではありません")]
    [InlineData("data/scores.csv", "measure_code,criterion_id,score\r\n1,progress,3\r\n", "評点が、評価項目の一部にない")]
    [InlineData("data/scores.csv", "measure_code,criterion_id,score\r\n1,progress,3\r\n1,progress,2\r\n", "前にもある行です")]
    [InlineData("data/scores.csv", "measure_code,criterion_id,score\r\n無い,progress,3\r\n", "measures.csvにありません")]
    [InlineData("data/rounding.csv", "of,decimals,mode\r\nmean,99,half_up\r\ncommittee_mean,1,half_up\r\n", "桁数「99」は使えません")]
    [InlineData("data/rounding.csv", "of,decimals,mode\r\nmean,1,up\r\n", "定められていません")]
    [InlineData("data/grade_thresholds.csv", "scale,order,grade,from_total\r\n", "区分がありません")]
    [InlineData("data/grade_caps.csv", "scale,criterion_id,at_most,grade\r\nmeasure,progress,1,Z\r\n", "区分にありません")]
    [InlineData("data/plan.csv", "plan_name,fiscal_year,first_fiscal_year\r\n", "1行だけのはず")]
    [InlineData("data/plan.csv", "plan_name,fiscal_year,first_fiscal_year\r\nx,99999,2020\r\n", "年度「99999」は使えません")]
    [InlineData("data/plan.csv", "plan_name,fiscal_year,first_fiscal_year\r\nx,2024,-2147483648\r\n", "計画の最初の年度")]
    [InlineData("data/data.json", "{\"measures\": [{\"code\": {}}]}", "決まった形ではありません")]
    [InlineData("data/data.json", "{", "決まった形ではありません")]
    public async Task HostileData_IsAFindingAndNoCrash(string file, string text, string message, bool bare = false)
    {
        var published = await Samples.OfAsync("tomakomai");
        var files = Files(published);
        var withMark = file.EndsWith(".csv", StringComparison.Ordinal) && !bare;
        files[file] = Encoding.UTF8.GetBytes((withMark ? "\uFEFF" : "") + (bare ? "x" : text));

        var findings = Findings(Verify(files, published));

        Assert.Contains(findings, f => f.StartsWith($"{file}: ", StringComparison.Ordinal) && f.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task FiguresOfThePage_LeadToRowsThatExist()
    {
        var published = await Samples.OfAsync("tomakomai");

        Assert.True(Page(published).Length > 2000);
        Assert.All(new[] { "items-overview", "items-summary", "themes-summary" }, table => Assert.All(
            published.Page.GetElementById(table)!.QuerySelectorAll("td.number, td.grade"),
            cell => Assert.True(cell.TextContent.Trim().Length == 0 || cell.HasAttribute("data-source"), cell.OuterHtml)));
        Assert.Equal(22, published.Page.QuerySelectorAll(".committee-value [data-source]").Length);
        Assert.All(published.Page.QuerySelectorAll("#themes-summary tbody th a"), link =>
            Assert.NotEmpty(published.Page.GetElementById(link.GetAttribute("href")![1..])!.QuerySelectorAll("a[href^='#item-']")));
    }

    private static VerificationReport Verify(Dictionary<string, ReadOnlyMemory<byte>> files, Published published) =>
        PublishedVersion.Verify(files, Page(published));

    private static string[] Findings(VerificationReport report) => [.. report.Parts.SelectMany(p => p.Findings).Select(f => $"{f.File}: {f.Message}")];

    private static Dictionary<string, ReadOnlyMemory<byte>> Files(Published published) =>
        published.Files.ToDictionary(f => f.Path, f => f.Content, StringComparer.Ordinal);

    private static PublishedFigure[] Page(Published published) =>
    [
        .. published.Page.QuerySelectorAll("[data-source]").Select(e =>
            new PublishedFigure("index.html", e.LocalName, e.GetAttribute("data-source")!, e.TextContent.Trim())),
    ];

    private static async Task<(Published Published, Dictionary<string, ReadOnlyMemory<byte>> Files)> ChangedAsync(string file, string from, string to)
    {
        var published = await Samples.OfAsync("tomakomai");
        var files = Files(published);
        var text = published.Text(file);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, from);
        files[file] = Encoding.UTF8.GetBytes(text[..at] + to + text[(at + from.Length)..]);
        return (published, files);
    }
}
