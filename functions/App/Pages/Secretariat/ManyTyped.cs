using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>What the form of an act on several sheets holds.</summary>
/// <param name="Act">The act.</param>
/// <param name="Measures">The chosen measures, each once.</param>
/// <param name="Reason">As typed.</param>
/// <param name="Due">The new deadline as typed.</param>
/// <param name="Seen">By measure, the version that the confirming person saw.</param>
public sealed record ManyTyped(
    ManyAct Act, ImmutableArray<string> Measures, string Reason, TypedDeadline Due, ImmutableDictionary<string, int> Seen)
{
    /// <summary>Where one came from: see <see cref="WayBack"/>.</summary>
    public string From { get; init; } = "";

    /// <summary>Of the chosen measures, the versions that the confirming person saw: only acceptance depends on what was read.</summary>
    public Dictionary<string, int> SeenVersions =>
        Measures.Where(Seen.ContainsKey).ToDictionary(m => m, m => Seen[m], StringComparer.Ordinal);

    /// <summary>Whether all is known that it takes to show what the act would do.</summary>
    public bool CanBePreviewed => !Measures.IsEmpty && DayProblem.IsEmpty;

    /// <summary>That the day is missing, by field.</summary>
    public ImmutableArray<(string Field, string Message)> DayProblem =>
        Act.AsksDay && Due.Day is null ? [("due", "新しい期限を、年月日で入力してください。")] : [];

    /// <summary>What is wrong with the reason, by field.</summary>
    public ImmutableArray<(string Field, string Message)> ReasonProblem =>
        Act.MissingReason is { } missing && WrittenReason.Problem(Reason, missing) is { } problem ? [("reason", problem.Message)] : [];

    /// <summary>What a form sent.</summary>
    public static ManyTyped Of(ManyAct act, PostedForm form) => new(
        act, [.. form.All("measure").Distinct(StringComparer.Ordinal)], form["reason"], TypedDeadline.Of(form, "due"),
        form.All("seen").Select(s => s.Split('@', 2)).Where(s => s.Length == 2 && int.TryParse(s[1], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .DistinctBy(s => s[0], StringComparer.Ordinal)
            .ToImmutableDictionary(s => s[0], s => int.Parse(s[1], NumberStyles.None, CultureInfo.InvariantCulture), StringComparer.Ordinal))
    {
        From = form[WayBack.Name],
    };

    /// <summary>How a sheet that was looked at is written in the form.</summary>
    public static string SeenOf(Sheet sheet) => string.Create(CultureInfo.InvariantCulture, $"{sheet.Measure}@{sheet.Version}");
}
