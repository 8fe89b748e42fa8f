using System.Collections.Immutable;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Parts;

/// <summary>用語解説.</summary>
internal static class GlossaryPart
{
    public static ImmutableArray<PartBlock> Of(ReviewedYear year) => year.Plan.Glossary.IsEmpty
        ? []
        :
        [
            new PartTable("glossary", PaperTable.Of(
                "用語とその説明",
                [PaperColumn.Words("用語", 12), PaperColumn.Words("説明", 34)],
                year.Plan.Glossary.Select(t => ImmutableArray.Create<PaperCell>(new PaperCell(t.Word) { IsHead = true }, new PaperCell(t.Meaning) { IsWide = true })))),
        ];
}
