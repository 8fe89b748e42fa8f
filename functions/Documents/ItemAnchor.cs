using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Parts;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents;

/// <summary>Where in a published document an item begins: links from mails and pages go there.</summary>
public static class ItemAnchor
{
    /// <summary>The id of the first heading of the item; null when the document has no part that goes through the items.</summary>
    public static string? Of(Plan plan, Item item)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(item);
        return plan.Document.Parts.Select(part => part switch
        {
            DocumentPart.ItemReviews => $"item-{Printed.Number(item.Number)}",
            DocumentPart.IndicatorTables when item.Measures.Any(m => m.Indicator is not null) => Heading("indicators", item),
            DocumentPart.Initiatives => Opening("initiatives", item),
            DocumentPart.Progress => Opening("progress", item),
            DocumentPart.Profiles => Opening("profiles", item),
            _ => null,
        }).FirstOrDefault(anchor => anchor is not null);
    }

    // An item that is its one measure has that measure's heading alone.
    private static string Opening(string part, Item item) => ItemTree.IsOne(item) ? ItemTree.Anchor(part, item.Measures[0]) : Heading(part, item);

    private static string Heading(string part, Item item) => $"{part}-item-{Printed.Number(item.Number)}";
}
