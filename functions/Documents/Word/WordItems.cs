using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Figures;

namespace GyoseiFlow.Documents.Word;

/// <summary>A section an item: its figures, its measures, what the committee said.</summary>
internal static class WordItems
{
    public static void Write(WordBody body, ReviewedYear year)
    {
        body.Heading(2, Headings.Items, onNewPage: true);
        var byItem = year.Figures.Measures.ToLookup(m => m.Item.Number);
        foreach (var item in year.Figures.Items)
        {
            Item(body, year, item, byItem[item.Item.Number]);
        }
    }

    private static void Item(WordBody body, ReviewedYear year, ItemFigures item, IEnumerable<MeasureFigures> measures)
    {
        var name = $"{Printed.Number(item.Item.Number)} {item.Item.Name}";
        body.Heading(3, name);
        var themes = year.Plan.Themes.Where(t => item.Item.Themes.Contains(t.Id)).Select(t => t.Short).ToArray();
        if (themes.Length > 0)
        {
            body.Fact("テーマ", string.Join("、", themes));
        }

        body.Table(PaperTables.Means(year, item));
        body.Table(PaperTables.ItemGrades(year, item));
        body.Table(PaperTables.ItemMeasures(year, $"{name}の実践項目", measures));
        if (YearCommittee.TakesPart(year))
        {
            Committee(body, year, item);
        }
    }

    private static void Committee(WordBody body, ReviewedYear year, ItemFigures item)
    {
        body.Add("CommitteeMean", item.CommitteeMean is { } mean
            ? $"委員評価　{Printed.Number(mean)}/{Printed.Number(year.Plan.Committee.Max)}"
            : "委員評価　評価なし");
        body.Add("Heading4", Headings.Opinions);
        var opinions = year.Opinions.Of(item.Item.Number);
        if (opinions.Length == 0)
        {
            body.Add("Normal", Headings.NoOpinions);
        }

        body.Bullets(opinions);
    }
}
