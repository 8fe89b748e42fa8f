using System.Globalization;
using System.Net;
using System.Text;
using GyoseiFlow.Local.Rehearsals;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Local.Previews;

/// <summary>The page that leads to the sheets' forms and the document.</summary>
internal static class PreviewIndex
{
    /// <summary>Where a measure's form is.</summary>
    public static string PathOf(Measure measure) => $"sheets/{measure.Code}.html";

    /// <summary>The page.</summary>
    public static string Write(RehearsedPlan asked, IReadOnlyCollection<Measure> sheets)
    {
        var links = new StringBuilder();
        foreach (var measure in sheets)
        {
            links.Append(CultureInfo.InvariantCulture, $"<li><a href=\"{Encoded(PathOf(measure))}\">No.{Encoded(measure.Code)} {Encoded(measure.Name)}</a>（{Encoded(asked.Plan.Department(measure.LeadDepartment).Name)}）</li>\n");
        }

        return $"""
            <!DOCTYPE html>
            <html lang="ja">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Encoded(asked.Plan.Name)}の見本</title>
            </head>
            <body>
            <main>
            <h1>{Encoded(asked.Plan.Name)} {Encoded(asked.Cycle.Year.Label)}の見本</h1>
            <p>計画ファイルから作った見本です。どのページも、実際に使う画面・文書と同じものです。何も保存されません。</p>
            <h2>個票の画面</h2>
            <p>形の違う個票を1つずつ並べています。ほかの個票は、このどれかと同じ形です。</p>
            <ul>
            {links}</ul>
            <h2>公表する文書</h2>
            <p>すべての個票に仮の回答を入れて公表したときの文書です。点数や数字も仮のものです。</p>
            <ul>
            <li><a href="document/index.html">{Encoded(asked.Plan.Document.Title)}</a></li>
            </ul>
            </main>
            </body>
            </html>

            """;
    }

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
