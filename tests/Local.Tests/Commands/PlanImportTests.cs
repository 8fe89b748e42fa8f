using System.Text;
using GyoseiFlow.Documents.Spreadsheets;
using GyoseiFlow.Local.Commands;
using GyoseiFlow.Local.Commands.Import;
using GyoseiFlow.Local.Demo;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using Xunit.Abstractions;

namespace GyoseiFlow.Local.Tests.Commands;

public sealed class PlanImportTests(ITestOutputHelper log) : IDisposable
{
    private static readonly string[] Years = ["R2", "R3", "R4", "R5"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("list.xlsx")]
    [InlineData("utf8.csv")]
    [InlineData("bom.csv")]
    [InlineData("sjis.csv")]
    public async Task TomakomaisList_GivesTheSameItemsMeasuresDepartmentsAndGrades(string file)
    {
        var data = DemoData.Tomakomai();
        await WriteAsync(file, ListOf(data));

        var cli = await Cli.RunAsync(
            "plan", "import", _folder[file], "--out", _folder["plan.yaml"], "--name", data.Plan.Name, "--city", data.Plan.City, "--id", "tomakomai");
        var check = await Cli.RunAsync("plan", "check", _folder["plan.yaml"]);

        Assert.Equal((0, ""), (cli.ExitCode, cli.Errors));
        Assert.Contains("取組項目22、実践項目95、担当部署52、テーマ7を読み", cli.Output, StringComparison.Ordinal);
        Assert.Equal(0, check.ExitCode);
        var plan = PlanReader.Read(await File.ReadAllTextAsync(_folder["plan.yaml"])).Plan!;
        Assert.Equal(Words(data.Plan), Words(plan));
        Assert.Equal((data.Plan.FirstYear, data.Plan.LastYear), (plan.FirstYear, plan.LastYear));
        Directory.CreateDirectory(_folder["r6"]);
        await File.WriteAllTextAsync(Path.Combine(_folder["r6"], "answers.json"), "{}");
        var past = DemoData.Read(Path.GetDirectoryName(_folder["plan.yaml"])!).Past;
        Assert.All(data.Plan.Items, i => Assert.All(Years, y => Assert.Equal(data.Past.OfItem(i.Number, FiscalYear.Parse(y)), past.OfItem(i.Number, FiscalYear.Parse(y)))));
        Assert.All(data.Plan.Measures, m => Assert.All(Years, y => Assert.Equal(data.Past.OfMeasure(m.Code, FiscalYear.Parse(y)), past.OfMeasure(m.Code, FiscalYear.Parse(y)))));
    }

    /// <summary>Memory, not time: what is allocated is the same on every machine.</summary>
    [Theory]
    [InlineData("a million rows")]
    [InlineData("a million blank rows")]
    [InlineData("a million columns")]
    [InlineData("a quote that is never closed")]
    [InlineData("rows with a cell far out")]
    public void HostileList_IsRefusedWithinBoundedMemory(string name)
    {
        var bytes = Hostile(name);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var refused = Assert.Throws<CommandFailure>(() => ListFile.Of("list.csv", bytes));
        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / (1024.0 * 1024.0);

        log.WriteLine($"{name}: {bytes.Length / 1024.0:0} KiB, {allocated:0.0} MiB allocated, {refused.Message}");
        // A million columns take the most: 138 MiB, short-lived.
        Assert.InRange(allocated, 0, 192);
    }

