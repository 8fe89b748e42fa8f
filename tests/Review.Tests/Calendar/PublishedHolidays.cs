using System.Globalization;

namespace GyoseiFlow.Review.Tests.Calendar;

/// <summary>The holidays as published, of another origin than the code's rules: published-holidays.csv says where from.</summary>
internal static class PublishedHolidays
{
    public static SortedDictionary<DateOnly, string> Read()
    {
        var days = new SortedDictionary<DateOnly, string>();
        var path = Path.Combine(AppContext.BaseDirectory, "Calendar", "published-holidays.csv");
        foreach (var line in File.ReadLines(path).Where(line => !line.StartsWith('#')).Skip(1))
        {
            var comma = line.IndexOf(',', StringComparison.Ordinal);
            var date = DateOnly.ParseExact(line[..comma], "yyyy-MM-dd", CultureInfo.InvariantCulture);
            days.Add(date, NameHere(date, line[(comma + 1)..]));
        }

        return days;
    }

    // The list names a substitute after its holiday, and 休日 what the Act leaves without a name.
    private static string NameHere(DateOnly date, string published) => published switch
    {
        "休日" => "国民の休日",
        "休日（祝日扱い）" when date == new DateOnly(2019, 5, 1) => "天皇の即位の日",
        "休日（祝日扱い）" when date == new DateOnly(2019, 10, 22) => "即位礼正殿の儀の行われる日",
        "体育の日（スポーツの日）" => "体育の日",
        _ when published.EndsWith(" 振替休日", StringComparison.Ordinal) => "振替休日",
        _ => published,
    };
}
