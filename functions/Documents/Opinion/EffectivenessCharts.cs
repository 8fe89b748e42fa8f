using GyoseiFlow.Documents.Html;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Opinion;

/// <summary>The headings of the chapter's further charts; null where there is no data, and then the next one takes the number.</summary>
/// <param name="Themes">The themes' committee means.</param>
/// <param name="Distribution">How many measures have which grade.</param>
/// <param name="Years">The items' grades over the years.</param>
/// <param name="Pairs">The departments' evaluation beside the committee's.</param>
internal sealed record EffectivenessCharts(string? Themes, string? Distribution, string? Years, string? Pairs)
{
    // Two sections stand before.
    private const int First = 3;

    public static EffectivenessCharts Of(ReviewedYear year)
    {
        var number = First;
        string? Heading(bool hasData, string name) => hasData ? $"{Printed.Number(number++)} {name}" : null;
        return new(
            Heading(YearCommittee.TakesPart(year), "テーマ別評価平均"),
            Heading(GradeDistribution.HasData(year), "実践項目別・総合評価の分布"),
            Heading(ItemGradeChart.HasData(year), "取組項目別・総合評価の推移"),
            Heading(ReviewPairs.HasData(year), CommitteeWords.Pairs(year.Plan.Committee)));
    }
}
