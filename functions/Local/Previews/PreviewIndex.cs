using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using GyoseiFlow.Local.Planning;
using GyoseiFlow.Local.Rehearsals;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Local.Previews;

/// <summary>The page that leads to the sheets' forms and the document, and shows what was taken in of the years before.</summary>
internal static class PreviewIndex
{
    /// <summary>Where a measure's form is.</summary>
    public static string PathOf(Measure measure) => $"sheets/{measure.Code}.html";

    /// <summary>The page.</summary>
    public static string Write(RehearsedPlan asked, PastYears past, IReadOnlyCollection<Measure> sheets)
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
            {PastOf(asked, past)}</main>
            </body>
            </html>

            """;
    }

    // The sheets show only those of their own measures: whether all came in is seen here.
    private static string PastOf(RehearsedPlan asked, PastYears past)
    {
        var (graded, answered) = (past.GradedBefore(asked.Cycle.Year), past.AnsweredBefore(asked.Whole, asked.Cycle.Year));
        if (graded.IsEmpty && answered.IsEmpty)
        {
            return "";
        }

        var html = new StringBuilder("<h2>過去の実績・評価</h2>\n");
        if (!answered.IsEmpty)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p>過年度の回答（{PastFiles.Answers}）を入れています: {Labels(answered)}。個票の画面と文書に表示されます。</p>\n");
        }

        if (!graded.IsEmpty)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p>過去の評価（{PastFiles.Grades}）を入れています: {Labels(graded)}。「-」は終了、空欄は評価のないところです。</p>\n");
            AppendGrades(html, asked.Plan, past.Grades!, graded);
        }

        return html.ToString();
    }

    private static void AppendGrades(StringBuilder html, Plan plan, PastGrades grades, ImmutableArray<FiscalYear> years)
    {
        html.Append("<table>\n<thead><tr><th scope=\"col\">取組項目・実践項目</th>")
            .AppendJoin("", years.Select(y => $"<th scope=\"col\">{y.Label}</th>")).Append("</tr></thead>\n<tbody>\n");
        foreach (var item in plan.Items)
        {
            AppendRow($"取組項目{item.Label ?? item.Number.ToString(CultureInfo.InvariantCulture)} {item.Name}", year => grades.OfItem(item.Number, year));
            foreach (var measure in item.Measures)
            {
                AppendRow($"No.{measure.Code} {measure.Name}", year => grades.OfMeasure(measure.Code, year));
            }
        }

        html.Append("</tbody>\n</table>\n");

        void AppendRow(string name, Func<FiscalYear, string?> grade) => html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Encoded(name)}</th>")
            .AppendJoin("", years.Select(y => $"<td>{Encoded(grade(y) ?? "")}</td>")).Append("</tr>\n");
    }

    private static string Labels(IEnumerable<FiscalYear> years) => string.Join("、", years.Select(y => y.Label));

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
