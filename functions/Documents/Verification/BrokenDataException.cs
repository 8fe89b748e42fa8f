namespace GyoseiFlow.Documents.Verification;

/// <summary>Published data that can't be read, so that nothing can be computed from it.</summary>
internal sealed class BrokenDataException(string file, string message) : Exception(message)
{
    public Finding Finding { get; } = new(file, message);
}
