using System.Collections.Immutable;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Documents.Tests.MachineReadability;

/// <summary>Published years on which the rules are checked: the real one, and one whose departments typed everything that breaks a table.</summary>
internal static class Samples
{
    public const string Nasty = " ①と同じ、㈱ﾃﾞｰﾀ\tが「Ⅳ」㌔\n\n＝次の行\u2028最後  の行, \"引用\" ";
    public const string NastyInCsv = "(1)と同じ、(株)データ が「IV」キロ / ＝次の行 / 最後 の行, \"引用\"";

    public static TheoryData<string> Names => ["tomakomai", "nasty", "unscored"];

    public static Years NastyYear { get; } = new()
    {
        PlanName = Nasty,
        Opinions = [Nasty, "=1+1", "-1", "+1", "@SUM(A1)"],
        Scores = ImmutableDictionary<string, int[]>.Empty.Add("M1", [0, 0]),
        Form =
        [
            new("actions", "取組内容", FieldKind.Table, false, true, 0,
                [
                    new("year", "年度", ColumnKind.Year, []),
                    new("no", "番号", ColumnKind.Number, []),
                    new("status", "状況", ColumnKind.Choice, ["工程どおり", "①見直し"]),
                    new("resultText", "結果", ColumnKind.Text, []),
                ],
                "⇒は前の年度と同じことを示します。"),
            new("scores", "自己評価", FieldKind.Scores, false, false, 0, [], null),
            new("reasons", "評価の理由", FieldKind.TextPerCriterion, false, false, 0, [], null),
            new("ended", "取組終了", FieldKind.Month, false, true, 0, [], null),
            new("measures", "取組", FieldKind.Table, false, true, 0, [new("measureCode", "番号", ColumnKind.Text, [])], null),
            new("remark", "特記事項", FieldKind.Text, false, false, 0, [], null),
        ],
        Answers = ImmutableDictionary<string, Answers>.Empty.Add("M1", Answers.None
            .With("actions", new TableAnswer([
                Row(("year", "R5"), ("no", "1"), ("status", "①見直し"), ("resultText", Nasty)),
                Row(("year", "来年"), ("no", " 2 "), ("status", "検討中"), ("resultText", "⇒")),
                Row(("no", "0")),
            ]))
            .With("reasons", new TextsAnswer(ImmutableSortedDictionary<string, string>.Empty.Add("progress", Nasty)))
            .With("ended", new MonthAnswer(new DateOnly(2024, 3, 1)))
            .With("remark", new TextAnswer("=HYPERLINK(\"x\")"))
            .With("measures", new TableAnswer([Row(("measureCode", "x"))]))),
    };

    private static readonly Lazy<Task<Published>> Rendered = new(() => Published.OfAsync(NastyYear.Build()));

    /// <summary>A sample's files.</summary>
    public static Task<Published> OfAsync(string name) => name switch
    {
        "tomakomai" => Tomakomai.PublishedAsync,
        "unscored" => UnscoredYear.PublishedAsync,
        _ => Rendered.Value,
    };

    /// <summary>The names of all tables, without the folder.</summary>
    public static string[] Tables(this Published published) =>
        [.. published.Files.Select(f => f.Path).Where(p => p.EndsWith(".csv", StringComparison.Ordinal)).Select(p => Path.GetFileName(p)!)];

    /// <summary>A table's first line, cut at its commas: names of columns need no quotes.</summary>
    public static string[] Header(this Published published, string table) => published.Lines(table)[0].Split(',');

    /// <summary>A table's lines.</summary>
    public static string[] Lines(this Published published, string table) =>
        published.Text($"data/{table}").TrimStart('\uFEFF').Split("\r\n")[..^1];

    /// <summary>Every cell with its row in the data dictionary.</summary>
    public static IEnumerable<(string Table, Row Column, string Cell)> Cells(this Published published)
    {
        var dictionary = published.Csv("data_dictionary.csv").ToLookup(r => r["file"]);
        return from table in published.Tables()
               from row in published.Csv(table)
               from column in dictionary[table]
               select (table, column, row[column["column"]]);
    }

    private static ImmutableSortedDictionary<string, string> Row(params (string Column, string Text)[] cells) =>
        cells.ToImmutableSortedDictionary(c => c.Column, c => c.Text);
}
