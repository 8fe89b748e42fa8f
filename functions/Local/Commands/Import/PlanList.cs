using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Local.Commands.Import;

/// <summary>A measure as the list says it.</summary>
/// <param name="Code">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Departments">Names; the first leads.</param>
/// <param name="Started">The year in which it joined.</param>
/// <param name="Ended">2025-03 or R6, or empty.</param>
/// <param name="Revision">R5内容変更, or empty.</param>
internal sealed record ListedMeasure(
    string Code, string Name, IReadOnlyList<string> Departments, FiscalYear? Started, string Ended, string Revision);

/// <summary>An item as the list says it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Themes">Names.</param>
/// <param name="Measures">Its measures.</param>
internal sealed record ListedItem(int Number, string Name, IReadOnlyList<string> Themes, List<ListedMeasure> Measures);

/// <summary>What a city's list says. What it doesn't say is not made up here: it is a problem, or a notice.</summary>
internal sealed partial class PlanList
{
    private const int MostDepartments = 6;
    private const int LongestGrade = 4;
    private const int MostTitles = 10;

    private readonly ListColumns columns;
    private readonly Dictionary<string, string> places = [];
    private int sameItem;

    private PlanList(ListColumns columns) => this.columns = columns;

    public List<string> Problems { get; } = [];

    public List<string> Notices { get; } = [];

    public List<ListedItem> Items { get; } = [];

    /// <summary>Grades by item number, then year.</summary>
    public SortedDictionary<int, SortedDictionary<FiscalYear, string>> ItemGrades { get; } = [];

    /// <summary>Grades by measure code, then year.</summary>
    public Dictionary<string, SortedDictionary<FiscalYear, string>> MeasureGrades { get; } = [];

    /// <summary>Every department that is named, in the order of the list.</summary>
    public IEnumerable<string> Departments => Items.SelectMany(i => i.Measures).SelectMany(m => m.Departments).Distinct(StringComparer.Ordinal);

    public IEnumerable<string> Themes => Items.SelectMany(i => i.Themes).Distinct(StringComparer.Ordinal);

    /// <summary>Every fiscal year that is named.</summary>
    public IEnumerable<FiscalYear> Years => columns.Grades.Keys
        .Concat(Items.SelectMany(i => i.Measures).SelectMany(m => new[] { m.Started, EndOf(m.Ended) }).OfType<FiscalYear>());

    public static PlanList Read(ListFile file)
    {
        var problems = new List<string>();
        var titles = TitlesOf(file.Rows);
        var head = file.Rows[titles];
        var list = new PlanList(ListColumns.Read(head, problems));
        list.Problems.AddRange(problems);
        if (titles > 0)
        {
            list.Notices.Add($"表題とみて、読まなかった行：{string.Join("、", file.Rows.Take(titles).Select(r => r.Cells.First(c => !string.IsNullOrWhiteSpace(c)).Trim()))}。");
        }

        if (list.columns.Renamed.Count > 0)
        {
            list.Notices.Add($"列の名前は、{string.Join("、", list.columns.Renamed)}として読みました。");
        }

        if (problems.Count == 0)
        {
            foreach (var row in file.Rows.Skip(titles + 1))
            {
                list.Read(row);
            }

            list.Conclude(head);
        }

        return list;
    }

    // Above the head may be a title and a date: the head is where most columns are named.
    private static int TitlesOf(IReadOnlyList<ListRow> rows)
    {
        var known = rows.Take(MostTitles).Select(ListColumns.Known).ToList();
        return Math.Max(0, known.IndexOf(known.Max()));
    }

    /// <summary>The fiscal year of an end, or null.</summary>
    public static FiscalYear? EndOf(string ended) =>
        MonthAnswer.Read(ended) is { } answer ? FiscalYear.Of(answer.Month)
        : FiscalYear.TryParse(ended, out var year) ? year
        : null;

