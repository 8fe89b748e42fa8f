using AngleSharp.Dom;

namespace GyoseiFlow.Documents.Tests.Papers;

public sealed class PublishedFuchu() : PublishedCity("fuchu");

/// <summary>府中市, 令和2年度: means, labels, and each group's copy of the sheets.</summary>
public sealed class FuchuPaperTests(PublishedFuchu city) : IClassFixture<PublishedFuchu>
{
    /// <summary>
    /// What of the paper is no part of the document: names of forms, of columns and of those who wrote it down; the weekday of the meeting, which
    /// the document's dates don't have.
    /// </summary>
    private static readonly string[] LeftOut =
    [
        "記録者", "(氏名略)", "(氏名略4名)", "(4名)", "開催日時", "出席者", "基本施策名", "内容", "別紙:見直し論点シートのとおり", "見直し論点シート", "番号", "主担当部", "ver情報",
        "施策名", "平均値", "主な取組と成果", "残された課題", "「めざすまちの姿」", "基本施策全体の進捗状況",
        "令和2年9月19日(土)午前10時00分~12時00分", "イ.これまでに(第6次総合計画期間に)得られた成果残された課題", "見直しの理由",
    ];

    [Fact]
    public void EveryMean_IsThePapers_WithItsLabel()
    {
        var data = city.Published.Csv("progress_means.csv");

        Assert.Equal(["5-2 2.3 やや遅れているが、概ね順調", "5-3 1.0 遅れが生じている"], Sheets().Select(s => $"{s.Number} {s.Mean} {s.Label}").Distinct());
        Assert.Equal(Sheets().Select(s => $"{s.Mean} {s.Label}").Distinct(), data.Select(r => $"{r["mean"]} {r["label"]}"));
        Assert.All(Sheets(), sheet =>
        {
            var rows = ProgressOf(sheet);
            Assert.Contains(rows, r => r is ["全体の平均値", var mean] && mean == sheet.Mean);
            Assert.Contains(rows, r => r is ["全体の進捗状況", var label] && label == sheet.Label);
        });
    }

    [Fact]
    public void EveryPart_HasThePapersStep() => Assert.All(Sheets(), sheet => Assert.Equal(
        sheet.Parts.Select(p => $"{PaperText.Plain(p.Name)} {PaperText.Plain(p.Step)}"),
        ProgressOf(sheet).SkipLast(2).Select(r => $"{PaperText.Plain(r[0])} {PaperText.Plain(r[1])}")));

    [Fact]
    public void EveryGroupsCopy_HasThePapersTexts()
    {
        var missing = new List<string>();
        foreach (var sheet in Sheets())
        {
            var copy = CopyOf(sheet);
            missing.AddRange(sheet.Texts.SelectMany(PaperText.Pieces).Where(p => !LeftOut.Contains(p) && !copy.Contains(p, StringComparison.Ordinal))
                .Select(p => $"{sheet.Number} {sheet.Group}: {p}"));
        }

        PublishedCity.AssertNone(missing);
    }

    [Fact]
    public void WhatAGroupAdded_StandsOut_BesideTheOtherGroupsCopy()
    {
        var tables = city.Page.QuerySelectorAll("#part-group-copies table").Where(t => t.QuerySelectorAll("thead th").Length == 3).ToArray();

        Assert.All(tables, t => Assert.Equal(["項目", "グループ①", "グループ②"], t.QuerySelectorAll("thead th").Select(h => h.TextContent)));
        Assert.Contains(Added(1), text => text.Contains("知識の共有を図る必要がある。", StringComparison.Ordinal));
        Assert.Contains(Added(1), text => text.Contains("AI、OCR、RPAはアルファベットではなく", StringComparison.Ordinal));
        Assert.Contains(Added(2), text => text.Contains("市役所に来庁しなくても手続き可能なシステムを整備する。", StringComparison.Ordinal));
        // The draft's own line stays the draft's, whatever was written below it; only in 5-2 カ did a group change a sentence of the draft.
        Assert.DoesNotContain(Added(1), text => text.Contains("増大に対応できる職員の育成", StringComparison.Ordinal));
        Assert.Equal("［削除］「全体の奉仕者」としての誇りを持ち、", Assert.Single(tables.SelectMany(t => t.QuerySelectorAll("del"))).TextContent);

        IEnumerable<string> Added(int column) => tables.SelectMany(t => t.QuerySelectorAll("tbody tr")).SelectMany(r => r.Children[column].QuerySelectorAll("ins")).Select(i => i.TextContent);
    }

