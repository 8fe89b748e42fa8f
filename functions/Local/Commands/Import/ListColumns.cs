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

    private readonly Dictionary<string, int> columns = [];

    private ListColumns()
    {
    }

    /// <summary>The columns of grades by their fiscal year.</summary>
    public SortedDictionary<FiscalYear, int> Grades { get; } = [];

    /// <summary>The heads that mean nothing here.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>A column's place, or -1.</summary>
    public int this[string name] => columns.GetValueOrDefault(name, -1);

    /// <summary>Reads the head; problems are added.</summary>
    public static ListColumns Read(ListRow head, List<string> problems)
    {
        var read = new ListColumns();
        for (var i = 0; i < head.Cells.Count; i++)
        {
            var name = head[i].Normalize(NormalizationForm.FormKC).Replace(" ", "", StringComparison.Ordinal);
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
        }

        problems.AddRange(Needed.Where(n => !read.columns.ContainsKey(n)).Select(n =>
            $"{head.Place(-1)}: 列「{n}」がありません。1行目に列の名前を書いてください（ひな形は plan import --template で作れます）。"));
        return read;
    }
}
