using System.Collections.Immutable;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Parts;

/// <summary>取組の一覧 of a plan without scores: its items and measures under their headings.</summary>
internal static class OverviewPart
{
    public static ImmutableArray<PartBlock> Of(ReviewedYear year)
    {
        ImmutableArray<PaperColumn> columns =
        [
            PaperColumn.Words("取組項目", 16), PaperColumn.Words(HasIndicators(year.Plan) ? "指標" : "実践項目", 24), PaperColumn.Words("担当部署", 12),
        ];
        PaperRow[] rows = [.. Rows(year, columns.Length)];
        return rows is [] ? [] : [new PartTable("overview", new PaperTable("取組の一覧", columns, [.. rows]))];
    }

    private static bool HasIndicators(Plan plan) => plan.Measures.Any(m => m.Indicator is not null);

    private static IEnumerable<PaperRow> Rows(ReviewedYear year, int columns)
    {
        var above = "";
        foreach (var item in year.Plan.Items)
        {
            var path = string.Join("　", ItemTree.PathOf(year.Plan, item.Heading).Select(h => h.Name));
            if (path != above)
            {
                above = path;
                yield return new PaperRow([new PaperCell(path.Length > 0 ? path : "その他の取組", null, columns)], IsGroup: true);
            }

            foreach (var measure in item.Measures)
            {
                yield return new PaperRow(
                [
                    new PaperCell(ItemTree.Name(item)) { IsHead = true },
                    measure.Indicator is null && measure.Name == item.Name ? "" : ItemTree.Name(measure),
                    ScoreColumns.Departments(year.Plan, measure),
                ]);
            }
        }
    }
}
