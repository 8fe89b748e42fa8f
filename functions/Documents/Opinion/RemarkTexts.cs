using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Opinion;

/// <summary>What the plan says of the sums (…の評価集計結果について), where it says anything.</summary>
internal static class RemarkTexts
{
    public static IEnumerable<(string Heading, string Id, TextTemplate Text)> Of(ReviewedYear year) => new[]
    {
        (Headings.ItemRemarks, "remarks-items", year.Plan.Document.ItemRemarks),
        (Headings.ThemeRemarks, "remarks-themes", year.Plan.Document.ThemeRemarks),
    }.Where(remark => !string.IsNullOrWhiteSpace(remark.Item3.Text));
}
