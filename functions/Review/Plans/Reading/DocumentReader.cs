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
            Figures.Read(section.Optional("introduction")),
            Plain.ReadLine(section.Optional("effects")).Text,
            ReadRows(section.Optional("effectRows")),
            Figures.Read(section.Optional("flow")),
            ReadRows(section.Optional("flowRows")),
            Figures.Read(section.Optional("method")),
            Figures.Read(section.Optional("itemRemarks")),
            Figures.Read(section.Optional("themeRemarks")),
            Figures.Read(section.Optional("generalReview")))
        {
            Parts = ReadParts(section.Optional("parts")),
        };
        section.Close();
        return texts;
    }

    private static ImmutableArray<DocumentPart> ReadParts(PlanValue list)
    {
        var parts = new OrderedDictionary<DocumentPart, PlanValue>();
        foreach (var value in list.Exists ? list.List(atLeast: 1) : [])
        {
            if (value.TryOneOf<DocumentPart>(out var part) && !parts.TryAdd(part, value))
            {
                value.Error($"「{PlanValue.NameOf(part)}」が2回書かれています。どちらかを消してください。");
            }
        }

        return [.. parts.Keys];
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