    [Fact]
    public void EachGroupsMeeting_IsRecorded() => Assert.Equal(
        ["g1 2020-09-19 午前10時00分～12時00分 4名", "g2 2020-09-19 午前10時00分～12時00分 4名"],
        city.Published.Csv("meetings.csv").Select(m => $"{m["group_id"]} {m["held_on"]} {m["hours"]} {m["attendance"]}"));

    [Fact]
    public void EveryPieceOfThePaper_StandsInTheDocument() => PublishedCity.AssertNone(city.Missing(city.Lines).Except(LeftOut));

    private string[][] ProgressOf(Sheet sheet) => Published.Cells(
        Under(sheet, "#part-progress").First(t => t.QuerySelector("thead th")!.TextContent == "施策名"));

    // The group's column of the copies side by side, without what the group took out.
    private string CopyOf(Sheet sheet)
    {
        var table = Under(sheet, "#part-group-copies").First(t => t.QuerySelectorAll("thead th").Length == 3);
        var column = table.QuerySelectorAll("thead th").Select(h => h.TextContent).ToList().IndexOf(sheet.Group);
        var text = new System.Text.StringBuilder();
        foreach (var cell in table.QuerySelectorAll("tbody tr").Select(r => (IElement)r.Children[column].Clone()))
        {
            foreach (var taken in cell.QuerySelectorAll("del, .added").ToArray())
            {
                taken.Remove();
            }

            text.Append(cell.TextContent);
        }

        return PaperText.Plain(text.ToString());
    }

    private IEnumerable<IElement> Under(Sheet sheet, string part) => city.Published.Page.QuerySelectorAll($"{part} table")
        .SkipWhile(t => !HeadingOf(t).Contains(sheet.Number, StringComparison.Ordinal));

    private static string HeadingOf(IElement table)
    {
        for (var at = table; at is not null; at = at.PreviousElementSibling ?? at.ParentElement)
        {
            if (at.LocalName is "h3" or "h4" or "h5" or "h6")
            {
                return at.TextContent;
            }
        }

        return "";
    }

    // A sheet runs over two pages, of which only the first names its group.
    private List<Sheet> Sheets()
    {
        var sheets = new List<Sheet>();
        var isFirstPage = false;
        foreach (var line in city.Lines.Where(l => l.Length > 0))
        {
            var cells = PaperText.Cells(line);
            if (cells is [['5', '-', ..], _, _, _, _, ['グ', ..]])
            {
                sheets.Add(new Sheet(cells[0], cells[5]));
                isFirstPage = false;
            }
            else if (sheets.Count == 0 || cells is [['5', '-', ..], ..])
            {
                continue;
            }
            else if (cells[0] == "基本施策全体の進捗状況")
            {
                isFirstPage = true;
            }
            else if (isFirstPage && cells.Length >= 4)
            {
                var sheet = sheets[^1];
                sheets[^1] = sheet with
                {
                    Label = cells[0].Length > 0 ? cells[0] : sheet.Label,
                    Mean = cells[1].Length > 0 ? cells[1] : sheet.Mean,
                    Parts = [.. sheet.Parts, (cells[2], cells[3])],
                };
            }
            else if (!line.Contains(". ", StringComparison.Ordinal) && cells[0] != "番号")
            {
                isFirstPage = false;
                sheets[^1].Texts.Add(line);
            }
        }

        return sheets;
    }

    private sealed record Sheet(string Number, string Group)
    {
        public string Mean { get; init; } = "";

        public string Label { get; init; } = "";

        public (string Name, string Step)[] Parts { get; init; } = [];

        public List<string> Texts { get; } = [];
    }
}
