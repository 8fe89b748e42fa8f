using Azure.Core;
using Azure.Core.Pipeline;

namespace GyoseiFlow.Local.Tests.Azure;

/// <summary>A process that is killed: from a request on nothing of it gets through any more.</summary>
/// <param name="at">Which request, from 1.</param>
internal sealed class CutOff(int at) : HttpPipelinePolicy
{
    private int _sent;

    /// <summary>Whether it came to that request.</summary>
    public bool Happened => _sent >= at;

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        Interlocked.Increment(ref _sent) < at ? ProcessNextAsync(message, pipeline) : throw new IOException("Killed.");

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The stores are asynchronous.");
}
