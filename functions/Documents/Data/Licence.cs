using System.Text;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Data;

/// <summary>The terms under which the document and its data may be used, with the words in which to name the source.</summary>
/// <param name="Id">As the plan file has it.</param>
/// <param name="Name">The licence's full name.</param>
/// <param name="Address">Where its text is, or null for one that we don't know.</param>
internal sealed record Licence(string Id, string Name, string? Address)
{
    private const string Page = "（このデータを取得したページのURL）";

    public static Licence Of(string text) => Compact(text) switch
    {
        "PDL1.0" => new("PDL1.0", "公共データ利用規約（第1.0版）", "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0"),
        "CCBY4.0" => new("CC BY 4.0", "クリエイティブ・コモンズ 表示 4.0 国際", "https://creativecommons.org/licenses/by/4.0/deed.ja"),
        _ => new(text, text, null),
    };

    /// <summary>licence.txt and licence.json.</summary>
    public static PublishedFile[] Write(ReviewedYear year)
    {
        var licence = Of(year.Plan.Document.Licence);
        var json = JsonText.Write("data/licence.json", new
        {
            licence.Id,
            licence.Name,
            Url = licence.Address,
            Licensor = year.Plan.City,
            Attribution = licence.Attribution(year),
            AttributionWhenChanged = WhenChanged(year),
        });
        var text = new PublishedFile("data/licence.txt", "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(licence.Text(year)));
        return [text, json];
    }

    private string Text(ReviewedYear year) => string.Join('\n', (string[])
    [
        Source(year),
        $"著作権者：{year.Plan.City}",
        $"ライセンス：{(Name == Id ? Id : $"{Name}（{Id}）")}",
        .. Address is null ? (string[])[] : [Address],
        "",
        "利用するときは、次のように出典を記載してください。",
        "  " + Attribution(year),
        "",
        "編集・加工して利用するときは、出典のほかに、加工したことを記載してください。",
        "  " + WhenChanged(year),
        "加工したものを、市が作成したままのものであるかのように公表・利用することはできません。",
        "",
    ]);

    private string Attribution(ReviewedYear year) =>
        $"出典：{Source(year)}{Page}、{Id}{(Address is null ? "" : $"（{Address}）")}";

    private static string WhenChanged(ReviewedYear year) => $"{Source(year)}{Page}を加工して作成";

    private static string Source(ReviewedYear year) =>
        $"「{year.Plan.Document.Title}」（{year.Plan.City}、{year.Cycle.Year.Label}、第{Printed.Number(year.Version)}版、{Wareki.Format(year.PublishedOn)}公表）";

    private static string Compact(string text) =>
        string.Concat(text.Where(c => char.IsAsciiLetterOrDigit(c) || c == '.')).ToUpperInvariant();
}
