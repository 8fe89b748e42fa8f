using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Indicators;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Review.Plans;

/// <summary>A multi-year reform plan (計画): its structure, form, rules, people and texts, as its plan file says.</summary>
/// <param name="Id">ASCII id, used in addresses and data.</param>
/// <param name="Edition">1 for the first; a revised plan gets the next, and the old one stays readable.</param>
/// <param name="Name">The plan's name.</param>
/// <param name="City">The city's name.</param>
/// <param name="CityCode">全国地方公共団体コード, six digits with its check digit.</param>
/// <param name="FirstYear">The first fiscal year.</param>
/// <param name="LastYear">The last fiscal year.</param>
/// <param name="Scoring">Criteria, grades, rounding.</param>
/// <param name="Themes">In the order of the paper.</param>
/// <param name="Departments">Everyone who answers, past names included.</param>
/// <param name="Items">In the order of the paper, each with its measures.</param>
/// <param name="Form">The fields of the sheet.</param>
/// <param name="Committee">Members, scale, name.</param>
/// <param name="Cycles">The calendar of each year's review.</param>
/// <param name="Mail">Sender, secretariat and templates.</param>
/// <param name="Document">The opinion document's own texts.</param>
public sealed record Plan(
    string Id,
    int Edition,
    string Name,
    string City,
    string CityCode,
    FiscalYear FirstYear,
    FiscalYear LastYear,
    ScoringRules Scoring,
    ImmutableArray<Theme> Themes,
    ImmutableArray<Department> Departments,
    ImmutableArray<Item> Items,
    ImmutableArray<FormField> Form,
    CommitteePlan Committee,
    ImmutableArray<CyclePlan> Cycles,
    MailPlan Mail,
    DocumentTexts Document)
{
    /// <summary>The headings above the items, each after its parent; empty where the paper has none.</summary>
    public ImmutableArray<Heading> Headings { get; init; } = [];

    /// <summary>What the plan says of every measure besides its name; empty for none.</summary>
    public ImmutableArray<ProfileField> Profile { get; init; } = [];

    /// <summary>Words that the plan explains; empty for none.</summary>
    public ImmutableArray<GlossaryTerm> Glossary { get; init; } = [];

    /// <summary>
    /// In a plan as of one year (<see cref="PlanOfYear"/>): the departments that are not there in that year. Nobody can be asked to be
    /// one of them, but what was done under their names keeps them.
    /// </summary>
    public ImmutableArray<Department> OtherDepartments { get; init; } = [];

    /// <summary>Whether departments score themselves: without criteria there are no scores, means and grades.</summary>
    public bool IsScored => Scoring.Criteria.Length > 0;

    /// <summary>Whether members score in this year's review: the plan has such a committee, and the year has its stage.</summary>
    public bool HasBallots(CyclePlan cycle)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        return Committee.Scores && cycle.Committee is not null;
    }

    /// <summary>Every measure, in the order of the paper.</summary>
    public IEnumerable<Measure> Measures => Items.SelectMany(i => i.Measures);

    /// <summary>
    /// The measures that a year's review asks for: all that have started. Ended ones are asked for in the plan's last year only,
    /// for their 総括.
    /// </summary>
    public IEnumerable<Measure> MeasuresAskedIn(FiscalYear year) => Measures.Where(m =>
        m.Started <= year && (m.Ended is null || m.Ended.Year >= year || year == LastYear));

    /// <summary>The plan's fiscal years, first to last.</summary>
    public IEnumerable<FiscalYear> Years
    {
        get
        {
            for (var year = FirstYear; year <= LastYear; year = year.Next)
            {
                yield return year;
            }
        }
    }

    /// <summary>The department of this id, one of another year included.</summary>
    /// <exception cref="KeyNotFoundException">The plan has none; a checked plan names only departments that it has.</exception>
    public Department Department(string id) => FindDepartment(id) ?? throw new KeyNotFoundException($"The plan has no department {id}.");

    /// <summary>The department of this id, one of another year included, or null.</summary>
    public Department? FindDepartment(string id) =>
        Departments.FirstOrDefault(d => d.Id == id) ?? OtherDepartments.FirstOrDefault(d => d.Id == id);

    /// <summary>The measure of this code.</summary>
    /// <exception cref="KeyNotFoundException">The plan has none.</exception>
    public Measure Measure(string code) =>
        Measures.FirstOrDefault(m => m.Code == code) ?? throw new KeyNotFoundException($"The plan has no measure {code}.");

    /// <summary>The item that a measure belongs to.</summary>
    /// <exception cref="KeyNotFoundException">The plan has no such measure.</exception>
    public Item ItemOf(string measureCode) =>
        Items.FirstOrDefault(i => i.Measures.Any(m => m.Code == measureCode))
        ?? throw new KeyNotFoundException($"The plan has no measure {measureCode}.");

    /// <summary>The items that carry a theme.</summary>
    public IEnumerable<Item> ItemsOf(Theme theme) => Items.Where(i => i.Themes.Contains(theme.Id));

    /// <summary>
    /// The plan with measures that ended since its file was written. What the file itself says of a measure's end stands.
    /// </summary>
    public Plan WithEndings(IReadOnlyDictionary<string, MeasureEnd> endings)
    {
        ArgumentNullException.ThrowIfNull(endings);
        return this with
        {
            Items = [.. Items.Select(item => item with
            {
                Measures = [.. item.Measures.Select(measure => measure.Ended is null && endings.TryGetValue(measure.Code, out var end)
                    ? measure with { Ended = end }
                    : measure)],
            })],
        };
    }

    /// <summary>The review of one fiscal year, or null when the plan has none.</summary>
    public CyclePlan? CycleOf(FiscalYear year) => Cycles.FirstOrDefault(c => c.Year == year);
}

