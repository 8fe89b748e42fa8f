using System.Collections.Immutable;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Changes;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Parts;

/// <summary>計画の変遷: what was otherwise in former years, whose grades and answers this document shows. Nothing where nothing was.</summary>
internal static class HistoryPart
{
    public static ImmutableArray<PartBlock> Of(ReviewedYear year)
    {
        PaperRow[] rows = [.. FormerYears.Of(year).Select(f => new PaperRow(
        [
            new PaperCell(f.Span) { IsHead = true }, f.Change.Kind.Label(), f.Change.Subject, f.Change.Aspect,
            f.Change.Before ?? "なし", f.Change.After ?? "なし",
        ]))];
        return rows is []
            ? []
            : [
                new PartText("過年度の評価と取組は、その年度の名称、担当部署及び評価の基準によるものである。この年度と異なるところは、次のとおりである。"),
                new PartTable("history", new PaperTable(
                    "過年度に異なっていたところ",
                    [
                        PaperColumn.Words("年度", 8), PaperColumn.Words("種類", 6), PaperColumn.Words("対象", 14), PaperColumn.Words("内容", 8),
                        PaperColumn.Words("その年度", 16), PaperColumn.Words($"{year.Cycle.Year.Label}", 16),
                    ],
                    [.. rows])),
            ];
    }
}
