using GyoseiFlow.Documents.Html;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Opinion;

/// <summary>The headings of the chapter on the method; null where the plan has nothing to say, and then the next one takes the number.</summary>
/// <param name="Flow">評価の流れ.</param>
/// <param name="How">評価方法.</param>
/// <param name="Rules">評点と総合評価の決め方.</param>
internal sealed record MethodSections(string? Flow, string? How, string? Rules)
{
    public bool Any => (Flow ?? How ?? Rules) is not null;

    public static MethodSections Of(Plan plan)
    {
        var texts = plan.Document;
        var number = 1;
        string? Heading(bool has, string name) => has ? $"({Printed.Number(number++)}) {name}" : null;
        return new(
            Heading(texts.Flow.Text.Length > 0 || texts.FlowRows.Length > 0, Headings.MethodFlow),
            Heading(texts.Method.Text.Length > 0 || HasScale(plan), Headings.MethodHow),
            Heading(plan.IsScored, Headings.MethodRules));
    }

    /// <summary>Whether the members score by a scale.</summary>
    public static bool HasScale(Plan plan) => plan.Committee.Scores && plan.Committee.Max > plan.Committee.Min;
}
