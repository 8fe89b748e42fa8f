using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Documents.Parts;

/// <summary>取組項目（個票）: what the plan says of every measure, its grid of years, and the year's answers beside.</summary>
internal static class ProfilePart
{
    public static ImmutableArray<PartBlock> Of(ReviewedYear year) => year.Plan.Profile.IsEmpty
        ? []
        : [.. ItemTree.Blocks(year.Plan, "profiles", (item, level) => Item(year, item, level))];

    /// <summary>The years that a grid covers: the plan's, and those before in which it has cells (現状).</summary>
    public static ImmutableArray<FiscalYear> Years(Plan plan, ProfileGrid grid)
    {
        var first = grid.Rows.SelectMany(r => r.Cells).Select(c => c.From).Append(plan.FirstYear).Min();
        var years = ImmutableArray.CreateBuilder<FiscalYear>();
        for (var year = first; year <= plan.LastYear; year = year.Next)
        {
            years.Add(year);
        }

        return years.ToImmutable();
    }

    private static PartBlock[] Item(ReviewedYear year, Item item, int level)
    {
        var isOne = ItemTree.IsOne(item);
        PartBlock[] content = item.Content is { Length: > 0 } text ? [new PartText(text)] : [];
        return
        [
            .. isOne ? [] : (PartBlock[])[Heading(level, ItemTree.Name(item), $"profiles-item-{Printed.Number(item.Number)}", []), .. content],
            .. item.Measures.SelectMany((m, at) => (PartBlock[])
            [
                Heading(isOne ? level : level + 1, isOne ? ItemTree.Name(item) : $"{m.Label ?? m.Code} {m.Name}", ItemTree.Anchor("profiles", m), m.Flags, isOne || at > 0),
                .. isOne ? content : [],
                .. Measure(year, m),
            ]),
        ];
    }

    private static PartHeading Heading(int level, string text, string anchor, ImmutableArray<string> flags, bool isOnNewPage = true) =>
        new(level, text, anchor) { Flags = flags, IsOnNewPage = isOnNewPage };

    private static IEnumerable<PartBlock> Measure(ReviewedYear year, Measure measure)
    {
        var id = ItemTree.Anchor("profiles", measure);
        var chain = Chain(year.Plan);
        yield return new PartFacts(
        [
            new("担当部署", ScoreColumns.Departments(year.Plan, measure)),
            .. year.Plan.Profile.Where(f => !chain.Contains(f)).TakeWhile(f => f.Kind != ProfileKind.Grid).Select(f => Fact(measure, f)).OfType<PartFact>(),
        ]);
        if (Logic(chain, measure, id) is { } logic)
        {
            yield return logic;
        }

        foreach (var field in year.Plan.Profile)
        {
            if (measure.Profile.GetValueOrDefault(field.Id) is ProfileGrid { Rows.IsEmpty: false } grid)
            {
                yield return Grid(year, measure, field, grid, $"{id}-{field.Id}");
            }
        }

        // What the plan says after its grid stands after it.
        PartFact[] after = [.. year.Plan.Profile.SkipWhile(f => f.Kind != ProfileKind.Grid).Where(f => !chain.Contains(f)).Select(f => Fact(measure, f)).OfType<PartFact>()];
        if (after.Length > 0)
        {
            yield return new PartFacts([.. after]);
        }

        if (Answers(year, measure) is { Length: > 0 } answers)
        {
            yield return new PartFacts(answers);
        }
    }

    // アクティビティ → アウトプット → アウトカム → インパクト: the lines from the first on that the grid's rows are named after.
    private static ProfileField[] Chain(Plan plan)
    {
        var groups = plan.Measures.SelectMany(AnswerWords.Rows).Select(r => r.Group).ToHashSet(StringComparer.Ordinal);
        return [.. plan.Profile.Where(f => f.Kind == ProfileKind.Lines).SkipWhile(f => !groups.Contains(f.Label))];
    }

