namespace GyoseiFlow.Review.Plans;

/// <summary>A heading under which a plan's items stand (基本目標, 取組方針), in as many levels as the paper has.</summary>
/// <param name="Id">ASCII id, used in data.</param>
/// <param name="Name">As printed, its number included: 基本目標1 市民参加と協働による行政運営.</param>
/// <param name="Parent">The id of the heading above, or null at the top.</param>
/// <param name="Text">What the paper says beneath it, in Markdown, or null.</param>
public sealed record Heading(string Id, string Name, string? Parent, string? Text);

/// <summary>A word that the plan explains (※ notes, 用語解説).</summary>
/// <param name="Word">As it stands in the texts.</param>
/// <param name="Meaning">Its explanation.</param>
public sealed record GlossaryTerm(string Word, string Meaning);
