namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>A slip of the pen that one line shows.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Message">What it is and what to do.</param>
internal sealed record Slip(Place Place, string Message);

/// <summary>What would put a slip right, so that the rest of the file can be read.</summary>
/// <param name="Line">The line, from 0.</param>
/// <param name="At">From which letter of it, from 0.</param>
/// <param name="Removed">How many letters go.</param>
/// <param name="Inserted">What comes in their place.</param>
internal readonly record struct Repair(int Line, int At, int Removed, string Inserted);