    private static byte[] Hostile(string name) => name switch
    {
        "a million rows" => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 1_000_000).Select(i => $"{i % 100},\n"))),
        "a million blank rows" => Encoding.UTF8.GetBytes(new string('\n', 5_000_000)),
        "a million columns" => Encoding.UTF8.GetBytes(new string(',', 5_000_000)),
        "a quote that is never closed" => Encoding.UTF8.GetBytes("\"" + new string('x', 5_000_000)),
        _ => PlainBook.Write(
            "一覧", [.. Enumerable.Range(0, 3).Select(i => (IReadOnlyList<string>)[.. Enumerable.Repeat("", 2_000), $"{i}"])]),
    };

    [Theory]
    [InlineData("t.xlsx")]
    [InlineData("t.csv")]
    public async Task Template_CanBeImportedAsItIs(string file)
    {
        var template = await Cli.RunAsync("plan", "import", "--template", _folder[file]);
        var cli = await Cli.RunAsync("plan", "import", _folder[file], "--out", _folder["plan.yaml"]);

        Assert.Equal((0, ""), (template.ExitCode, template.Errors));
        Assert.Equal((0, ""), (cli.ExitCode, cli.Errors));
        Assert.Contains("要確認", cli.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await Cli.RunAsync("plan", "check", _folder["plan.yaml"])).ExitCode);
    }

    /// <summary>What the keys mean is said as plan new says it.</summary>
    [Theory]
    [InlineData("themes")]
    [InlineData("departments")]
    [InlineData("items")]
    [InlineData("form")]
    [InlineData("cycles")]
    [InlineData("mail")]
    [InlineData("document")]
    public async Task Parts_AreExplainedAsInANewPlan(string key)
    {
        await Cli.RunAsync("plan", "import", "--template", _folder["t.csv"]);
        await Cli.RunAsync("plan", "import", _folder["t.csv"], "--out", _folder["plan.yaml"]);
        await Cli.RunAsync("plan", "new", "--out", _folder["new.yaml"], "--city", "小町市", "--city-code", "012131", "--name", "プラン", "--first-year", "R6", "--last-year", "R10");

        var explained = await CommentsAsync("new.yaml", key);
        var imported = await CommentsAsync("plan.yaml", key);

        Assert.StartsWith("# ── ", imported[0], StringComparison.Ordinal);
        Assert.True(explained.Length > 1);
        Assert.Equal(explained, imported[..explained.Length]);
    }

    [Fact]
    public async Task ListWithoutThemes_SaysNothingOfThem_AndHowToWriteIsSaidAtTheTop()
    {
        await WriteAsync("own.csv", [["取組項目番号", "取組項目", "実践項目番号", "実践項目", "担当部署", "R5"], ["1", "窓口", "1", "待ち時間", "市民課", "A"]]);
        await Cli.RunAsync("plan", "import", _folder["own.csv"], "--out", _folder["plan.yaml"]);

        var yaml = await File.ReadAllTextAsync(_folder["plan.yaml"]);

        Assert.DoesNotContain("テーマ", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("★", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("@@", yaml, StringComparison.Ordinal);
        Assert.Contains("\n# 書き方\n#   ・「#」から行末までは説明で、動作には影響しません。\n", yaml, StringComparison.Ordinal);
        Assert.Contains("\nedition: 1                  # 計画を改定したら", yaml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_AreNamedWithTheirPlace_AndNothingIsWritten()
    {
        await WriteAsync("bad.csv",
        [
            ["取組項目番号", "取組項目", "実践項目番号", "実践項目", "担当部署", "開始年度", "終了", "備考", "R5"],
            ["1", "財源", "1", "広告料", "", "令和", "いつか", "x", "とてもよい"],
            ["1", "別の名前", "1", "橋", "財政課、財政課", "R5", "", "", ""],
            ["一", "施設", "あ", "橋", "財政課", "R5", "", "", ""],
        ]);

        var cli = await Cli.RunAsync("plan", "import", _folder["bad.csv"], "--out", _folder["plan.yaml"]);

        Assert.Equal(1, cli.ExitCode);
        Assert.Contains("読まなかった列：備考", cli.Output, StringComparison.Ordinal);
        foreach (var expected in new[]
        {
            "bad.csv:2の5列目: 担当部署がありません", "bad.csv:2の6列目: 「令和」は年度として読めません", "bad.csv:2の7列目: 「いつか」は終わった年月",
            "bad.csv:2の9列目: 「とてもよい」は評価の記号", "bad.csv:3の2列目: 取組項目1の名前かテーマが、前の行（財源）と違います", "bad.csv:3の3列目: 実践項目1が2つあります",
            "bad.csv:4の1列目: 「一」は取組項目の番号",
        })
        {
            Assert.Contains(expected, cli.Errors, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(_folder["plan.yaml"]));
    }

    [Fact]
    public async Task WithoutItsColumns_SaysWhichAreMissing()
    {
        await WriteAsync("bad.xlsx", [["番号", "名前"], ["1", "橋"]]);

        var cli = await Cli.RunAsync("plan", "import", _folder["bad.xlsx"], "--out", _folder["plan.yaml"]);

        Assert.Equal(1, cli.ExitCode);
        Assert.Contains(
            "bad.xlsx「取組一覧」の1行目: 列「担当部署」がありません。この行の「番号」「名前」のどれかなら、名前を「担当部署」に直してください", cli.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CitysOwnList_WithATitleAndItsOwnColumnNames_IsReadAndSaidHow()
    {
        await WriteAsync("own.xlsx",
        [
            ["小町市行政改革プラン　取組一覧"], [], ["項目番号", "取組項目", "取組番号", "施策", "所管課", "備考", "令和５年度評価", "R6"],
            ["１", "窓口", "１", "書かない窓口", "市民課・情報課", "", "Ｂ", "未実施"], ["", "", "2", "待ち時間", "市民課", "", "A", "－"],
        ]);

        var cli = await Cli.RunAsync("plan", "import", _folder["own.xlsx"], "--out", _folder["plan.yaml"]);
        var check = await Cli.RunAsync("plan", "check", _folder["plan.yaml"]);

        Assert.Equal((0, ""), (cli.ExitCode, cli.Errors));
        foreach (var expected in new[]
        {
            "表題とみて、読まなかった行：小町市行政改革プラン　取組一覧。", "「項目番号」を「取組項目番号」、「取組番号」を「実践項目番号」、「施策」を「実践項目」、「所管課」を「担当部署」として読みました",
            "担当部署として読んだもの：「市民課・情報課」、「市民課」", "評価として読んだもの：「-」1件、「A」1件、「B」1件、「未実施」1件（R5～R6年度）",
            "最後の評価が「-」なのに、「終了」が空欄の実践項目：2。", "計画の期間はR5～R6年度、評価する年度はR6としました",
        })
        {
            Assert.Contains(expected, cli.Output, StringComparison.Ordinal);
        }

        Assert.StartsWith("# yaml-language-server: $schema=plan.schema.json\n", await File.ReadAllTextAsync(_folder["plan.yaml"]), StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["plan.schema.json"]));
        Assert.Equal(0, check.ExitCode);
        Assert.Matches("注意: 「要確認」が[0-9]+か所に残っています", check.Errors);
    }

    [Fact]
    public async Task TotalRow_IsToBeDeleted()
    {
        await WriteAsync("total.csv", [["取組項目番号", "取組項目", "実践項目番号", "実践項目", "担当部署", "R5"], ["1", "窓口", "1", "待ち時間", "市民課", "A"], ["合計", "", "1件", "", "", ""]]);

        var cli = await Cli.RunAsync("plan", "import", _folder["total.csv"], "--out", _folder["plan.yaml"]);

        Assert.Contains("total.csv:3の1列目: 「合計」は取組項目の番号（1～999の整数）ではありません。合計などの行なら、行を消してください。", cli.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1200)]
    [InlineData(51932)]
    public async Task OtherEncodings_AreRefused(int codePage)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        await File.WriteAllBytesAsync(_folder["bad.csv"], Encoding.GetEncoding(codePage).GetBytes("取組項目番号,取組項目,実践項目番号,実践項目,担当部署\r\n1,財源,1,橋,財政課\r\n"));

        var cli = await Cli.RunAsync("plan", "import", _folder["bad.csv"], "--out", _folder["plan.yaml"]);

        Assert.Equal(1, cli.ExitCode);
        Assert.False(File.Exists(_folder["plan.yaml"]));
    }

    [Fact]
    public async Task ExistingFile_IsNotOverwritten()
    {
        await Cli.RunAsync("plan", "import", "--template", _folder["t.csv"]);
        await File.WriteAllTextAsync(_folder["plan.yaml"], "mine");

        var cli = await Cli.RunAsync("plan", "import", _folder["t.csv"], "--out", _folder["plan.yaml"]);

        Assert.Equal(1, cli.ExitCode);
        Assert.Equal("mine", await File.ReadAllTextAsync(_folder["plan.yaml"]));
    }

    // The lines that stand over a key, but for what is to be done.
    private async Task<string[]> CommentsAsync(string file, string key)
    {
        var lines = await File.ReadAllLinesAsync(_folder[file]);
        return
        [
            .. lines[..Array.IndexOf(lines, $"{key}:")].Reverse().TakeWhile(l => l.StartsWith('#')).Reverse()
                .Where(l => !l.StartsWith("# ★", StringComparison.Ordinal) && !l.StartsWith("# 要確認", StringComparison.Ordinal)),
        ];
    }

    private static IEnumerable<string> Words(Plan plan)
    {
        string Themes(Item item) => string.Join('、', item.Themes.Select(id => plan.Themes.First(t => t.Id == id).Name));
        return plan.Items.SelectMany(i => i.Measures.Select(m =>
            $"{i.Number} {i.Name} {Themes(i)} {m.Code} {m.Name} {string.Join('、', m.Departments.Select(d => plan.Department(d).Name))} {m.Started} {m.Ended} {m.RevisionTag}"));
    }

    private static List<string[]> ListOf(DemoData data)
    {
        List<string[]> rows = [["取組項目番号", "取組項目", "テーマ", "実践項目番号", "実践項目", "担当部署", "開始年度", "終了", "見直し", .. Years]];
        foreach (var item in data.Plan.Items)
        {
            var themes = string.Join('、', item.Themes.Select(id => data.Plan.Themes.First(t => t.Id == id).Name));
            var number = item.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            rows.AddRange(item.Measures.Select(m => (string[])
            [
                number, item.Name, themes, m.Code, m.Name, string.Join('、', m.Departments.Select(d => data.Plan.Department(d).Name)), m.Started.ToString(),
                m.Ended is not { } end ? "" : end.Month is { } month ? month.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture) : end.Year.ToString(),
                m.RevisionTag ?? "", .. Years.Select(y => data.Past.OfMeasure(m.Code, FiscalYear.Parse(y)) ?? ""),
            ]));
            rows.Add([number, item.Name, themes, "", "", "", "", "", "", .. Years.Select(y => data.Past.OfItem(item.Number, FiscalYear.Parse(y)) ?? "")]);
        }

        return rows;
    }

    private async Task WriteAsync(string file, IReadOnlyList<string[]> rows)
    {
        var csv = string.Concat(rows.Select(row => string.Join(',', row.Select(c => $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n"));
        await File.WriteAllBytesAsync(_folder[file], file switch
        {
            "sjis.csv" => CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetBytes(csv),
            "bom.csv" => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv)],
            _ when file.EndsWith(".xlsx", StringComparison.Ordinal) => PlainBook.Write("取組一覧", rows),
            _ => Encoding.UTF8.GetBytes(csv),
        });
    }
}
