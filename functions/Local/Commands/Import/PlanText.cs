using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GyoseiFlow.Local.Planning;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Local.Commands.Import;

/// <summary>What is said of a plan beside its list.</summary>
/// <param name="Id">ASCII id.</param>
/// <param name="Name">The plan's name.</param>
/// <param name="City">The city's name.</param>
/// <param name="First">The first fiscal year.</param>
/// <param name="Last">The last.</param>
internal sealed record PlanHead(string Id, string Name, string City, FiscalYear First, FiscalYear Last);

/// <summary>Writes a plan file from a list. Whatever the list doesn't say is marked 要確認.</summary>
internal static class PlanText
{
    /// <summary>The mark of what somebody has to look at.</summary>
    public const string Check = "# 要確認";

    private static readonly string[] Numerals = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];

    // The blocks of rest.yaml, by the headings of the template, which explains them.
    private static readonly string[] Headings = ["個票の様式", "メール", "公表する文書"];

    private static readonly BusinessCalendar BusinessDays = new([]);

    /// <summary>plan.yaml.</summary>
    public static string Yaml(PlanList list, PlanHead head)
    {
        var yaml = new StringBuilder();
        var (themes, departments) = (Ids(list.Themes, "t"), Ids(list.Departments, "d"));
        Line(yaml, $"# yaml-language-server: $schema={PlanSchemaFile.Name}");
        Line(yaml, $"# {head.Name}の計画ファイル（plan import が一覧から作りました）");
        Line(yaml, "#");
        Line(yaml, "# 一覧に書かれていなかったことには、仮の値を入れて「要確認」と書いてあります。すべて確かめて、直してください。");
        Line(yaml, "# 直したら、その「要確認」の文字を消します。残りは plan check が数えます。plan add で登録します。");
        Line(yaml, "# くわしくは、docs/plan-guide.md と、見本の計画ファイル（functions/Local/Plans の plan.yaml）を見てください。");
        Line(yaml, "#");
        var (writing, edition) = PlanTemplate.Head();
        yaml.Append(writing);
        Line(yaml, "");
        yaml.Append(PlanTemplate.Comments("計画"));
        Line(yaml, $"id: {head.Id}                  {Check}：アドレスとデータに使います。運用を始めたら変えないでください");
        Line(yaml, edition);
        Line(yaml, $"name: {Quote(head.Name)}   {Check}");
        Line(yaml, $"city: {Quote(head.City)}   {Check}");
        Line(yaml, $"cityCode: \"000001\"          {Check}：仮の番号です。全国地方公共団体コード（6桁）を書いてください");
        Line(yaml, $"firstYear: {head.First}              {Check}：計画の最初の年度");
        Line(yaml, $"lastYear: {head.Last}               {Check}：計画の最後の年度");
        WriteThemes(yaml, themes);
        WriteDepartments(yaml, departments);
        WriteItems(yaml, list, head, themes, departments);
        WriteCycle(yaml, list, head);
        yaml.Append(Rest(head));
        return yaml.ToString();
    }

    /// <summary>past.json: the grades of former years.</summary>
    public static string Past(PlanList list)
    {
        var past = new JsonObject
        {
            ["items"] = new JsonObject(list.ItemGrades.Select(i => KeyValuePair.Create<string, JsonNode?>(
                i.Key.ToString(CultureInfo.InvariantCulture), Years(i.Value)))),
            ["measures"] = new JsonObject(list.MeasureGrades.Select(m => KeyValuePair.Create<string, JsonNode?>(m.Key, Years(m.Value)))),
        };
        return past.ToJsonString(new JsonSerializerOptions
        {
            WriteIndented = true,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }) + "\n";
    }

    private static JsonObject Years(SortedDictionary<FiscalYear, string> years) =>
        new(years.Select(y => KeyValuePair.Create<string, JsonNode?>(y.Key.ToString(), JsonValue.Create(y.Value))));

    private static Dictionary<string, string> Ids(IEnumerable<string> names, string letter) => names
        .Select((name, at) => (name, Id: string.Create(CultureInfo.InvariantCulture, $"{letter}{at + 1}")))
        .ToDictionary(n => n.name, n => n.Id, StringComparer.Ordinal);

    private static void WriteThemes(StringBuilder yaml, Dictionary<string, string> themes)
    {
        if (themes.Count == 0)
        {
            return;
        }

        Line(yaml, "");
        yaml.Append(PlanTemplate.Comments("テーマ"));
        Line(yaml, $"{Check}：number は並び順の番号、short は名前と同じにしてあります");
        Line(yaml, "themes:");
        foreach (var ((name, id), at) in themes.Select((t, at) => (t, at)))
        {
            var number = at < Numerals.Length ? Numerals[at] : (at + 1).ToString(CultureInfo.InvariantCulture);
            Line(yaml, $"  - {{ id: {id}, number: {Quote(number)}, short: {Quote(name)}, name: {Quote(name)} }}");
        }
    }

    private static void WriteDepartments(StringBuilder yaml, Dictionary<string, string> departments)
    {
        Line(yaml, "");
        yaml.Append(PlanTemplate.Comments("担当部署"));
        Line(yaml, $"{Check}：アドレスは仮です。市のアドレスに直してください。");
        Line(yaml, "# 「各担当部署」のような総称は、mail と headMail を消してください（総称は筆頭の担当になれません）。");
        Line(yaml, "departments:");
        foreach (var (name, id) in departments)
        {
            Line(yaml, $"  - {{ id: {id}, name: {Quote(name)}, mail: {id}@example.jp, headMail: {id}-cho@example.jp }}");
        }
    }

    private static void WriteItems(
        StringBuilder yaml, PlanList list, PlanHead head, Dictionary<string, string> themes, Dictionary<string, string> departments)
    {
        var isAnyStarted = list.Items.SelectMany(i => i.Measures).Any(m => m.Started is not null);
        Line(yaml, "");
        yaml.Append(PlanTemplate.Comments("取組項目と実践項目", list.Themes.Any() ? ["scored"] : []));
        if (!isAnyStarted)
        {
            Line(yaml, $"{Check}：開始年度（started）は一覧にないので、すべて計画の最初の年度にしました。途中から加わったものを直してください");
        }

        Line(yaml, "items:");
        foreach (var item in list.Items)
        {
            Line(yaml, $"  - number: {item.Number.ToString(CultureInfo.InvariantCulture)}");
            Line(yaml, $"    name: {Quote(item.Name)}");
            if (item.Themes.Count > 0)
            {
                Line(yaml, $"    themes: [{string.Join(", ", item.Themes.Select(t => themes[t]))}]");
            }

            Line(yaml, "    measures:");
            foreach (var m in item.Measures)
            {
                var ended = m.Ended.Length > 0 ? $", ended: {Quote(m.Ended)}" : "";
                var revision = m.Revision.Length > 0 ? $", revision: {Quote(m.Revision)}" : "";
                var started = m.Started is { } year ? $"{year}" : head.First.ToString();
                Line(yaml, $"      - {{ code: {Quote(m.Code)}, name: {Quote(m.Name)}, departments: [{string.Join(", ", m.Departments.Select(d => departments[d]))}], "
                    + $"started: {started}{ended}{revision} }}{(isAnyStarted && m.Started is null ? $" {Check}：開始年度" : "")}");
            }
        }
    }

    // The year after the last one that has grades is the one to be reviewed; the review is in the year that follows.
    private static void WriteCycle(StringBuilder yaml, PlanList list, PlanHead head)
    {
        FiscalYear[] graded = [.. list.ItemGrades.Values.Concat(list.MeasureGrades.Values).SelectMany(y => y.Keys)];
        var year = graded.Length == 0 ? head.First : graded.Max() is var last && last < head.Last ? last.Next : head.Last;
        string Day(int month, int day) =>
            BusinessDays.NextOnOrAfter(new DateOnly(year.Year + 1, month, day)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Line(yaml, "");
        yaml.Append(PlanTemplate.Comments("年度ごとの日程", "nocommittee"));
        Line(yaml, $"{Check}：日程は仮です。市の日程に直してください。");
        Line(yaml, "# 審議会があるときは committee: を書き、日程にも committee の opens と due を書いてください。");
        Line(yaml, "cycles:");
        Line(yaml, $"  - year: {year}");
        Line(yaml, $"    opens: {Day(4, 1)}");
        Line(yaml, $"    selfEvaluation: {{ due: {Day(4, 25)}, remindAt: [-3, 1, 3] }}");
        Line(yaml, "    escalateAfter: 5");
        Line(yaml, $"    publication: {Day(7, 30)}");
        Line(yaml, "");
    }

    private static string Rest(PlanHead head)
    {
        using var reader = new StreamReader(typeof(PlanText).Assembly.GetManifestResourceStream("import/rest.yaml")!);
        return Headings.Aggregate(
                reader.ReadToEnd().ReplaceLineEndings("\n"),
                (rest, heading) => rest.Replace($"@@{heading}@@\n", PlanTemplate.Comments(heading), StringComparison.Ordinal))
            .Replace("@@TEMPLATES@@\n", PlanTemplate.MailTemplates("事務局") + "\n", StringComparison.Ordinal)
            .Replace("@@CITY@@", Escape(head.City), StringComparison.Ordinal)
            .Replace("@@PLAN@@", Escape(head.Name), StringComparison.Ordinal);
    }

    private static void Line(StringBuilder yaml, string line) => yaml.Append(line).Append('\n');

    private static string Quote(string text) => $"\"{Escape(text)}\"";

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
