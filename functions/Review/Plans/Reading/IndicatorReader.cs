using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Indicators;

namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>Reads what a measure is measured by.</summary>
/// <param name="first">The plan's first year.</param>
/// <param name="last">The plan's last year.</param>
internal sealed class IndicatorReader(FiscalYear first, FiscalYear last)
{
    /// <param name="section">The indicator.</param>
    /// <param name="measureName">What it is called where it has no name of its own.</param>
    public Indicator Read(PlanSection section, string measureName)
    {
        var name = section.Optional("name");
        var unitValue = section.Optional("unit");
        var unit = unitValue.Exists ? unitValue.Line() : null;
        var direction = section.Optional("direction");
        var names = new NameList("内訳", "parts");
        ImmutableArray<string> parts = [.. section.Optional("parts").List().Select(value => names.Declare(value, v => v.Line()))];
        var initial = section.Optional("initial");
        var initialYear = section.Optional("initialYear");
        var indicator = new Indicator(
            name.Exists ? name.Line() : measureName,
            unit,
            direction.Exists ? direction.OneOf<Direction>() : Direction.Up,
            ReadValue(initial, unit, parts, names),
            initialYear.Exists ? initialYear.Year() : null,
            ReadTargets(section.Optional("targets").Section(), unit, parts, names),
            parts);
        section.Close();
        return indicator;
    }

    private ImmutableSortedDictionary<FiscalYear, IndicatorValue> ReadTargets(
        PlanSection section, string? unit, ImmutableArray<string> parts, NameList names)
    {
        var targets = ImmutableSortedDictionary.CreateBuilder<FiscalYear, IndicatorValue>();
        foreach (var (key, value) in section.Pairs())
        {
            var year = key.Year();
            var target = ReadValue(value, unit, parts, names);
            if (year != default && first != default && last != default && (year < first || year > last))
            {
                key.Error($"目標の年度（{year}）が計画の期間（{first}～{last}）の外です。年度を確かめてください。");
            }
            else if (year != default && targets.ContainsKey(year))
            {
                key.Error($"{year}の目標が2回書かれています。どちらかを消してください。");
            }
            else if (year != default && target is not null)
            {
                targets.Add(year, target);
            }
        }

        return targets.ToImmutable();
    }

    private static IndicatorValue? ReadValue(PlanValue value, string? unit, ImmutableArray<string> parts, NameList names)
    {
        if (!value.Exists)
        {
            return null;
        }

        if (parts.IsEmpty)
        {
            return Known([ReadPart(value, "", unit)]);
        }

        if (value.Node is not YamlMap)
        {
            value.Error($"内訳（parts）のある指標です。{{ {parts[0]}: … }} のように、内訳ごとに書いてください。");
            return null;
        }

        var read = new List<ValuePart?>();
        foreach (var (key, part) in value.Section().Pairs())
        {
            var name = key.Line();
            names.Refer(key, name);
            read.Add(ReadPart(part, name, unit));
        }

        return Known(read.OrderBy(p => parts.IndexOf(p?.Name ?? "")));
    }

    private static IndicatorValue? Known(IEnumerable<ValuePart?> parts)
    {
        ImmutableArray<ValuePart> known = [.. parts.OfType<ValuePart>()];
        return known.IsEmpty ? null : new IndicatorValue(known);
    }

    private static ValuePart? ReadPart(PlanValue value, string name, string? unit)
    {
        var part = ValuePart.Read(name, value.Line(), unit);
        if (unit is not null && part is { Number: null, Printed: var printed } && printed.Any(char.IsDigit))
        {
            value.Warn($"「{printed}」は単位「{unit}」の数として読めません。このまま印刷されますが、達成率とグラフには使われません。");
        }

        return part;
    }
}
