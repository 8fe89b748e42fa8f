using System.Text;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Local.Commands.Import;

/// <summary>Which column of a list is what.</summary>
internal sealed class ListColumns
{
    public const string ItemNumber = "取組項目番号";
    public const string ItemName = "取組項目";
    public const string Themes = "テーマ";
    public const string Code = "実践項目番号";
    public const string Measure = "実践項目";
    public const string Departments = "担当部署";
    public const string Started = "開始年度";
    public const string Ended = "終了";
    public const string Revision = "見直し";

    /// <summary>The names of the columns; all but those of themes, years and ends are needed.</summary>
    public static readonly string[] Names = [ItemNumber, ItemName, Themes, Code, Measure, Departments, Started, Ended, Revision];

    private static readonly string[] Needed = [ItemNumber, ItemName, Code, Measure, Departments];

    // What cities' own lists call them. Only words that mean nothing else; 番号 alone could be either number.
    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.Ordinal)
    {
        ["項目番号"] = ItemNumber,
        ["大項目番号"] = ItemNumber,
        ["大項目"] = ItemName,
        ["取組番号"] = Code,
        ["施策番号"] = Code,
        ["事業番号"] = Code,
        ["個票番号"] = Code,
        ["取組"] = Measure,
        ["取組名"] = Measure,
        ["施策"] = Measure,
        ["施策名"] = Measure,
        ["事業名"] = Measure,
        ["実践項目名"] = Measure,
        ["取組項目名"] = ItemName,
        ["担当課"] = Departments,
        ["所管課"] = Departments,
        ["主管課"] = Departments,
        ["所管部署"] = Departments,
        ["担当"] = Departments,
        ["所管"] = Departments,
        ["開始"] = Started,
        ["終了年度"] = Ended,
        ["終了年月"] = Ended,
    };

    private readonly Dictionary<string, int> columns = [];

    private ListColumns()
    {
    }

    /// <summary>The columns of grades by their fiscal year.</summary>
    public SortedDictionary<FiscalYear, int> Grades { get; } = [];

    /// <summary>The heads that mean nothing here.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>The heads that were taken for something else than they say.</summary>
    public List<string> Renamed { get; } = [];

    /// <summary>How many cells of a row name a column: what is above the head is a title.</summary>
    public static int Known(ListRow row) => row.Cells.Select(Name).Count(n => Names.Contains(n) || OtherNames.ContainsKey(n));

    /// <summary>A column's place, or -1.</summary>
    public int this[string name] => columns.GetValueOrDefault(name, -1);

    /// <summary>Reads the head; problems are added.</summary>
    public static ListColumns Read(ListRow head, List<string> problems)
    {
        var read = new ListColumns();
        for (var i = 0; i < head.Cells.Count; i++)
        {
            var written = Name(head[i]);
            var name = OtherNames.GetValueOrDefault(written, written);
            var year = name.EndsWith("評価", StringComparison.Ordinal) ? name[..^2] : name;
            if (name.Length == 0)
            {
                continue;
            }

            if (!(Names.Contains(name) ? read.columns.TryAdd(name, i) : !FiscalYear.TryParse(year, out var fiscal) || read.Grades.TryAdd(fiscal, i)))
            {
                problems.Add($"{head.Place(i)}: 列「{head[i]}」が2つあります。一方を消してください。");
            }
            else if (!Names.Contains(name) && !FiscalYear.TryParse(year, out _))
            {
                read.Unknown.Add(head[i]);
            }
            else if (name != written)
            {
                read.Renamed.Add($"「{head[i]}」を「{name}」");
            }
        }

        problems.AddRange(Needed.Where(n => !read.columns.ContainsKey(n)).Select(n =>
            $"{head.Place(-1)}: 列「{n}」がありません。{(read.Unknown.Count == 0 ? "列の名前の行を書いてください" : $"この行の{string.Join("", read.Unknown.Select(u => $"「{u}」"))}のどれかなら、名前を「{n}」に直してください")}（ひな形は plan import --template ひな形.xlsx で作れます）。"));
        return read;
    }

    private static string Name(string written) =>
        written.Trim().Normalize(NormalizationForm.FormKC).Replace(" ", "", StringComparison.Ordinal).ReplaceLineEndings("");
}