    private static PartFact? Fact(Measure measure, ProfileField field) => measure.Profile.GetValueOrDefault(field.Id) switch
    {
        ProfileText text => new(field.Label, text.Text),
        ProfileLines lines => new(field.Label, Lines(lines)),
        _ => null,
    };

    private static PartTable? Logic(ProfileField[] chain, Measure measure, string id)
    {
        var fields = chain.Where(f => measure.Profile.GetValueOrDefault(f.Id) is ProfileLines { Lines.IsEmpty: false }).ToArray();
        return fields is []
            ? null
            : new PartTable($"{id}-logic", PaperTable.Of(
                "改革の内容と期待される効果",
                [.. fields.Select(f => PaperColumn.Words(f.Label, 12))],
                [[.. fields.Select(f => new PaperCell(Lines((ProfileLines)measure.Profile[f.Id])) { IsWide = true })]]));
    }

    // Lines without numbers or bullets of their own get one, so that they can be told apart.
    private static string Lines(ProfileLines lines) => string.Join('\n', lines.Lines.Length > 1 && lines.Lines.All(l => l.Length > 0 && char.IsLetter(l[0]))
        ? lines.Lines.Select(l => $"・{l}")
        : lines.Lines);

    private static PartTable Grid(ReviewedYear year, Measure measure, ProfileField field, ProfileGrid grid, string id)
    {
        var years = Years(year.Plan, grid);
        var answers = GridAnswers(year, measure);
        var answered = grid.Rows.Any(r => answers.ContainsKey(r.Id));
        ImmutableArray<PaperColumn> columns =
        [
            PaperColumn.Words("区分", 8), PaperColumn.Words("取組・指標", 10),
            .. years.Select(y => PaperColumn.Words(y < year.Plan.FirstYear ? $"現状（{y.Wareki}）" : y.Wareki, 8)),
            .. answered ? [PaperColumn.Words($"{year.Cycle.Year.Label}の実績", 10)] : Array.Empty<PaperColumn>(),
        ];
        return new PartTable(id, PaperTable.Of(field.Label, columns, grid.Rows.Select(row => ImmutableArray.CreateRange(
        [
            new PaperCell(row.Group), new PaperCell(row.Name) { IsHead = true }, .. Cells(row, years),
            .. answered ? [new PaperCell(answers.GetValueOrDefault(row.Id) ?? "") { IsTotal = true, IsWide = true }] : Array.Empty<PaperCell>(),
        ]))));
    }

    private static IEnumerable<PaperCell> Cells(GridRow row, ImmutableArray<FiscalYear> years)
    {
        for (var at = 0; at < years.Length;)
        {
            var cell = row.At(years[at]);
            var span = cell is null ? 1 : Math.Max(1, years.Skip(at).TakeWhile(y => y <= cell.To).Count());
            yield return new PaperCell(cell?.Text ?? "", null, span) { IsWide = true };
            at += span;
        }
    }

    private static Dictionary<string, string> GridAnswers(ReviewedYear year, Measure measure) =>
        (year.Answers.GetValueOrDefault(measure.Code)?.ByField.Values.OfType<GridAnswer>() ?? [])
            .SelectMany(g => g.ByRow).Where(r => !string.IsNullOrWhiteSpace(r.Value))
            .GroupBy(r => r.Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => string.Join('\n', g.Select(r => r.Value)), StringComparer.Ordinal);

    private static ImmutableArray<PartFact> Answers(ReviewedYear year, Measure measure) =>
    [
        .. year.Plan.Form.Where(f => f.Kind != FieldKind.Grid)
            .Select(f => new PartFact(IndicatorPart.FieldLabel(year, f), AnswerWords.Of(measure, f, year.Answers.GetValueOrDefault(measure.Code)?.ByField.GetValueOrDefault(f.Id))))
            .Where(f => f.Text.Length > 0),
    ];
}
