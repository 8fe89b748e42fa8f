using System.Globalization;
using System.Text;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Mail;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Local.Rehearsals;

/// <summary>A rehearsed year in the forms in which people look at it: on the screen, in a spreadsheet, in a calendar.</summary>
internal static class RehearsalText
{
    private static readonly string[] Head = ["日付", "曜日", "時刻", "種類", "期限との間", "宛先", "宛先のアドレス", "写し", "写しのアドレス", "件名"];

    /// <summary>By day: what the plan says of it, and its mails.</summary>
    public static string Table(RehearsedYear year)
    {
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"{year.Plan.Name} {year.Cycle.Year.Label}の予行（{Assumption(year)}）\n");
        foreach (var day in DaysOf(year))
        {
            table.Append(CultureInfo.InvariantCulture, $"\n{Wareki.FormatWithWeekday(day)}");
            table.Append(string.Concat(year.Days.Where(d => d.Day == day).Select(d => $"  ■{d.Name}"))).Append('\n');
            foreach (var mail in year.Mails.Where(m => JapanTime.DateOf(m.At) == day))
            {
                var distance = mail.Distance.Length == 0 ? "" : $"（{mail.Distance}）";
                var copies = mail.Cc.IsEmpty ? "" : $"（写し {mail.CcNames}）";
                table.Append(CultureInfo.InvariantCulture, $"  {Time(mail)}  {mail.Label}{distance} → {mail.ToNames}{copies}\n");
                table.Append(CultureInfo.InvariantCulture, $"         {mail.Subject}\n");
            }
        }

        return table.Append(Summary(year)).ToString();
    }

    /// <summary>A line a mail: UTF-8 with BOM, nothing that would run as a formula.</summary>
    public static string Csv(RehearsedYear year)
    {
        var csv = new StringBuilder("\uFEFF");
        AppendLine(csv, Head);
        foreach (var mail in year.Mails)
        {
            var day = JapanTime.DateOf(mail.At);
            AppendLine(csv,
            [
                day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Wareki.Weekday(day).ToString(),
                Time(mail),
                mail.Label,
                mail.Distance,
                mail.ToNames,
                string.Join(' ', mail.To),
                mail.CcNames,
                string.Join(' ', mail.Cc),
                mail.Subject,
            ]);
        }

        return csv.ToString();
    }

    /// <summary>An iCalendar file: the plan's own days, and one entry for the mails of a kind on a day.</summary>
    public static string Calendar(RehearsedYear year)
    {
        var cycleId = Cycle.IdOf(year.Plan.Id, year.Cycle.Year);
        var link = year.Plan.Mail.BaseUrl;
        var named = year.Days.Select(d => new Deadline($"{cycleId}/{d.Name}", 0, d.Day, $"■{d.Name}", $"{year.Plan.Name} {year.Cycle.Year.Label}", link));
        var mails = year.Mails.GroupBy(m => (Day: JapanTime.DateOf(m.At), m.Label)).Select(g => new Deadline(
            $"{cycleId}/{g.Key.Day:yyyyMMdd}/{g.Key.Label}",
            0,
            g.Key.Day,
            string.Create(CultureInfo.InvariantCulture, $"メール {g.Key.Label} {g.Count()}通"),
            string.Join('\n', g.Select(m => $"{m.ToNames}: {m.Subject}")),
            link));
        var domain = year.Plan.Mail.From[(year.Plan.Mail.From.IndexOf('@', StringComparison.Ordinal) + 1)..];
        return DeadlineCalendar.Write([.. named, .. mails.OrderBy(d => d.Day)], domain, JapanTime.At(year.Cycle.Opens, TimeOnly.MinValue));
    }

    private static string Assumption(RehearsedYear year) => year.IsAnswered
        ? "全員が、頼まれた次の開庁日に回答するとき"
        : "だれも回答しないとき";

    private static IEnumerable<DateOnly> DaysOf(RehearsedYear year) =>
        year.Mails.Select(m => JapanTime.DateOf(m.At)).Concat(year.Days.Select(d => d.Day)).Distinct().Order();

    private static string Summary(RehearsedYear year)
    {
        var kinds = year.Mails.GroupBy(m => m.Purpose).OrderBy(g => g.Key)
            .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.First().Label} {g.Count()}"));
        var summary = string.Create(
            CultureInfo.InvariantCulture,
            $"\nメールは全部で{year.Mails.Length}通です（{string.Join("、", kinds)}）。同じ日に同じ宛先・写しへ出す個票のメールは、1通にまとめてあります。");
        var rest = year.IsAnswered ? "" : "\n受理・公表などのメールは、回答があったときに出ます。--answered を付けると見られます。";
        return $"{summary}{rest}\n予行なので、何も送らず、何も保存していません。";
    }

    private static string Time(RehearsedMail mail) => mail.At.ToOffset(JapanTime.Offset).ToString("HH:mm", CultureInfo.InvariantCulture);

    private static void AppendLine(StringBuilder csv, IEnumerable<string> cells) =>
        csv.AppendJoin(',', cells.Select(CsvCell.Of)).Append("\r\n");
}
