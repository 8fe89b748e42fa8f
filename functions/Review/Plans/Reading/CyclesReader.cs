using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>Reads the years' calendars.</summary>
internal static class CyclesReader
{
    private const int MostDays = 60;

    // A city's own closed days aren't in the plan file; these warnings are about the days that all cities close.
    private static readonly BusinessCalendar BusinessDays = new([]);

    public static ImmutableArray<CyclePlan> Read(PlanValue list, FiscalYear first, FiscalYear last)
    {
        var years = new NameList("年度", "cycles");
        return [.. list.List(atLeast: 1).Select(value => ReadCycle(value.Section(), years, first, last))];
    }

    private static CyclePlan ReadCycle(PlanSection section, NameList years, FiscalYear first, FiscalYear last)
    {
        var yearValue = section.Required("year");
        var year = yearValue.Year();
        years.Declare(yearValue, year == default ? "" : year.ToString());
        if (year != default && first != default && last != default && (year < first || year > last))
        {
            yearValue.Error($"年度（{year}）が計画の期間（{first}～{last}）の外です。年度を確かめてください。");
        }

        var scoreLabel = section.Required("scoreLabel").Line();
        var opens = new NamedDate("開始日（opens）", section.Required("opens"));
        var selfEvaluation = section.Required("selfEvaluation").Section();
        var sheetsDue = new NamedDate("個票の期限（selfEvaluationのdue）", selfEvaluation.Required("due"));
        var sheetsRemindAt = ReadDays(selfEvaluation.Required("remindAt"));
        selfEvaluation.Close();
        var escalateAfter = section.Required("escalateAfter").Integer(1, MostDays);
        var committee = section.Required("committee").Section();
        var committeeOpens = new NamedDate("審議会の開始日（committeeのopens）", committee.Required("opens"));
        var committeeDue = new NamedDate("審議会の期限（committeeのdue）", committee.Required("due"));
        var committeeRemindAt = ReadDays(committee.Required("remindAt"));
        committee.Close();
        var publication = new NamedDate("公表日（publication）", section.Required("publication"));
        section.Close();

        sheetsDue.NotBefore(opens);
        committeeOpens.After(sheetsDue);
        committeeDue.NotBefore(committeeOpens);
        publication.After(committeeDue);
        sheetsDue.WarnIfClosed();
        committeeDue.WarnIfClosed();
        publication.WarnIfClosed();
        return new CyclePlan(
            year,
            scoreLabel,
            opens.Date,
            new StagePlan(opens.Date, sheetsDue.Date, sheetsRemindAt),
            escalateAfter,
            new StagePlan(committeeOpens.Date, committeeDue.Date, committeeRemindAt),
            publication.Date);
    }

    private static ImmutableArray<int> ReadDays(PlanValue list)
    {
        var days = new OrderedDictionary<int, PlanValue>();
        foreach (var value in list.List())
        {
            if (value.IntegerIfAny(-MostDays, MostDays) is { } day && !days.TryAdd(day, value))
            {
                value.Error(string.Create(CultureInfo.InvariantCulture, $"{day}営業日が2回書かれています。どちらかを消してください。"));
            }
        }

        return [.. days.Keys];
    }

    private sealed class NamedDate(string name, PlanValue value)
    {
        public DateOnly Date { get; } = value.Date();

        public void NotBefore(NamedDate earlier)
        {
            if (BothKnown(earlier) && Date < earlier.Date)
            {
                value.Error($"{name}が{earlier.Described}より前です。どちらかの日付を直してください。");
            }
        }

        public void After(NamedDate earlier)
        {
            if (BothKnown(earlier) && Date <= earlier.Date)
            {
                value.Error($"{name}は{earlier.Described}より後にしてください。");
            }
        }

        public void WarnIfClosed()
        {
            if (Date != default && !BusinessDays.IsBusinessDay(Date))
            {
                var next = Wareki.FormatWithWeekday(BusinessDays.NextOnOrAfter(Date));
                value.Warn($"{name}の{Wareki.FormatWithWeekday(Date)}は閉庁日です。次の開庁日の{next}に変えるか、このままでよいか確かめてください。");
            }
        }

        private string Described => $"{name}の{Wareki.FormatWithWeekday(Date)}";

        private bool BothKnown(NamedDate other) => Date != default && other.Date != default;
    }
}
