using System.Globalization;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Rules;

/// <summary>A stage that is closed while somebody still has time is closed on purpose.</summary>
/// <param name="Departments">How many departments still have time.</param>
/// <param name="FewestDays">How many days the nearest of their deadlines is away; 0 on its day.</param>
/// <param name="MostDays">How many days the farthest is.</param>
public sealed record ClosingEarlyMustBeConfirmed(int Departments, int FewestDays, int MostDays)
    : BrokenRule($"{WhoHasTime(Departments, FewestDays, MostDays)}期限の前に締め切るときは、確認の欄にチェックを入れてください。")
{
    /// <summary>Who still has how much time, as a sentence.</summary>
    public string StillOpen => WhoHasTime(Departments, FewestDays, MostDays);

    /// <summary>Of the sheets that would be closed, or null when all of their deadlines are over.</summary>
    public static ClosingEarlyMustBeConfirmed? Of(IEnumerable<Sheet> open, DateOnly today)
    {
        Sheet[] inTime = [.. open.Where(s => s.AwaitsDepartment && s.Due >= today)];
        return inTime is []
            ? null
            : new ClosingEarlyMustBeConfirmed(
                inTime.SelectMany(s => s.Departments).Distinct(StringComparer.Ordinal).Count(),
                inTime.Min(s => s.Due).DayNumber - today.DayNumber,
                inTime.Max(s => s.Due).DayNumber - today.DayNumber);
    }

    private static string WhoHasTime(int departments, int fewest, int most) => string.Create(
        CultureInfo.InvariantCulture,
        $"{departments}部署には、期限まで{(fewest == most ? Days(most) : $"{Days(fewest)}から{Days(most)}")}残っています。");

    private static string Days(int days) => days == 0 ? "今日1日" : string.Create(CultureInfo.InvariantCulture, $"あと{days}日");
}
