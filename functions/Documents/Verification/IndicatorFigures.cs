using System.Collections.Immutable;
using GyoseiFlow.Documents.Data;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Parts;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Indicators;

namespace GyoseiFlow.Documents.Verification;

/// <summary>Attainment computed again from the indicators' published values.</summary>
internal static class IndicatorFigures
{
    private const string Indicators = "indicators.csv";

    /// <summary>Every figure of attainment.csv by its address; none where nothing of it was published.</summary>
    public static IEnumerable<(string Address, string Value)> Of(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        if (!files.ContainsKey($"data/{IndicatorTables.Attainments}.csv"))
        {
            return [];
        }

        var values = ReadTable.Of(files, "indicator_values.csv").Rows.ToLookup(r => r["measure_code"], StringComparer.Ordinal);
        return ReadTable.Of(files, Indicators).Rows.SelectMany(row => Of(row, [.. values[row["measure_code"]]]));
    }

    private static IEnumerable<(string Address, string Value)> Of(ReadRow row, ReadRow[] values)
    {
        ImmutableArray<string> parts = [.. values.Select(v => v["part_name"]).Where(p => p.Length > 0).Distinct(StringComparer.Ordinal)];
        var indicator = new Indicator(
            row["name"], row["value_unit"] is { Length: > 0 } unit ? unit : null, Read<Direction>(row, "direction"),
            Value(values.Where(v => v["value_kind"] == "initial")), null, ByYear(values, "target"), parts);
        var actuals = ByYear(values, "actual");
        foreach (var (year, actual) in actuals)
        {
            var previous = year.Year > FiscalYear.MinYear ? actuals.GetValueOrDefault(new FiscalYear(year.Year - 1)) : null;
            foreach (var attained in Attainment.Of(indicator, year, actual, previous))
            {
                string Address(string column) => RowAddress.Attainment(row["measure_code"], attained.Part, year, column);
                yield return (Address("target_fiscal_year"), Printed.Number(attained.TargetYear.Year));
                yield return (Address("rate"), Printed.Number(MeasureTrend.Rate(attained)));
                yield return (Address("verdict"), IndicatorTables.Code(attained.Verdict));
                yield return (Address("verdict_label"), MeasureTrend.Label(attained.Verdict));
            }
        }
    }

    private static ImmutableSortedDictionary<FiscalYear, IndicatorValue> ByYear(ReadRow[] values, string kind) => values
        .Where(v => v["value_kind"] == kind)
        .GroupBy(Year)
        .ToImmutableSortedDictionary(g => g.Key, g => Value(g)!);

    private static IndicatorValue? Value(IEnumerable<ReadRow> rows)
    {
        ImmutableArray<ValuePart> parts =
        [
            .. rows.Select(r => new ValuePart(
                r["part_name"], r["printed"], r["value"].Length == 0 ? null : r.Decimal("value"), Read<Bound>(r, "bound"))),
        ];
        return parts.IsEmpty ? null : new IndicatorValue(parts);
    }

    private static FiscalYear Year(ReadRow row) => row.Integer("value_fiscal_year") is var year and >= FiscalYear.MinYear and <= FiscalYear.MaxYear
        ? new FiscalYear(year)
        : throw new BrokenDataException(row.File, $"{row.Line}行目の年度「{row["value_fiscal_year"]}」は使えません。");

    private static T Read<T>(ReadRow row, string column)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (IndicatorTables.Code(value) == row[column])
            {
                return value;
            }
        }

        throw new BrokenDataException(row.File, $"{row.Line}行目の{column}「{row[column]}」は定められていません。");
    }
}
