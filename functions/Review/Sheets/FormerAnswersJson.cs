using System.Collections.Immutable;
using System.Text.Json;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Review.Sheets;

/// <summary>The answers of years before the city used this program, as JSON: by year, then measure code.</summary>
public static class FormerAnswersJson
{
    /// <summary>Reads all of them: by measure code, then year.</summary>
    /// <exception cref="FormatException">The text is no such JSON, or names what the plan lacks.</exception>
    public static ImmutableDictionary<string, ImmutableSortedDictionary<FiscalYear, Answers>> Read(Plan plan, string json)
    {
        ArgumentNullException.ThrowIfNull(plan);
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.EnumerateObject()
                .SelectMany(year => year.Value.EnumerateObject()
                    .Select(sheet => (Year: FiscalYear.Parse(year.Name), Sheet: sheet.Name, Answers: AnswersJson.Read(plan.Form, sheet.Value))))
                .GroupBy(answered => Known(plan, answered.Sheet), StringComparer.Ordinal)
                .ToImmutableDictionary(
                    measure => measure.Key,
                    measure => measure.ToImmutableSortedDictionary(answered => answered.Year, answered => answered.Answers),
                    StringComparer.Ordinal);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"過年度の回答が読めません: {wrong.Message}", wrong);
        }
    }

    private static string Known(Plan plan, string code) => plan.Measures.Any(m => m.Code == code)
        ? code
        : throw new FormatException($"計画に実践項目「{code}」はありません。");
}
