using System.Globalization;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Local.Commands.Scores;

/// <summary>A file of scores, one a line, read for a plan. Every problem is found in one go.</summary>
internal sealed class ScoreTable
{
    private readonly Plan _plan;
    private const int NoticesShown = 10;
    private readonly Dictionary<string, Measure> _measures;
    private readonly ScoreProblems _problems = new(FileProblems.Shown);
    private readonly ScoreProblems _notices = new(NoticesShown);
    private readonly Dictionary<string, ScoreYear> _known = [];
    private readonly Dictionary<(string Measure, ScoreYear Year, string Criterion), int> _lines = [];
    private readonly Dictionary<ScoreYear, Dictionary<string, Dictionary<string, int>>> _years = [];

    private ScoreTable(Plan plan)
    {
        _plan = plan;
        _measures = plan.Measures.ToDictionary(m => m.Code);
    }

    /// <summary>What is wrong; with any, the rest is of no use.</summary>
    public ScoreProblems Problems => _problems;

    /// <summary>What somebody should look at, though it is no mistake.</summary>
    public ScoreProblems Notices => _notices;

    /// <summary>The columns that have a score, in time order.</summary>
    public IEnumerable<ScoredYear> Years => _years
        .OrderBy(y => y.Key.Order).ThenBy(y => y.Key.Label, StringComparer.Ordinal)
        .Select(y => new ScoredYear(y.Key, y.Value));

    /// <summary>Reads the file's text.</summary>
    public static ScoreTable Read(Plan plan, string text)
    {
        var table = new ScoreTable(plan);
        ScoreColumns? columns = null;
        foreach (var record in new CsvText(text).Records().Where(r => !r.IsBlank))
        {
            if (columns is not null)
            {
                table.ReadRow(record, columns);
            }
            else if ((columns = ScoreColumns.Read(record, table._problems)) is null)
            {
                // Without its columns no line can be read.
                return table;
            }
        }

        if (columns is null)
        {
            table._problems.Add(1, () => "ファイルが空です。1行目に列の名前、2行目から評点を書いてください。");
        }

        return table;
    }

    private void ReadRow(CsvRecord record, ScoreColumns columns)
    {
        if (record.Problem is { } problem)
        {
            Add(record, () => problem);
            return;
        }

        if (record.Fields.Count != columns.Count)
        {
            Add(record, () => $"項目が{record.Fields.Count}個あります。1行目と同じ{columns.Count}個にしてください。");
            return;
        }

        var measure = Measure(record, TypedText.Plain(record.Fields[columns.Measure]));
        var year = Year(record, TypedText.Plain(record.Fields[columns.Year]));
        var criterion = Criterion(record, record.Fields[columns.Criterion]);
        var isFirst = measure is null || year is null || criterion is null || IsFirst(record, (measure, year, criterion.Id));
        var score = Score(record, TypedText.Plain(record.Fields[columns.Score]), criterion);
        if (isFirst && measure is not null && year is not null && criterion is not null && score is not null)
        {
            Keep(measure, year, criterion.Id, score.Value);
            CheckLife(record, _measures[measure], year);
        }
    }

    private string? Measure(CsvRecord record, string text)
    {
        if (_measures.ContainsKey(text))
        {
            return text;
        }

        Add(record, () => $"実践項目「{text}」は計画にありません。計画ファイルの code を書いてください。");
        return null;
    }

    private ScoreYear? Year(CsvRecord record, string text)
    {
        if (_known.TryGetValue(text, out var known))
        {
            return known;
        }

        var (year, problem) = ScoreYear.Read(_plan, text);
        if (year is null)
        {
            Add(record, () => problem!);
        }
        else
        {
            _known[text] = year;
        }

        return year;
    }

    private Criterion? Criterion(CsvRecord record, string text)
    {
        var found = _plan.Scoring.FindCriterion(text.Trim()) ?? _plan.Scoring.FindCriterion(TypedText.Plain(text));
        if (found is null)
        {
            Add(record, () => $"評価項目「{text.Trim()}」は計画にありません。{CriterionNames()} のどれかにしてください。");
        }

        return found;
    }

    private string CriterionNames() => string.Join("、", _plan.Scoring.Criteria.Select(c => $"{c.Name}（{c.Id}）"));

    // A blank is not a zero: there is no score yet, or no longer.
    private int? Score(CsvRecord record, string text, Criterion? criterion)
    {
        if (text is "" || TypedText.IsDash(text))
        {
            return null;
        }

        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var score)
            || score != decimal.Truncate(score))
        {
            Add(record, () => $"評点「{text}」は整数ではありません。整数を書いてください。対象外は「-」、未入力は空欄にします。");
            return null;
        }

        if (criterion is not null && (score < criterion.Min || score > criterion.Max))
        {
            Add(record, () => $"評点「{text}」は{criterion.Name}の範囲（{criterion.Min}～{criterion.Max}）の外です。");
            return null;
        }

        return (int)Math.Clamp(score, int.MinValue, int.MaxValue);
    }

    private bool IsFirst(CsvRecord record, (string Measure, ScoreYear Year, string Criterion) what)
    {
        if (_lines.TryAdd(what, record.Line))
        {
            return true;
        }

        Add(record, () => $"実践項目{what.Measure}、{what.Year.Label}、{_plan.Scoring.FindCriterion(what.Criterion)!.Name}の評点が{_lines[what]}行目にもあります。一つにしてください。");
        return false;
    }

    private void Keep(string measure, ScoreYear year, string criterion, int score)
    {
        if (!_years.TryGetValue(year, out var measures))
        {
            _years[year] = measures = [];
        }

        if (!measures.TryGetValue(measure, out var scores))
        {
            measures[measure] = scores = [];
        }

        scores[criterion] = score;
    }

    // Only a notice: papers do have grades of years in which a measure was over. Before its start the year's plan does not have it.
    private void CheckLife(CsvRecord record, Measure measure, ScoreYear year)
    {
        if (!year.IsFiscalYear)
        {
            return;
        }

        if (year.Order < measure.Started.Year)
        {
            _notices.Add(record.Line, () => $"実践項目{measure.Code}は{measure.Started.Wareki}に始まったので、{year.Label}の評点は集計に含めません。年度を確かめてください。");
        }
        else if (measure.Ended is { } end && year.Order > end.Year.Year)
        {
            _notices.Add(record.Line, () => $"実践項目{measure.Code}は{end.Year.Wareki}に終わったのに、{year.Label}の評点があります。年度を確かめてください。");
        }
    }

    private void Add(CsvRecord record, Func<string> message) => _problems.Add(record.Line, message);
}
