using GyoseiFlow.App.Cycles;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.SelfEvaluation;

/// <summary>A submitted version as the store keeps it; inserted once, never replaced.</summary>
/// <param name="Measure">The measure's code.</param>
/// <param name="Version">From 1.</param>
/// <param name="Answers">The answers' JSON.</param>
/// <param name="By">Who submitted it.</param>
/// <param name="At">When.</param>
/// <param name="IsOnBehalf">代理入力.</param>
internal sealed record SubmissionRecord(string Measure, int Version, string Answers, string By, DateTimeOffset At, bool IsOnBehalf)
{
    public Submission Read(RunningCycle running) => new(Measure, Version, running.ReadAnswers(Answers), By, At, IsOnBehalf);
}
