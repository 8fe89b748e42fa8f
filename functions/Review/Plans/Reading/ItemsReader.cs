using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>Reads items with their measures.</summary>
/// <param name="plan">The plan so far: its years, departments, themes, headings and profile.</param>
/// <param name="themes">The themes there are.</param>
/// <param name="departments">The departments there are.</param>
/// <param name="headings">The headings there are.</param>
internal sealed class ItemsReader(Plan plan, NameList themes, NameList departments, NameList headings)
{
    // More years outside the plan's, and it is the plan's years that are wrong.
    private const int MostOutside = 5;

    private readonly NameList numbers = new("取組項目の番号", "items");
    private readonly List<(PlanValue Value, string Message)> outside = [];
    private readonly NameList codes = new("実践項目の番号", "measures");
    private readonly IndicatorReader indicators = new(plan.FirstYear, plan.LastYear);
    private readonly OfficesCheck offices = new(plan);
    private readonly PlanYears years = new(plan.FirstYear, plan.LastYear);
    private readonly ProfileReader profiles = new(plan.FirstYear, plan.LastYear, plan.Profile);

    public ImmutableArray<Item> Read(PlanValue list)
    {
        ImmutableArray<Item> items = [.. list.List(atLeast: 1).Select(value => ReadItem(value.Section()))];
        ReportOutside();
        return items;
    }

    private Item ReadItem(PlanSection section)
    {
        var numberValue = section.Required("number");
        var number = numberValue.IntegerIfAny(1, 999);
        numbers.Declare(numberValue, number?.ToString(CultureInfo.InvariantCulture) ?? "");
        var (label, heading, content) = (section.Optional("label"), section.Optional("heading"), section.Optional("content"));
        var item = new Item(
            number ?? 1,
            section.Required("name").Line(),
            ReadThemes(section),
            [.. section.Required("measures").List(atLeast: 1).Select(value => ReadMeasure(value.Section()))])
        {
            Label = label.Exists ? label.Line() : null,
            Heading = heading.Exists ? ReadHeading(heading) : null,
            Content = content.Exists ? content.Text().TrimEnd('\n') : null,
            Former = FormerReader.ReadNames(section.Optional("former"), years),
        };
        section.Close();
        return item;
    }

    private ImmutableArray<string> ReadThemes(PlanSection section)
    {
        var value = plan.Themes.IsEmpty ? section.Optional("themes") : section.Required("themes");
        if (!value.Exists)
        {
            return [];
        }

        if (plan.Themes.IsEmpty)
        {
            value.Error("計画にテーマ（themes）がありません。計画にthemesを書くか、この行を消してください。");
            return [];
        }

        return ReadIds(value, themes, "テーマ", int.MaxValue);
    }

    private string ReadHeading(PlanValue value)
    {
        var id = value.Id();
        if (plan.Headings.IsEmpty)
        {
            value.Error("計画に見出し（headings）がありません。計画にheadingsを書くか、この行を消してください。");
        }

        headings.Refer(value, id);
        return id;
    }

    private Measure ReadMeasure(PlanSection section)
    {
        var code = codes.Declare(section.Required("code"), v => v.Code());
        var name = section.Required("name").Line();
        var answering = section.Required("departments");
        var ids = ReadIds(answering, departments, "部署", Sheet.MostDepartments);
        var startedValue = section.Required("started");
        var started = startedValue.Year();
        CheckYear(startedValue, started, "加わった");
        var endedValue = section.Optional("ended");
        var ended = endedValue.Exists ? ReadEnd(endedValue, started) : null;
        var revision = section.Optional("revision");
        var measure = ReadFacts(
            section, new Measure(code, name, ids, started, ended, revision.Exists ? revision.Line() : null)) with
        {
            Former = FormerReader.ReadMeasures(
                section.Optional("former"), years, list => ReadIds(list, departments, "部署", Sheet.MostDepartments)),
        };
        offices.Check(measure, answering);
        section.Close();
        return measure;
    }

    // What the plan says of the measure besides who answers for it and when.
    private Measure ReadFacts(PlanSection section, Measure measure)
    {
        var (label, indicator, profile) = (section.Optional("label"), section.Optional("indicator"), section.Optional("profile"));
        var parts = new NameList("部分", "parts");
        return measure with
        {
            Label = label.Exists ? label.Line() : null,
            Flags = [.. section.Optional("flags").List().Select(flag => flag.Line())],
            Indicator = indicator.Exists ? indicators.Read(indicator.Section(), measure.Name) : null,
            Parts = [.. section.Optional("parts").List().Select(part => ReadPart(part.Section(), parts))],
            Profile = profile.Exists ? profiles.Read(profile.Section()) : measure.Profile,
        };
    }

    private static MeasurePart ReadPart(PlanSection section, NameList ids)
    {
        var id = ids.Declare(section.Required("id"), v => v.Id());
        var part = new MeasurePart(id, section.Required("name").Line());
        section.Close();
        return part;
    }

    private static ImmutableArray<string> ReadIds(PlanValue list, NameList known, string kind, int atMost)
    {
        var values = list.List(atLeast: 1);
        if (values.Length > atMost)
        {
            list.Error($"{kind}は{atMost}つまでです。減らしてください。");
        }

        var ids = new OrderedDictionary<string, PlanValue>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            var id = value.Id();
            known.Refer(value, id);
            if (!ids.TryAdd(id, value) && id.Length > 0)
            {
                value.Error($"{kind}「{id}」が2回書かれています。どちらかを消してください。");
            }
        }

        return [.. ids.Keys];
    }

    private void CheckYear(PlanValue value, FiscalYear year, string what)
    {
        if (year == default || plan.FirstYear == default || plan.LastYear == default)
        {
            return;
        }

        if (year < plan.FirstYear || year > plan.LastYear)
        {
            outside.Add((value, $"{what}年度（{year}）が計画の期間（{plan.FirstYear}～{plan.LastYear}）の外です。年度を確かめてください。"));
        }
    }

    private void ReportOutside()
    {
        foreach (var (value, message) in outside.Take(MostOutside))
        {
            value.Error(message);
        }

        if (outside.Count > MostOutside)
        {
            var rest = (outside.Count - MostOutside).ToString(CultureInfo.InvariantCulture);
            outside[MostOutside].Value.Error(
                $"この行からあとの{rest}か所も、計画の期間（{plan.FirstYear}～{plan.LastYear}）の外です。firstYearとlastYearを確かめてください。");
        }
    }

    private MeasureEnd ReadEnd(PlanValue value, FiscalYear started)
    {
        var text = value.Line();
        DateOnly? month = DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            && first.Year is >= NationalHolidays.MinYear and < NationalHolidays.MaxYear ? first : null;
        FiscalYear year;
        if (month is { } ofYear)
        {
            year = FiscalYear.Of(ofYear);
        }
        else if (!FiscalYear.TryParse(text, out year))
        {
            if (text.Length > 0)
            {
                value.Error($"「{text}」は取組終了の年月として読めません。2025-03 のような年月か、R6 のような年度を書いてください。");
            }

            return new MeasureEnd(default, null);
        }

        CheckYear(value, year, "終わった");
        if (started != default && year < started)
        {
            value.Error($"取組終了（{year}）が開始（{started}）より前です。startedとendedを確かめてください。");
        }

        return new MeasureEnd(year, month);
    }
}
