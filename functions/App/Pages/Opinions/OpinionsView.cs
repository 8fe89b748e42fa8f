using System.Collections.Immutable;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Opinions;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Pages.Opinions;

/// <summary>What the members wrote and what is to be published of it. For the secretariat's eyes only.</summary>
/// <param name="Running">The cycle.</param>
/// <param name="Originals">As written, with their authors.</param>
/// <param name="Draft">The working set; null before it was begun.</param>
/// <param name="Compiled">What the document has.</param>
public sealed record OpinionsView(
    RunningCycle Running, ImmutableArray<OpinionOriginal> Originals, OpinionWorkDraft? Draft, CompiledOpinions Compiled)
{
    /// <summary>The cycle's id.</summary>
    public string CycleId => Running.Cycle.Id;

    /// <summary>Whether texts can be changed.</summary>
    public bool IsOpen => Running.Cycle.Stage == CycleStage.Compiling && Draft is not null;

    /// <summary>An item's texts.</summary>
    public ImmutableArray<OpinionText> TextsOf(Item item) =>
        Draft?.Work.ByItem.GetValueOrDefault(item.Number) is { IsDefault: false } texts ? texts : [];

    /// <summary>What was written on an item.</summary>
    public IEnumerable<OpinionOriginal> OriginalsOf(Item item) => Originals.Where(o => o.Item == item.Number);

    /// <summary>Who wrote it: 委員（m2）.</summary>
    public string AuthorOf(string member)
    {
        var role = Running.Plan.Committee.Members.FirstOrDefault(m => m.Id == member)?.Role;
        return role is null ? member : $"{role}（{member}）";
    }
}
