using GyoseiFlow.Documents.Html;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Parts;

/// <summary>The plan's items under their headings, in as many levels as the paper has.</summary>
internal static class ItemTree
{
    /// <summary>Headings and what is written of each item, in the paper's order. Headings over nothing are left out, unless they say something.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="prefix">What the anchors begin with: headings can stand in several chapters.</param>
    /// <param name="item">An item's blocks, given the level for its own heading; none where this chapter has nothing on it.</param>
    public static IEnumerable<PartBlock> Blocks(Plan plan, string prefix, Func<Item, int, IReadOnlyCollection<PartBlock>> item)
    {
        var known = plan.Headings.Select(h => h.Id).ToHashSet(StringComparer.Ordinal);
        var loose = plan.Items.Where(i => i.Heading is null || !known.Contains(i.Heading)).SelectMany(i => item(i, 1));
        return [.. loose, .. Under(plan, prefix, null, 1, item)];
    }

    /// <summary>① 双方向性を意識した情報共有の推進.</summary>
    public static string Name(Item item) => $"{item.Label ?? Printed.Number(item.Number)} {item.Name}";

    /// <summary>Whether an item and its only measure are one thing with one name.</summary>
    public static bool IsOne(Item item) => item.Measures is [var only] && only.Name == item.Name;

    /// <summary>指標① SNS等広報媒体のフォロワー数.</summary>
    public static string Name(Measure measure) => $"{measure.Label ?? measure.Code} {measure.Indicator?.Name ?? measure.Name}";

    /// <summary>The headings above an item, from the top.</summary>
    public static IEnumerable<Heading> PathOf(Plan plan, string? heading)
    {
        var path = new Stack<Heading>();
        // A checked plan's headings have no circle; this doesn't rely on it.
        for (var at = Find(plan, heading); at is not null && path.Count < plan.Headings.Length; at = Find(plan, at.Parent))
        {
            path.Push(at);
        }

        return path;
    }

    /// <summary>A measure's id inside a chapter.</summary>
    public static string Anchor(string prefix, Measure measure) => prefix + Printed.SheetAnchor(measure.Code)["sheet".Length..];

    private static Heading? Find(Plan plan, string? id) => plan.Headings.FirstOrDefault(h => h.Id == id);

    private static IEnumerable<PartBlock> Under(
        Plan plan, string prefix, string? parent, int level, Func<Item, int, IReadOnlyCollection<PartBlock>> item)
    {
        foreach (var heading in plan.Headings.Where(h => h.Parent == parent))
        {
            PartBlock[] beneath =
            [
                .. heading.Text is { Length: > 0 } text ? [new PartText(text)] : Array.Empty<PartBlock>(),
                .. plan.Items.Where(i => i.Heading == heading.Id).SelectMany(i => item(i, level + 1)),
                .. Under(plan, prefix, heading.Id, level + 1, item),
            ];
            if (beneath.Any(b => b is not PartText))
            {
                yield return new PartHeading(level, heading.Name, $"{prefix}-heading-{heading.Id}") { IsOnNewPage = level == 1 };
                foreach (var block in beneath)
                {
                    yield return block;
                }
            }
        }
    }
}