    private void Read(ListRow row)
    {
        if (ItemOf(row) is not { } item)
        {
            return;
        }

        var (code, name) = (Narrow(row[columns[ListColumns.Code]]), OneLine(row, ListColumns.Measure));
        if (code.Length == 0 && name.Length == 0)
        {
            ReadGrades(row, $"取組項目{item.Number}", ItemGrades, item.Number);
            return;
        }

        if (!CodePattern().IsMatch(code))
        {
            Problem(row, ListColumns.Code, $"番号「{code}」は使えません。英数字・ハイフン・ピリオドだけで、英数字で始めて20文字まで（1、N1、1-2）にしてください。");
            return;
        }

        if (!IsFirst(row, $"実践項目{code}"))
        {
            return;
        }

        if (name.Length == 0)
        {
            Problem(row, ListColumns.Measure, "実践項目の名前がありません。書いてください。");
        }

        item.Measures.Add(new ListedMeasure(code, name, DepartmentsOf(row), StartedOf(row), EndedOf(row), OneLine(row, ListColumns.Revision)));
        ReadGrades(row, $"実践項目{code}", MeasureGrades, code);
    }

    private ListedItem? ItemOf(ListRow row)
    {
        var (number, name) = (Narrow(row[columns[ListColumns.ItemNumber]]), OneLine(row, ListColumns.ItemName));
        if (number.Length == 0 && name.Length == 0 && Items.Count > 0)
        {
            sameItem++;
            return Items[^1];
        }

        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n is < 1 or > 999)
        {
            Problem(
                row,
                ListColumns.ItemNumber,
                $"「{number}」は取組項目の番号（1～999の整数）ではありません。{(number.Contains('計', StringComparison.Ordinal) ? "合計などの行なら、行を消してください。" : "通し番号を書いてください。")}");
            return null;
        }

        var themes = Split(row[columns[ListColumns.Themes]]);
        if (Items.FirstOrDefault(i => i.Number == n) is not { } known)
        {
            if (name.Length == 0)
            {
                Problem(row, ListColumns.ItemName, $"取組項目{n}の名前がありません。最初の行に書いてください。");
            }

            Items.Add(known = new ListedItem(n, name, themes, []));
        }
        else if ((name.Length > 0 && name != known.Name) || (themes.Count > 0 && !themes.SequenceEqual(known.Themes)))
        {
            Problem(row, ListColumns.ItemName, $"取組項目{n}の名前かテーマが、前の行（{known.Name}）と違います。同じにするか、別の番号にしてください。");
        }

