using GyoseiFlow.App.Ports;

namespace GyoseiFlow.App.Azure;

/// <summary>Where there is no printer: the document is published without PDF.</summary>
internal sealed class NoPdfPrinter : IPdfPrinter
{
    public Task<ReadOnlyMemory<byte>?> PrintAsync(ReadOnlyMemory<byte> html, CancellationToken cancellation) =>
        Task.FromResult<ReadOnlyMemory<byte>?>(null);
}
