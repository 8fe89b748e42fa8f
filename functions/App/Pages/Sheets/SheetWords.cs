using System.Globalization;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Pages.Sheets;

/// <summary>How the pages of sheets say days, states and people.</summary>
internal static class SheetWords
{
    /// <summary>The look of a state's mark; the word is there for those who see no colours.</summary>
    public static string MarkOf(SheetState state) => state switch
    {
        SheetState.Returned => "mark fault",
        SheetState.NotStarted => "mark warn",
        SheetState.Submitted or SheetState.Accepted => "mark good",
        SheetState.Drafting => "mark",
        _ => "mark quiet",
    };

    /// <summary>How far a deadline is.</summary>
    public static string Left(DateOnly due, DateOnly today) => (due.DayNumber - today.DayNumber) switch
    {
        > 0 and var days => string.Create(CultureInfo.InvariantCulture, $"あと{days}日"),
        0 => "今日まで",
        var days => string.Create(CultureInfo.InvariantCulture, $"{-days}日過ぎています"),
    };

    /// <summary>A moment in Japan, to the minute.</summary>
    public static string Moment(DateTimeOffset at) => $"{Wareki.FormatWithWeekday(JapanTime.DateOf(at))} {Clock(at)}";

    /// <summary>The time of day in Japan.</summary>
    public static string Clock(DateTimeOffset at) => at.ToOffset(JapanTime.Offset).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>令和7年3月.</summary>
    public static string Month(DateOnly month) => Wareki.FormatMonth(month);

    /// <summary>Whom the audit log means: offices by name, nobody's own name.</summary>
    public static string Actor(Plan plan, string by)
    {
        var office = by.Split('/')[0];
        return office switch
        {
            "clock" => "自動処理",
            "secretariat" => "事務局",
            _ when office.StartsWith("department:", StringComparison.Ordinal) => Department(plan, office["department:".Length..]),
            _ when office.StartsWith("member:", StringComparison.Ordinal) => Member(plan, office["member:".Length..]),
            _ => office,
        };
    }

    /// <summary>Who saved something and when, for one who looks at it from another window.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="saved">What was saved.</param>
    /// <param name="me">The one who looks, as the audit log names them.</param>
    /// <param name="now">When they look.</param>
    public static string Saved(Plan plan, Draft saved, string me, DateTimeOffset now)
    {
        // Nothing is saved, and the form came from a state that never was.
        if (saved.At == default)
        {
            return "保存されている内容";
        }

        var at = JapanTime.DateOf(saved.At) == JapanTime.DateOf(now) ? Clock(saved.At) : Moment(saved.At);
        // An office's shared address is several people's.
        var who = saved.By == me ? me.Contains('/', StringComparison.Ordinal) ? "この画面の外（別のタブなど）で" : "この画面の外（別のタブや、同じアドレスを使う人など）で"
            : saved.By.Split('/')[0] == me.Split('/')[0] ? $"{Actor(plan, saved.By)}のほかの人が"
            : $"{Actor(plan, saved.By)}が";
        return $"{who}{at}に保存した内容";
    }

    /// <summary>What a part of the form is called.</summary>
    public static string LabelOf(Plan plan, Contest contest) => contest switch
    {
        { Row: { } row, Column: { } column } => string.Create(CultureInfo.InvariantCulture, $"{contest.Field.Label}（{row + 1}行目 {column.Label}）"),
        { Field.Kind: FieldKind.Scores or FieldKind.TextPerCriterion } =>
            $"{contest.Field.Label}（{plan.Scoring.Criteria.First(c => TypedAnswers.NameOf(contest.Field, c) == contest.Name).Name}）",
        _ => contest.Field.Label,
    };

    /// <summary>The departments of a sheet; the first leads.</summary>
    public static string Departments(Plan plan, IEnumerable<string> ids) => string.Join("、", ids.Select(id => Department(plan, id)));

    private static string Member(Plan plan, string id) =>
        plan.Committee.Members.FirstOrDefault(m => m.Id == id) is { } member ? $"{member.Role}（{member.Id}）" : id;

    private static string Department(Plan plan, string id) => plan.FindDepartment(id)?.Name ?? id;
}
