using System.Globalization;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Rules;

/// <summary>A stage that is closed while somebody still has time is closed on purpose.</summary>
/// <param name="Who">Who still has time: so many departments, or members.</param>
/// <param name="FewestDays">How many days the nearest of their deadlines is away; 0 on its day.</param>
/// <param name="MostDays">How many days the farthest is.</param>
public sealed record ClosingEarlyMustBeConfirmed(string Who, int FewestDays, int MostDays)
    : BrokenRule($"{WhoHasTime(Who, FewestDays, MostDays)}期限の前に締め切るときは、確認の欄にチェックを入れてください。")
{
    /// <summary>Who still has how much time, as a sentence.</summary>
    public string StillOpen => WhoHasTime(Who, FewestDays, MostDays);

    /// <summary>Of the sheets that would be closed, or null when all of their deadlines are over.</summary>
    public static ClosingEarlyMustBeConfirmed? Of(IEnumerable<Sheet> open, DateOnly today)
    {
        Sheet[] inTime = [.. open.Where(s => s.AwaitsDepartment && s.Due >= today)];
        var departments = inTime.SelectMany(s => s.Departments).Distinct(StringComparer.Ordinal).Count();
        return Of(string.Create(CultureInfo.InvariantCulture, $"{departments}部署"), [.. inTime.Select(s => s.Due)], today);
    }

    /// <summary>Of the ballots that would be closed, or null when all of their deadlines are over.</summary>
    public static ClosingEarlyMustBeConfirmed? OfBallots(IEnumerable<Ballot> open, DateOnly today)
    {
        DateOnly[] inTime = [.. open.Where(b => !b.IsSettled && b.Due >= today).Select(b => b.Due)];
        return Of(string.Create(CultureInfo.InvariantCulture, $"{inTime.Length}人の委員"), inTime, today);
    }

    private static ClosingEarlyMustBeConfirmed? Of(string who, DateOnly[] dues, DateOnly today) => dues is []
        ? null
        : new ClosingEarlyMustBeConfirmed(who, dues.Min().DayNumber - today.DayNumber, dues.Max().DayNumber - today.DayNumber);

    private static string WhoHasTime(string who, int fewest, int most) => string.Create(
        CultureInfo.InvariantCulture,
        $"{who}には、期限まで{(fewest == most ? Days(most) : $"{Days(fewest)}から{Days(most)}")}残っています。");

    private static string Days(int days) => days == 0 ? "今日1日" : string.Create(CultureInfo.InvariantCulture, $"あと{days}日");
}
