using System.Collections.Immutable;

namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>Reads the opinion document's own texts.</summary>
internal static class DocumentReader
{
    private static readonly TemplateReader Figures = new(
        "measureCount",
        "itemCount",
        "shareAB",
        "itemsFrom4",
        "highestItemMean",
        "highestItems",
        "secondItemMean",
        "secondItems",
        "lowestItemMean",
        "lowestItems",
        "bestThemeMean",
        "bestTheme",
        "themeCount");

    private static readonly TemplateReader Plain = new();

    /// <summary>What is wrong with a chapter's text that is written outside the plan file; empty when it can be printed.</summary>
    public static ImmutableArray<string> CheckFigures(string text)
    {
        var problems = new ProblemList();
        Figures.Read(new PlanValue(new YamlText(Place.Start, text, IsPlain: false, text), "", problems));
        return [.. problems.InOrder().Select(p => $"{p.Line}行目: {p.Message}")];
    }

    public static DocumentTexts Read(PlanSection section)
    {
        var texts = new DocumentTexts(
            Plain.ReadLine(section.Required("title")).Text,
            Plain.ReadLine(section.Required("licence")).Text,
            Figures.Read(section.Required("introduction")),
            Plain.ReadLine(section.Required("effects")).Text,
            ReadRows(section.Required("effectRows")),
            Figures.Read(section.Required("flow")),
            ReadRows(section.Required("flowRows")),
            Figures.Read(section.Required("method")),
            Figures.Read(section.Required("itemRemarks")),
            Figures.Read(section.Required("themeRemarks")),
            Figures.Read(section.Required("generalReview")));
        section.Close();
        return texts;
    }

    private static ImmutableArray<LabelledText> ReadRows(PlanValue list) => [.. list.List().Select(value =>
    {
        var section = value.Section();
        var row = new LabelledText(
            Plain.ReadLine(section.Required("label")).Text,
            Plain.ReadLine(section.Required("text")).Text);
        section.Close();
        return row;
    })];
}
