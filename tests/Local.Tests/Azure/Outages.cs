using Azure.Core;
using Azure.Core.Pipeline;

namespace GyoseiFlow.Local.Tests.Azure;

/// <summary>
/// Kills Azurite while it has a request, lets some more requests meet nobody, and starts it again on the same folder. When is counted in
/// requests: neither a clock nor the machine's speed has a say.
/// </summary>
/// <param name="azurite">Which.</param>
/// <param name="outages">The request in whose middle it is killed, and how many after it are refused; in the order of the requests.</param>
internal sealed class Outages(AzuriteServer azurite, IEnumerable<(long Request, int Refused)> outages) : HttpPipelinePolicy, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Queue<(long Request, int Refused)> _coming = new(outages);
    private readonly HashSet<Task> _underWay = [];
    private long _count;
    private int? _refusing;

    /// <summary>How often Azurite was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>How many requests met nobody.</summary>
    public int Refused { get; private set; }

    public void Dispose() => _turn.Dispose();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Task sending;
        await _turn.WaitAsync();
        try
        {
            if (_refusing == 0)
            {
                await azurite.StartAsync();
                _refusing = null;
            }

            _count++;
            if (_refusing is null && _coming.TryPeek(out var next) && next.Request <= _count)
            {
                await KillInTheMiddleAsync(message, pipeline);
                throw new IOException("Azurite was killed.");
            }

            if (_refusing is not null)
            {
                _refusing--;
                Refused++;
            }

            sending = ProcessNextAsync(message, pipeline).AsTask();
            _underWay.RemoveWhere(task => task.IsCompleted);
            _underWay.Add(sending);
        }
        finally
        {
            _turn.Release();
        }

        await sending;
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The stores are asynchronous.");

    // What was answered is on the disk; what happened to this one request nobody is told.
    private async Task KillInTheMiddleAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await Task.WhenAll(_underWay).ContinueWith(_ => { }, TaskScheduler.Default);
        await azurite.KeptAsync();
        var sent = ProcessNextAsync(message, pipeline).AsTask();
        await azurite.KillAsync();
        await Record.ExceptionAsync(() => sent);
        _refusing = _coming.Dequeue().Refused;
        Kills++;
    }
}