        return known;
    }

    private List<string> DepartmentsOf(ListRow row)
    {
        var departments = Split(row[columns[ListColumns.Departments]]);
        if (departments.Count == 0)
        {
            Problem(row, ListColumns.Departments, "担当部署がありません。書いてください（2つ以上は「、」で区切り、主担当を最初にします）。");
        }
        else if (departments.Count > MostDepartments || departments.Distinct(StringComparer.Ordinal).Count() < departments.Count)
        {
            Problem(row, ListColumns.Departments, $"担当部署は、同じものを重ねずに{MostDepartments}つまでにしてください。");
        }

        return departments;
    }

    private FiscalYear? StartedOf(ListRow row)
    {
        var text = Narrow(row[columns[ListColumns.Started]]);
        if (text.Length == 0 || FiscalYear.TryParse(text, out _))
        {
            return text.Length == 0 ? null : FiscalYear.Parse(text);
        }

        Problem(row, ListColumns.Started, $"「{text}」は年度として読めません。R2、令和2年度、2020 のどれかで書いてください。");
        return null;
    }

    private string EndedOf(ListRow row)
    {
        var text = Narrow(row[columns[ListColumns.Ended]]);
        if (text.Length > 0 && EndOf(text) is null)
        {
            Problem(row, ListColumns.Ended, $"「{text}」は終わった年月として読めません。2025-03 か R6 の形で書いてください。");
            return "";
        }

        return text;
    }

    private void ReadGrades<T>(ListRow row, string what, IDictionary<T, SortedDictionary<FiscalYear, string>> grades, T key)
    {
        if (grades.ContainsKey(key))
        {
            Problems.Add($"{row.Place(-1)}: {what}の行が2つあります。一つにしてください。");
            return;
        }

        var years = new SortedDictionary<FiscalYear, string>();
        foreach (var (year, column) in columns.Grades)
        {
            var grade = Narrow(row[column]);
            if (grade is "－" or "―" or "ー" or "—" or "‐")
            {
                grade = PastGrades.Ended;
            }

            if (grade.Length > LongestGrade)
            {
                Problems.Add($"{row.Place(column)}: 「{grade}」は評価の記号として読めません。A、B などの短い記号、終わっているときは「-」、ないときは空欄にしてください。");
            }
            else if (grade.Length > 0)
            {
                years[year] = grade;
            }
        }

        if (years.Count > 0)
        {
            grades[key] = years;
        }
    }

    private void Conclude(ListRow head)
    {
        foreach (var item in Items.Where(i => i.Measures.Count == 0))
        {
            Problems.Add($"{head.Place(-1)}: 取組項目{item.Number}「{item.Name}」に実践項目がありません。実践項目の行を書いてください。");
        }

        var withThemes = Items.Count(i => i.Themes.Count > 0);
        if (withThemes > 0 && withThemes < Items.Count)
        {
            Problems.Add($"{head.Place(-1)}: テーマのない取組項目があります（{string.Join("、", Items.Where(i => i.Themes.Count == 0).Select(i => i.Number))}）。すべてに書くか、テーマの列を消してください。");
        }

        if (Items.Count == 0)
        {
            Problems.Add($"{head.Place(-1)}: 取組項目がありません。2行目から書いてください。");
        }

        if (sameItem > 0)
        {
            Notices.Add($"取組項目の番号と名前が空欄の行（{sameItem}行）は、すぐ上の取組項目のものとして読みました。");
        }

        if (Items.Count > 0)
        {
            // A slip shows here: 市民課・企画課 read as one, or a grade that is none.
            Notices.Add($"担当部署として読んだもの：{string.Join("、", Departments.Select(d => $"「{d}」"))}。2つの部署が1つになっていないか確かめてください（区切りは「、」です）。");
        }

        if (columns.Grades.Count > 0)
        {
            var marks = ItemGrades.Values.Concat(MeasureGrades.Values).SelectMany(y => y.Values).CountBy(g => g).OrderBy(g => g.Key, StringComparer.Ordinal);
            Notices.Add($"評価として読んだもの：{string.Join("、", marks.Select(m => $"「{m.Key}」{m.Value}件"))}（{columns.Grades.First().Key}～{columns.Grades.Last().Key}年度）。");
        }

        List<string> ended = [.. Items.SelectMany(i => i.Measures)
            .Where(m => m.Ended.Length == 0 && MeasureGrades.TryGetValue(m.Code, out var years) && years.Values.Last() == PastGrades.Ended).Select(m => m.Code)];
        if (ended.Count > 0)
        {
            Notices.Add($"最後の評価が「-」なのに、「終了」が空欄の実践項目：{string.Join("、", ended)}。終わったのなら「終了」の列に 2025-03 か R6 のように書いてください（書かないと、これからの年度の個票もできます）。");
        }

        if (columns.Unknown.Count > 0)
        {
            Notices.Add($"読まなかった列：{string.Join("、", columns.Unknown)}。");
        }
    }

    private bool IsFirst(ListRow row, string what)
    {
        if (places.TryAdd(what, row.Place(-1)))
        {
            return true;
        }

        Problem(row, ListColumns.Code, $"{what}が2つあります（もう一つは{places[what]}）。番号を変えるか、一方を消してください。");
        return false;
    }

    private string OneLine(ListRow row, string column)
    {
        var text = row[columns[column]];
        if (text.AsSpan().IndexOfAny("\r\n") >= 0)
        {
            Problem(row, column, "1つの欄に2行以上あります。1行にしてください。");
        }

        return text.ReplaceLineEndings(" ");
    }

    private void Problem(ListRow row, string column, string message) => Problems.Add($"{row.Place(columns[column])}: {message}");

    private static List<string> Split(string text) =>
        [.. text.Split(['、', '，', ',', '\n', '\r', ';', '；'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static string Narrow(string text) => text.Normalize(NormalizationForm.FormKC).Trim();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9.-]{0,19}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CodePattern();
}