/// <summary>A label that items carry (テーマ).</summary>
/// <param name="Id">ASCII id.</param>
/// <param name="Number">As the paper numbers it, e.g. IV.</param>
/// <param name="Short">The column head in tables, e.g. 財政.</param>
/// <param name="Name">The full name.</param>
public sealed record Theme(string Id, string Number, string Short, string Name);

/// <summary>A group of measures (取組項目): what the committee scores and comments on.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Name">Its name.</param>
/// <param name="Themes">Theme ids; at least one where the plan has themes.</param>
/// <param name="Measures">At least one.</param>
public sealed record Item(int Number, string Name, ImmutableArray<string> Themes, ImmutableArray<Measure> Measures)
{
    /// <summary>The number as printed, where it is not <see cref="Number"/>: ①, 5-2; null otherwise.</summary>
    public string? Label { get; init; }

    /// <summary>The id of the heading under which it stands, or null.</summary>
    public string? Heading { get; init; }

    /// <summary>What the item is about (取組内容), in Markdown, or null.</summary>
    public string? Content { get; init; }

    /// <summary>The names that it had, each until a fiscal year; empty where it was never renamed.</summary>
    public ImmutableArray<FormerName> Former { get; init; } = [];
}

/// <summary>What a department answers for (実践項目).</summary>
/// <param name="Code">As printed: 1–70, N1–N25.</param>
/// <param name="Name">Its name.</param>
/// <param name="Departments">Department ids, one to six; the first leads.</param>
/// <param name="Started">The fiscal year in which it joined the plan.</param>
/// <param name="Ended">When it ended, or null while it goes on.</param>
/// <param name="RevisionTag">e.g. R5内容変更, or null.</param>
public sealed record Measure(
    string Code,
    string Name,
    ImmutableArray<string> Departments,
    FiscalYear Started,
    MeasureEnd? Ended,
    string? RevisionTag)
{
    /// <summary>The number as printed, where it is not <see cref="Code"/>: 指標①; null otherwise.</summary>
    public string? Label { get; init; }

    /// <summary>What it is measured by, or null.</summary>
    public Indicator? Indicator { get; init; }

    /// <summary>Marks beside its name: 新規, DX.</summary>
    public ImmutableArray<string> Flags { get; init; } = [];

    /// <summary>Its parts, each with a progress of its own (Fuchu's 施策 under a 基本施策); empty for none.</summary>
    public ImmutableArray<MeasurePart> Parts { get; init; } = [];

    /// <summary>What the plan says of it, by the id of <see cref="Plan.Profile"/>; a field left blank is absent.</summary>
    public ImmutableSortedDictionary<string, ProfileValue> Profile { get; init; } =
        ImmutableSortedDictionary.Create<string, ProfileValue>(StringComparer.Ordinal);

    /// <summary>What it was, each until a fiscal year; empty where it never changed.</summary>
    public ImmutableArray<FormerMeasure> Former { get; init; } = [];

    /// <summary>What is judged by itself: its parts, or the measure as a whole under the id "".</summary>
    public ImmutableArray<MeasurePart> JudgedParts => Parts.IsEmpty ? [new MeasurePart("", Name)] : Parts;

    /// <summary>The rows of its grids of years, in the order of the plan's profile.</summary>
    public IEnumerable<GridRow> GridRows(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Profile.SelectMany(field => Profile.GetValueOrDefault(field.Id) is ProfileGrid grid ? grid.Rows : []);
    }

    /// <summary>The department that answers first and gets the task.</summary>
    public string LeadDepartment => Departments[0];
}

