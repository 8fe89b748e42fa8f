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

    /// <param name="list">The years.</param>
    /// <param name="plan">The plan so far: its years, committee and scoring.</param>
    public static ImmutableArray<CyclePlan> Read(PlanValue list, Plan plan)
    {
        var years = new NameList("年度", "cycles");
        return [.. list.List(atLeast: 1).Select(value => ReadCycle(value.Section(), years, plan))];
    }

    private static CyclePlan ReadCycle(PlanSection section, NameList years, Plan plan)
    {
        var (first, last) = (plan.FirstYear, plan.LastYear);
        var yearValue = section.Required("year");
        var year = yearValue.Year();
        years.Declare(yearValue, year == default ? "" : year.ToString());
        if (year != default && first != default && last != default && (year < first || year > last))
        {
            yearValue.Error($"年度（{year}）が計画の期間（{first}～{last}）の外です。年度を確かめてください。");
        }

        // Without scores there is no column of theirs to head.
        var labelValue = plan.IsScored ? section.Required("scoreLabel") : section.Optional("scoreLabel");
        var scoreLabel = labelValue.Exists || plan.IsScored ? labelValue.Line() : year == default ? "" : year.Label;
        var opens = new NamedDate("開始日（opens）", section.Required("opens"));
        var selfEvaluation = section.Required("selfEvaluation").Section();
        var sheetsDue = new NamedDate("個票の期限（selfEvaluationのdue）", selfEvaluation.Required("due"));
        var sheetsRemindAt = ReadDays(selfEvaluation.Required("remindAt"));
        selfEvaluation.Close();
        var escalateAfter = section.Required("escalateAfter").Integer(1, MostDays);
        var committee = ReadCommittee(section.Optional("committee"), sheetsDue, plan);
        var publication = new NamedDate("公表日（publication）", section.Required("publication"));
        section.Close();

        sheetsDue.NotBefore(opens);
        publication.After(committee?.Due ?? sheetsDue);
        sheetsDue.WarnIfClosed();
        publication.WarnIfClosed();
        return new CyclePlan(
            year,
            scoreLabel,
            opens.Date,
            new StagePlan(opens.Date, sheetsDue.Date, sheetsRemindAt),
            escalateAfter,
            committee?.Stage,
            publication.Date);
    }

    private static (StagePlan Stage, NamedDate Due)? ReadCommittee(PlanValue value, NamedDate sheetsDue, Plan plan)
    {
        if (!value.Exists)
        {
            return null;
        }

        if (!plan.Committee.Exists)
        {
            value.Error("計画に審議会や委員会（committee）がありません。計画にcommitteeを書くか、この段階を消してください。");
        }

        var section = value.Section();
        var opens = new NamedDate("委員評価の開始日（committeeのopens）", section.Required("opens"));
        var due = new NamedDate("委員評価の期限（committeeのdue）", section.Required("due"));
        var remindAt = ReadDays(section.Required("remindAt"));
        section.Close();
        opens.After(sheetsDue);
        due.NotBefore(opens);
        due.WarnIfClosed();
        return (new StagePlan(opens.Date, due.Date, remindAt), due);
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
