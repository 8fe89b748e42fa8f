namespace GyoseiFlow.Documents;

/// <summary>One file to publish.</summary>
/// <param name="Path">Relative, with / between its parts.</param>
/// <param name="MediaType">e.g. text/html; charset=utf-8.</param>
/// <param name="Content">The bytes.</param>
public sealed record PublishedFile(string Path, string MediaType, ReadOnlyMemory<byte> Content);
