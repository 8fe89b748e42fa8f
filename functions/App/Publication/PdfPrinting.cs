using GyoseiFlow.App.Ports;
using GyoseiFlow.Documents;
using GyoseiFlow.Review.Cycles;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.App.Publication;

/// <summary>Prints a version's PDF. A document is not held back for want of it: the page is the document of record.</summary>
public sealed partial class PdfPrinting(IPdfPrinter printer, ILogger<PdfPrinting> log)
{
    private const int Tries = 2;

    /// <summary>The PDF, or null where there is no printer or it fails again.</summary>
    public async Task<ReadOnlyMemory<byte>?> PrintAsync(ReviewedYear year, CancellationToken cancellation)
    {
        var page = await OpinionDocument.RenderPrintableAsync(year);
        for (var tried = 0; tried < Tries; tried++)
        {
            try
            {
                return await printer.PrintAsync(page, cancellation);
            }
            catch (PdfNotPrintedException failed)
            {
                LogNotPrinted(failed, tried + 1);
            }
        }

        return null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The PDF could not be printed (try {Tried}).")]
    private partial void LogNotPrinted(Exception failed, int tried);
}
