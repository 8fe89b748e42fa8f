using System.Collections.Immutable;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Parts;

/// <summary>What stands in the parts that are made of blocks.</summary>
internal static class PartBlocks
{
    /// <summary>A part's blocks, in order; null for a part that has a page of its own (はじめに, 評価集計), and none where the year has nothing for it.</summary>
    public static ImmutableArray<PartBlock>? Of(DocumentPart part, ReviewedYear year) => part switch
    {
        DocumentPart.Overview when !year.Plan.IsScored => OverviewPart.Of(year),
        DocumentPart.IndicatorTables => IndicatorPart.Of(year),
        DocumentPart.Trends => TrendPart.Of(year),
        DocumentPart.Initiatives => InitiativePart.Of(year),
        DocumentPart.Progress => ProgressPart.Of(year),
        DocumentPart.GroupCopies => GroupPart.Of(year),
        DocumentPart.Profiles => ProfilePart.Of(year),
        DocumentPart.History => HistoryPart.Of(year),
        DocumentPart.Glossary => GlossaryPart.Of(year),
        _ => null,
    };
}
