using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Changes;

/// <summary>
/// What it would do to a running cycle to go on by a changed plan (計画の変更を年度に取り込む): for the sheets, for what is typed, for the
/// mail, and what forbids it.
/// </summary>
/// <param name="Before">The plan that the cycle goes by, as of its year.</param>
/// <param name="After">The plan that it would go by, as of its year.</param>
/// <param name="Changes">What is otherwise.</param>
/// <param name="NewSheets">The measures that get a sheet.</param>
/// <param name="Sheets">The sheets that change.</param>
/// <param name="Unfitting">Typed answers that the new form has no place for; they are kept beside the sheet.</param>
/// <param name="Regraded">Handed-in scores that get another grade.</param>
/// <param name="LackingFields">Required fields that sheets which were handed in have no answer to, with how many sheets.</param>
/// <param name="Refusals">Why it can't be; empty where it can.</param>
public sealed record PlanAdoption(
    Plan Before,
    Plan After,
    ImmutableArray<PlanChange> Changes,
    ImmutableArray<Measure> NewSheets,
    ImmutableArray<AdoptedSheet> Sheets,
    ImmutableArray<UnfittingAnswer> Unfitting,
    ImmutableArray<Regrading> Regraded,
    ImmutableArray<(string Field, int Sheets)> LackingFields,
    ImmutableArray<string> Refusals)
{
    /// <summary>Whether there is nothing to take in.</summary>
    public bool IsEmpty => Changes.IsEmpty && NewSheets.IsEmpty && Sheets.IsEmpty && Before.Edition == After.Edition;

    /// <summary>The codes of the measures of both plans, in the order of the plan.</summary>
    public ImmutableArray<string> Codes => [.. PlanDifference.Codes(Before, After)];

    /// <summary>What was previewed, in so many characters that two previews can be told apart.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n',
        [
            Before.Edition.ToString(CultureInfo.InvariantCulture), After.Edition.ToString(CultureInfo.InvariantCulture),
            .. Changes.Select(c => c.ToString()),
            .. NewSheets.Select(m => m.Code),
            .. Sheets.Select(s => $"{s.Before.Measure} {s.Before.Revision} {s.Kind} {string.Join(',', s.Departments)} {s.Due:O}"),
            .. Unfitting.Select(u => u.ToString()),
            .. Refusals,
        ]))))[..32];

    /// <summary>Looks at a cycle.</summary>
    /// <param name="cycle">The cycle.</param>
    /// <param name="before">The plan that it goes by, as of its year.</param>
    /// <param name="after">The plan that it would go by, as of its year.</param>
    /// <param name="offices">The fiscal year whose departments would answer.</param>
    /// <param name="sheets">Its sheets with what was typed last.</param>
    /// <param name="today">Today.</param>
    public static PlanAdoption Of(
        Cycle cycle, Plan before, Plan after, FiscalYear offices, IReadOnlyCollection<TypedSheetAnswers> sheets, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(sheets);
        var calendar = after.CycleOf(cycle.Year);
        ImmutableArray<Measure> fresh = calendar is null
            ? []
            : [.. after.MeasuresAskedIn(cycle.Year).Where(m => sheets.All(s => s.Sheet.Measure != m.Code))];
        // They may come in any order: of their keys in the store, where 10 is before 2.
        var places = PlanDifference.Codes(before, after).Index().ToDictionary(code => code.Item, code => code.Index, StringComparer.Ordinal);
        sheets = [.. sheets.OrderBy(s => places.GetValueOrDefault(s.Sheet.Measure, int.MaxValue))];
        var difference = PlanDifference.Between(before with { Cycles = [] }, after with { Cycles = [] })
            .AddRange(PlanDifference.Calendar(before.CycleOf(cycle.Year), calendar));
        return new PlanAdoption(
            before,
            after,
            difference,
            fresh,
            [.. sheets.Select(s => AdoptedSheet.Of(s.Sheet, before, after, cycle.Year, offices, today)).OfType<AdoptedSheet>()],
            [.. sheets.SelectMany(s => UnfittingAnswer.Of(s, before, after))],
            [.. sheets.Select(s => Regrading.Of(s, before, after)).OfType<Regrading>()],
            [.. Lacking(after, sheets)],
            [.. AdoptionRefusals.Of(cycle, before, after, fresh, sheets, today)]);
    }

    private static IEnumerable<(string Field, int Sheets)> Lacking(Plan after, IReadOnlyCollection<TypedSheetAnswers> sheets) =>
        from field in after.Form
        where field.Required
        let lacking = sheets.Count(s => s.Sheet.State is SheetState.Submitted or SheetState.Accepted && !s.Answers.ByField.ContainsKey(field.Id))
        where lacking > 0
        select (field.Label, lacking);
}

/// <summary>A sheet with what was typed into it last, as its form was then.</summary>
/// <param name="Sheet">The sheet.</param>
/// <param name="Answers">The draft or what was handed in, whichever came last.</param>
public sealed record TypedSheetAnswers(Sheet Sheet, Answers Answers);

/// <summary>Answers that the new form has no place for.</summary>
/// <param name="Measure">The measure's code.</param>
/// <param name="Field">The field as it was asked.</param>
public sealed record UnfittingAnswer(string Measure, FormField Field)
{
    /// <summary>Those of a sheet, in the order of the form.</summary>
    public static IEnumerable<UnfittingAnswer> Of(TypedSheetAnswers typed, Plan before, Plan after) =>
        from field in before.Form
        where typed.Answers.ByField.ContainsKey(field.Id) && !after.Form.Any(f => f.Id == field.Id && f.Kind == field.Kind)
        select new UnfittingAnswer(typed.Sheet.Measure, field);
}

/// <summary>Scores that get another grade by the new rules.</summary>
/// <param name="Measure">The measure's code.</param>
/// <param name="Before">The grade by the rules so far.</param>
/// <param name="After">The grade by the new ones.</param>
public sealed record Regrading(string Measure, string Before, string After)
{
    internal static Regrading? Of(TypedSheetAnswers typed, Plan before, Plan after)
    {
        var (was, now) = (Grade(before, typed), Grade(after, typed));
        return was is null || now is null || was == now ? null : new Regrading(typed.Sheet.Measure, was, now);
    }

    // What is not whole yet has no grade.
    private static string? Grade(Plan plan, TypedSheetAnswers typed) =>
        plan.IsScored && typed.Answers.Scores is { } scores
        && plan.Scoring.Criteria.All(c => scores.TryGetValue(c.Id, out var score) && score >= c.Min && score <= c.Max)
            ? plan.Scoring.Score(scores).Grade
            : null;
}
