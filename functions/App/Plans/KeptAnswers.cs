namespace GyoseiFlow.App.Plans;

/// <summary>What was typed into fields that a changed plan has no more: kept beside the sheet, so that nobody's text is lost.</summary>
/// <param name="Edition">The edition whose form asked for it.</param>
/// <param name="Answers">The answers' JSON.</param>
/// <param name="At">When the form changed.</param>
internal sealed record KeptAnswers(int Edition, string Answers, DateTimeOffset At);