/// <summary>A part of a measure that is judged by itself.</summary>
/// <param name="Id">ASCII id, unique in the measure.</param>
/// <param name="Name">Its name.</param>
public sealed record MeasurePart(string Id, string Name);

/// <summary>取組終了: the fiscal year in which a measure ended and, where the paper prints it, the month.</summary>
/// <param name="Year">The fiscal year.</param>
/// <param name="Month">The first day of the last month, or null when only the year is known.</param>
public sealed record MeasureEnd(FiscalYear Year, DateOnly? Month)
{
    /// <summary>The secretariat records an end.</summary>
    /// <param name="plan">The plan's latest edition.</param>
    /// <param name="code">The measure's code.</param>
    /// <param name="month">Any day of the last month.</param>
    /// <exception cref="RuleBrokenException">The plan has no such measure, it has ended already, or the month is outside its years.</exception>
    public static MeasureEnd Recorded(Plan plan, string code, DateOnly month)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var measure = plan.Measures.FirstOrDefault(m => m.Code == code);
        RuleBrokenException.Unless(measure is not null, new MeasureMustExist(code));
        RuleBrokenException.Unless(measure!.Ended is null, new MeasureMustNotHaveEnded(code));
        var first = new DateOnly(month.Year, month.Month, 1);
        var year = FiscalYear.Of(first);
        RuleBrokenException.Unless(
            year >= measure.Started && year <= plan.LastYear, new EndingMustBeWithinPlan(first, measure.Started, plan.LastYear));
        return new MeasureEnd(year, first);
    }
}

/// <summary>An office that answers sheets (担当部署).</summary>
/// <param name="Id">ASCII id.</param>
/// <param name="Name">As the paper prints it, e.g. (政)政策推進課.</param>
/// <param name="Mail">Where tasks go; null for a collective such as 各担当部署, which can't lead.</param>
/// <param name="HeadMail">Where escalations go: the head of the section.</param>
public sealed record Department(string Id, string Name, string? Mail, string? HeadMail)
{
    /// <summary>The first fiscal year in which it is there; null: since before the plan.</summary>
    public FiscalYear? From { get; init; }

    /// <summary>The last fiscal year in which it is there; null while it is.</summary>
    public FiscalYear? Until { get; init; }

    /// <summary>Who takes over after <see cref="Until"/>: one where it was merged or moved, several where it was split, none where it was closed.</summary>
    public ImmutableArray<string> Became { get; init; } = [];

    /// <summary>The names that it had, each until a fiscal year; empty where it was never renamed.</summary>
    public ImmutableArray<FormerName> Former { get; init; } = [];

    /// <summary>Whether the office is there in a fiscal year (from 1 April to 31 March).</summary>
    public bool IsThereIn(FiscalYear year) => (From is not { } from || from <= year) && (Until is not { } until || year <= until);
}
