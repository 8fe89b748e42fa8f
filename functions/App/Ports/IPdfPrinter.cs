namespace GyoseiFlow.App.Ports;

/// <summary>Prints the HTML document as PDF: Chromium on one machine, a Gotenberg container on Azure.</summary>
public interface IPdfPrinter
{
    /// <summary>Prints a self-contained HTML document: A4 as its own style says, tagged, with an outline.</summary>
    /// <param name="html">The document; it needs no other file.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The PDF, or null where there is nothing to print with: then the rest is published without it.</returns>
    /// <exception cref="PdfNotPrintedException">There is a printer, but it failed.</exception>
    Task<ReadOnlyMemory<byte>?> PrintAsync(ReadOnlyMemory<byte> html, CancellationToken cancellation);
}

/// <summary>The printer failed; trying again may help.</summary>
public sealed class PdfNotPrintedException(string message, Exception? inner = null) : Exception(message, inner);
