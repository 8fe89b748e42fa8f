using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Parts;

/// <summary>取組ごとの目標と状況: under each heading its initiatives, what each is to reach, and how it stands.</summary>
internal static class InitiativePart
{
    public static ImmutableArray<PartBlock> Of(ReviewedYear year) =>
        [.. ItemTree.Blocks(year.Plan, "initiatives", (item, level) => Item(year, item, level))];

    private static PartBlock[] Item(ReviewedYear year, Item item, int level)
    {
        if (ItemTree.IsOne(item))
        {
            var only = item.Measures[0];
            return [Heading(year, only, item.Label is { } label ? $"{label} {only.Name}" : only.Name, level), .. Measure(year, only, item)];
        }

        return
        [
            new PartHeading(level, item.Label is null && year.Plan.Headings.IsEmpty ? ItemTree.Name(item) : $"{item.Label} {item.Name}".Trim(), $"initiatives-item-{Printed.Number(item.Number)}"),
            .. item.Content is { Length: > 0 } content ? [new PartText(content)] : Array.Empty<PartBlock>(),
            .. item.Measures.SelectMany(m => (PartBlock[])[Heading(year, m, m.Label is { } label ? $"{label} {m.Name}" : m.Name, level + 1), .. Measure(year, m, null)]),
        ];
    }

    private static PartHeading Heading(ReviewedYear year, Measure measure, string text, int level) =>
        new(level, text, ItemTree.Anchor("initiatives", measure)) { Flags = measure.Flags, IsListed = year.Plan.Headings.IsEmpty };

    private static IEnumerable<PartBlock> Measure(ReviewedYear year, Measure measure, Item? item)
    {
        if (item?.Content is { Length: > 0 } content)
        {
            yield return new PartText(content);
        }

        PartFact[] facts =
        [
            .. Targets(measure),
            new("担当部署", ScoreColumns.Departments(year.Plan, measure)),
            .. year.Plan.Form
                .Select(f => new PartFact(f.Label, AnswerWords.Of(measure, f, year.Answers.GetValueOrDefault(measure.Code)?.ByField.GetValueOrDefault(f.Id))))
                .Where(f => f.Text.Length > 0),
        ];
        yield return new PartFacts([.. facts]);
        if (!year.Answers.ContainsKey(measure.Code))
        {
            yield return new PartNote(SheetWords.Absence(year, measure));
        }

        foreach (var term in Glossary(year, facts, measure))
        {
            yield return new PartNote($"※{term.Word}　{term.Meaning}");
        }
    }

    // 目標（2027年）: …の割合 100%.
    private static IEnumerable<PartFact> Targets(Measure measure) => measure.Indicator is not { } indicator
        ? []
        : indicator.Targets.Select(t => new PartFact($"目標（{Printed.Number(t.Key.Year)}年）", Target(indicator.Name, measure.Name, t.Value)));

    private static string Target(string indicator, string measure, Review.Indicators.IndicatorValue value)
    {
        var values = string.Join("、", value.Parts.Select(p => p.Name.Length == 0 ? p.Printed : $"（{p.Name}）{p.Printed}"));
        return indicator == measure || values == indicator ? values : $"{indicator}　{values}";
    }

    // The paper explains a word right where it stands.
    private static IEnumerable<GlossaryTerm> Glossary(ReviewedYear year, PartFact[] facts, Measure measure) => year.Plan.Glossary.Where(term =>
        measure.Name.Contains(term.Word, StringComparison.Ordinal) || facts.Any(f => f.Text.Contains(term.Word, StringComparison.Ordinal)));
}
