namespace GyoseiFlow.Local.Commands.Scores;

/// <summary>One thing wrong with a score file.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Message">In Japanese: what is wrong and what to do.</param>
internal sealed record ScoreProblem(int Line, string Message);
