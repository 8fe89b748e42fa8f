using Azure.Core;
using Azure.Core.Pipeline;

namespace GyoseiFlow.Local.Tests.Azure;

/// <summary>
/// A connection that breaks: from a request on for good, as for a process that is killed there; or once, after the request has got
/// through, so that only its answer is lost.
/// </summary>
/// <param name="at">Which request, from 1.</param>
/// <param name="forGood">Whether nothing gets through from it on.</param>
internal sealed class CutOff(int at, bool forGood) : HttpPipelinePolicy
{
    private int _sent;

    /// <summary>Whether it came to that request.</summary>
    public bool Happened => _sent >= at;

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var number = Interlocked.Increment(ref _sent);
        if (forGood && number >= at)
        {
            throw new IOException("Killed.");
        }

        await ProcessNextAsync(message, pipeline);
        if (!forGood && number == at)
        {
            throw new IOException("The answer is lost.");
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The stores are asynchronous.");
}
