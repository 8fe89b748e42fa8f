using AngleSharp.Dom;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Documents.Tests.Papers;

public sealed class PublishedEbetsu() : PublishedCity("ebetsu");

/// <summary>江別市, 令和3年度: every table of the paper, cell by cell.</summary>
public sealed class EbetsuPaperTests(PublishedEbetsu city) : IClassFixture<PublishedEbetsu>
{
    private const string Initial = "初期値";

    /// <summary>
    /// In the document and not in the paper's text: the women's target of indicator 7-1 stands in the indicator's name only (行動計画の目標値:
    /// 男性13%、女性100%); the paper's cell was lost.
    /// </summary>
    private static readonly string[] Added = ["育児休業取得率(行動計画の目標値:男性13%、女性100%) 計画(女性) 令和元年度: 100%"];

    [Fact]
    public void EveryIndicator_IsThePapers_InItsOrder() => Assert.Equal(
        Printed().Select(i => $"{i.Item} | {i.Content} | 指標{i.Label} {i.Name} 所管課 {i.Department}").Select(PaperText.Plain),
        Tables().Select(t => $"{ItemOf(t)} {CaptionOf(t)}").Select(PaperText.Plain).Select(text => text.Replace("(所管課", "所管課", StringComparison.Ordinal).TrimEnd(')')).ToArray(),
        (paper, document) => paper.Replace("|", "", StringComparison.Ordinal) == document);

    [Fact]
    public void EveryInitialValueTargetAndActual_StandsInItsYear()
    {
        var wrong = new List<string>();
        foreach (var (paper, table) in Printed().Zip(Tables()))
        {
            var document = ValuesOf(table).ToList();
            foreach (var value in paper.Values.Where(v => v.Text != "—"))
            {
                if (document.FirstOrDefault(d => value.MayBe(d)) is { } found)
                {
                    document.Remove(found);
                }
                else
                {
                    wrong.Add($"{paper.Name} {value}: not in the document");
                }
            }

            wrong.AddRange(document.Select(d => $"{PaperText.Plain(paper.Name)} {d}").Except(Added).Select(d => $"{d}: not in the paper"));
        }

        PublishedCity.AssertNone(wrong);
    }

    [Fact]
    public void EveryIndicator_SaysTheYearOfItsInitialValue() => Assert.Equal(
        Printed().Select(i => PaperText.Plain(i.InitialHead)),
        Tables().Select(t => PaperText.Plain(t.QuerySelectorAll("thead th")[1].TextContent)));

    [Fact]
    public void EveryText_IsThePapers() => Assert.Equal(
        Printed().Select(i => string.Join('|', i.Texts.Select(t => PaperText.Plain(t)))),
        Tables().Select(t => string.Join('|', t.QuerySelectorAll("tbody tr").Where(r => r.QuerySelector("td[colspan='6']") is not null)
            .Select(r => PaperText.Plain(r.QuerySelector("td")!.TextContent)))));

    /// <summary>The initial value of indicator 13-1 is printed as a dash: that is no value, and the document has a blank.</summary>
    [Fact]
    public void EveryPieceOfThePaper_StandsInTheDocument() => PublishedCity.AssertNone(city.Missing(city.Lines).Except(["—"]));

    [Fact]
    public void OpenData_HasEveryValue()
    {
        var csv = city.Published.Csv("indicator_values.csv");
        var texts = csv.Select(r => PaperText.Plain(r["printed"])).GroupBy(t => t).ToDictionary(g => g.Key, g => g.Count());

        PublishedCity.AssertNone(Values().GroupBy(v => PaperText.Plain(v.Text)).Where(v => texts.GetValueOrDefault(v.Key) < v.Count()).Select(v => v.Key));
        Assert.Equal(csv.Length, Values().Count() + Added.Length);

        IEnumerable<Value> Values() => Printed().SelectMany(i => i.Values).Where(v => v.Text != "—");
    }

    /// <summary>By the paper's figures: more participation is better, fewer hours of overtime are.</summary>
    [Fact]
    public void Attainment_GoesByTheDirectionOfTheIndicator()
    {
        var rows = city.Published.Cells("attainment");

        Assert.Contains(rows, r => r is ["指標① 市政への市民参加の機会が十分にあると思う市民割合", "増加", "71.0%（R5）", "81.9%", "115.4%", "達成"]);
        Assert.Contains(rows, r => r is ["指標① 職員1人当たりの年間時間外勤務時間数", "減少", "縮減（R1）", "143.2時間", "", "達成"]);
        Assert.Contains(rows, r => r is ["指標① 職員の訓練参加率", "増加", "100%（R5）", "36.9%", "36.9%", "未達成"]);
    }

    /// <summary>翌年度の取組内容 of this year is what next year's 取組状況 starts from.</summary>
    [Fact]
    public void NextYear_StartsFromThisYearsNext()
    {
        var year = Cities.Read("ebetsu");
        var written = year.Answers["2-1"];

        var started = written.CarriedBy(year.Plan.Form);

        Assert.NotEmpty(written.Of<TextAnswer>("next")!.Text);
        Assert.Equal(written.Of<TextAnswer>("next"), started.Of<TextAnswer>("status"));
        Assert.Null(started.Of<TextAnswer>("next"));
    }

