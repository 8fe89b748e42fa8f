using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace GyoseiFlow.Documents.Tests.Papers;

public sealed class PublishedToyama() : PublishedCity("toyama");

/// <summary>富山市, 令和8年度: the 34 items, and the profiles with their grids of years.</summary>
public sealed partial class ToyamaPaperTests(PublishedToyama city) : IClassFixture<PublishedToyama>
{
    private const string ProfilesBegin = "【取組個票への";
    private const string ListBegins = "取組項目まとめ";

    [Fact]
    public void EveryItemOfTheList_HasItsNameDepartmentsAndMarks()
    {
        var paper = List();
        var profiles = city.Published.Page.QuerySelectorAll("#part-profiles .flag").GroupBy(f => f.ParentElement!.TextContent.Trim().Split(' ')[0])
            .ToDictionary(g => g.Key, g => g.Select(f => f.TextContent).ToArray());
        var overview = city.Published.Cells("overview").Where(r => r.Length == 3).ToDictionary(r => r[0].Split(' ')[0]);

        Assert.Equal(34, paper.Count);
        Assert.Equal(paper.Select(i => i.Number), overview.Keys);
        Assert.All(paper, item =>
        {
            var row = overview[item.Number];
            Assert.Equal(PaperText.Plain($"{item.Number} {item.Name}"), PaperText.Plain(row[0]));
            Assert.All(item.Departments, d => Assert.Contains(d, PaperText.Plain(row[2]), StringComparison.Ordinal));
            Assert.Equal(item.Marks, profiles.GetValueOrDefault(item.Number, []));
        });
    }

    [Fact]
    public void EveryRowOfTheGrids_HasItsCellsInTheirYears()
    {
        var paper = Grids();
        var document = city.Published.Page.QuerySelectorAll("#part-profiles table[id$='-schedule'] tbody tr").Select(RowOf).ToList();

        Assert.Equal(54, paper.Count);
        Assert.Equal(paper, document);
    }

    [Fact]
    public void CellsOverSeveralYears_SpanThem()
    {
        var spans = city.Published.Page.QuerySelectorAll("#part-profiles table[id$='-schedule'] td[colspan]")
            .Select(c => $"{c.GetAttribute("data-label")}: {c.TextContent.Trim()}").ToArray();

        // Where the README of the plan file says that a cell goes on (inferred: the text of the paper has no spans).
        Assert.Equal(17, spans.Length);
        Assert.Contains("R8～R9: 現状調査\n対応方針検討", spans.Select(s => s.Replace(" ", "\n", StringComparison.Ordinal).Replace(":\n", ": ", StringComparison.Ordinal)));
    }

    [Fact]
    public void EveryPieceOfTheProfiles_StandsInTheDocument()
    {
        var lines = city.Lines.SkipWhile(l => !l.StartsWith(ProfilesBegin, StringComparison.Ordinal)).TakeWhile(l => l.Trim() != ListBegins);

        PublishedCity.AssertNone(city.Missing(lines).Where(piece => !IsFrame(piece)).Except(LostInProfiles));
    }

    [Fact]
    public void EveryPieceOfTheOtherChapters_StandsInTheDocument()
    {
        var before = city.Lines.TakeWhile(l => !l.StartsWith("【 取組項目", StringComparison.Ordinal));
        var after = city.Lines.SkipWhile(l => !l.StartsWith("本計画の策定体制", StringComparison.Ordinal));

        PublishedCity.AssertNone(city.Missing(before.Concat(after)).Except(LostInChapters));
    }

    /// <summary>The number of profile 26, which the paper's text has as ②.</summary>
    private static readonly string[] LostInProfiles = ["2フロントヤード改革の推進"];

    /// <summary>The mark of a draft.</summary>
    private static readonly string[] LostInChapters = ["(素案)"];

    // Heads of tables and pages, which the document has in its own words or not at all.
    private static bool IsFrame(string piece) => Frame().IsMatch(piece);

    private static string RowOf(IElement row)
    {
        var cells = PublishedCity.Placed(row).ToArray();
        return Joined(cells[0].Text, cells[1].Text, cells.Skip(2).Where(c => c.Text.Length > 0 && !c.Head.EndsWith("実績", StringComparison.Ordinal))
            .Select(c => (Year().Match(c.Head).Value, c.Text)));
    }

    private static string Joined(string group, string name, IEnumerable<(string Year, string Text)> cells) =>
        PaperText.Plain($"{group}|{name}|{string.Join('|', cells.Select(c => $"{c.Year}={c.Text}"))}");

    // A row's first cell holds the group, or the group and the name; the years follow.
    private List<string> Grids()
    {
        string[] years = ["R7", "R8", "R9", "R10", "R11", "R12"];
        var rows = new List<string>();
        foreach (var line in city.Lines.SkipWhile(l => !l.StartsWith(ProfilesBegin, StringComparison.Ordinal)))
        {
            var cells = PaperText.Cells(line);
            if (Group().Match(cells[0]) is { Success: true } group && cells.Length > 4)
            {
                var name = cells[0][group.Length..];
                var values = name.Length > 0 ? cells[1..] : cells[2..];
                rows.Add(Joined(
                    GroupName(group.Value), name.Length > 0 ? name : cells[1],
                    years.Zip(values).Where(c => PaperText.Plain(c.Second).Length > 0).Select(c => (c.First, c.Second))));
            }
        }

        return rows;
    }

    private static string GroupName(string printed) => PaperText.Plain(printed);

    private List<Listed> List() =>
    [
        .. from line in city.Lines.SkipWhile(l => l.Trim() != ListBegins)
           let cells = PaperText.Cells(line)
           where cells.Length >= 4 && int.TryParse(cells[0], out _)
           let isDx = cells[1].StartsWith("DX ", StringComparison.Ordinal)
           select new Listed(
               cells[0], isDx ? cells[1][3..] : cells[1],
               [.. cells[2..4].SelectMany(d => d.Split('／', '・', '、')).Select(PaperText.Plain).Where(d => d.Length > 0)],
               [.. cells[^1] == "○" ? ["新規"] : Array.Empty<string>(), .. isDx ? ["DX"] : Array.Empty<string>()]),
    ];

    private sealed record Listed(string Number, string Name, string[] Departments, string[] Marks);

    [GeneratedRegex(@"^アク\s?ティ\s?ビティ\s*(\(活動内容\))?\s*|^アウト\s?(プット|カム)\s*(\((活動|成果)目標\))?\s*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Group();

    [GeneratedRegex(@"R\d+", RegexOptions.None, 1000)]
    private static partial Regex Year();

    [GeneratedRegex(@"^(各年度の|行程取組指標|各年度の行程取組指標|現状(R7)?|計画期間|R\d+|改革の内容|期待される効果|具体の取組|目的\d.*|(アクティビティ|アウトプット|アウトカム|インパクト)\(.*|\d+|新規|DX|新規DX|VII|〈.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Frame();
}
