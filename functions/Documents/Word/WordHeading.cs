namespace GyoseiFlow.Documents.Word;

/// <summary>A heading as the contents list it.</summary>
/// <param name="Level">From 1.</param>
/// <param name="Text">On one line.</param>
/// <param name="Bookmark">Where it is.</param>
internal sealed record WordHeading(int Level, string Text, string Bookmark);
