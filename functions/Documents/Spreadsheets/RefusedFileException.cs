namespace GyoseiFlow.Documents.Spreadsheets;

/// <summary>A file is no workbook that can be read safely; the message says why and what to do, without the file's name.</summary>
public sealed class RefusedFileException : Exception
{
    /// <param name="message">For the person who sent the file.</param>
    public RefusedFileException(string message)
        : base(message)
    {
    }

    /// <param name="message">For the person who sent the file.</param>
    /// <param name="cause">What was thrown.</param>
    public RefusedFileException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
