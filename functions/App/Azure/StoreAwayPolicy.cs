using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using GyoseiFlow.App.Ports;

namespace GyoseiFlow.App.Azure;

/// <summary>
/// Says of a storage account that doesn't answer, in the app's words, after the client's own tries: for every client of an account, per
/// call. What the account answers to the question itself (not found, conflict, forbidden) goes on as it is.
/// </summary>
public sealed class StoreAwayPolicy : HttpPipelinePolicy
{
    /// <inheritdoc/>
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        ArgumentNullException.ThrowIfNull(message);
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        catch (Exception away) when (IsAway(away) && !message.CancellationToken.IsCancellationRequested)
        {
            throw Unavailable(message, away);
        }

        RefuseBusy(message);
    }

    /// <inheritdoc/>
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        ArgumentNullException.ThrowIfNull(message);
        try
        {
            ProcessNext(message, pipeline);
        }
        catch (Exception away) when (IsAway(away) && !message.CancellationToken.IsCancellationRequested)
        {
            throw Unavailable(message, away);
        }

        RefuseBusy(message);
    }

    // What Azure.Core throws when the last try found nobody, too: all tries' troubles, or a try that took too long.
    private static bool IsAway(Exception trouble) => trouble switch
    {
        RequestFailedException { Status: 0 } or IOException or OperationCanceledException => true,
        AggregateException several => several.InnerExceptions.All(IsAway),
        _ => false,
    };

    private static void RefuseBusy(HttpMessage message)
    {
        if (message.HasResponse && message.Response.Status is 408 or 429 or 500 or 502 or 503 or 504)
        {
            throw Unavailable(message, new RequestFailedException(message.Response));
        }
    }

    private static StoreUnavailableException Unavailable(HttpMessage message, Exception away) =>
        new($"{message.Request.Uri.Host}:{message.Request.Uri.Port}", away);
}