    [Fact]
    public void Trends_HaveEveryActualNumber()
    {
        var part = PaperText.Plain(city.Published.Page.GetElementById("part-trends")!.TextContent);
        var actuals = Printed().SelectMany(i => i.Values).Where(v => v is { Kind: Kind.Actual, Text: var text } && text.Any(char.IsAsciiDigit));

        Assert.NotEmpty(city.Published.Page.QuerySelectorAll("#part-trends figure.chart"));
        PublishedCity.AssertNone(actuals.Select(v => PaperText.Plain(v.Text).TrimEnd('件', '%', '人', '日', '時', '間')).Where(n => !part.Contains(n, StringComparison.Ordinal)));
    }

    private IElement[] Tables() => [.. city.Published.Page.QuerySelectorAll("#part-indicator-tables table")];

    private static string CaptionOf(IElement table) => table.QuerySelector("caption")!.TextContent;

    // The heading and the 取組内容 above a table.
    private static string ItemOf(IElement table)
    {
        var at = table;
        while (at.PreviousElementSibling is null)
        {
            at = at.ParentElement!;
        }

        while (at is not { LocalName: "dl" })
        {
            at = at!.PreviousElementSibling!;
        }

        return at.PreviousElementSibling!.TextContent.Replace("取組項目 ", "", StringComparison.Ordinal) + at.QuerySelector("dd")!.TextContent;
    }

    private static IEnumerable<Value> ValuesOf(IElement table) =>
        from row in table.QuerySelectorAll("tbody tr")
        let head = PaperText.Plain(row.QuerySelector("th")!.TextContent)
        where (head.StartsWith("計画", StringComparison.Ordinal) || head.StartsWith("実績値", StringComparison.Ordinal)) && !head.Contains("年度", StringComparison.Ordinal)
        from cell in PublishedCity.Placed(row).Skip(1)
        where cell.Text.Length > 0
        select new Value(
            head.StartsWith("計画", StringComparison.Ordinal) ? Kind.Plan : Kind.Actual, PartOf(head),
            cell.Head.StartsWith(Initial, StringComparison.Ordinal) ? Initial : cell.Head, PaperText.Plain(cell.Text));

    private static string PartOf(string head) => head.Contains('(', StringComparison.Ordinal) ? head[(head.IndexOf('(', StringComparison.Ordinal) + 1)..^1] : "";

    // The paper's indicators with the rows of their tables.
    private List<Indicator> Printed()
    {
        var indicators = new List<Indicator>();
        var (item, content, actual) = ("", "", false);
        foreach (var cells in city.Lines.Where(l => l.Contains('\t', StringComparison.Ordinal)).Select(PaperText.Cells))
        {
            if (cells[0].StartsWith("取組項目", StringComparison.Ordinal))
            {
                item = cells[1];
            }
            else if (cells[0] == "取組内容")
            {
                content = cells[1];
            }
            else if (cells[0].StartsWith("指標", StringComparison.Ordinal))
            {
                indicators.Add(new Indicator(item, content, cells[0]["指標".Length..], cells[1], cells[^1]));
                actual = false;
            }
            else if (cells[0].Contains("年度", StringComparison.Ordinal))
            {
                indicators[^1].Texts.Add(cells[1]);
            }
            else if (cells[1].StartsWith(Initial, StringComparison.Ordinal))
            {
                indicators[^1].InitialHead = cells[1];
            }
            else
            {
                actual |= cells[0].StartsWith("実績値", StringComparison.Ordinal);
                indicators[^1].Rows.Add((actual, cells[1..]));
            }
        }

        return indicators;
    }

    /// <summary>Which row of a table a value stands in; Either: the paper's text has only one row for both.</summary>
    private enum Kind
    {
        Plan,
        Actual,
        Either,
    }

    private sealed record Value(Kind Kind, string Part, string Year, string Text)
    {
        public bool MayBe(Value document) =>
            (Kind == document.Kind || Kind == Kind.Either) && (Part, Year, Text) == (document.Part, document.Year, document.Text);

        public override string ToString() => $"{(Kind == Kind.Plan ? "計画" : "実績値")}{(Part.Length > 0 ? $"({Part})" : "")} {Year}: {Text}";
    }

    private sealed record Indicator(string Item, string Content, string Label, string Name, string Department)
    {
        private static readonly string[] Columns = [Initial, "令和元年度", "令和2年度", "令和3年度", "令和4年度", "令和5年度"];

        public string InitialHead { get; set; } = "";

        public List<(bool IsActual, string[] Cells)> Rows { get; } = [];

        public List<string> Texts { get; } = [];

        public List<Value> Values => [.. Rows.SelectMany(Row)];

        // (男性) 6.9% in the first cell: a part, and its value if there is one. A part holds for the whole row.
        private IEnumerable<Value> Row((bool IsActual, string[] Cells) row)
        {
            var kind = !Rows.Exists(r => !r.IsActual) ? Kind.Either : row.IsActual ? Kind.Actual : Kind.Plan;
            var first = row.Cells[0];
            var part = first.StartsWith('(') ? first[1..first.IndexOf(')', StringComparison.Ordinal)] : "";
            var cells = row.Cells.ToArray();
            cells[0] = part.Length > 0 ? first[(part.Length + 2)..] : first;
            return cells.Zip(Columns).Where(c => c.First.Trim().Length > 0).Select(c => new Value(kind, part, c.Second, PaperText.Plain(c.First)));
        }
    }
}
