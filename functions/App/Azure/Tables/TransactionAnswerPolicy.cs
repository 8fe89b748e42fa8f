using System.Globalization;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace GyoseiFlow.App.Azure.Tables;

/// <summary>
/// A transaction that Tables could not do just now is answered with 202 and the trouble inside (throttled, too slow), which
/// Azure.Core takes for success and doesn't try again. This says it as a broken connection, which it does; a commit's own row tells
/// what was made all the same.
/// </summary>
internal sealed class TransactionAnswerPolicy : HttpPipelinePolicy
{
    private const string StatusLine = "HTTP/1.1 ";

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        ProcessNext(message, pipeline);
        RefuseTrouble(message);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        RefuseTrouble(message);
    }

    private static void RefuseTrouble(HttpMessage message)
    {
        if (message.Response.Status == 202 && StatusInside(message.Response.Content) is { } status and (408 or 429 or >= 500))
        {
            throw new IOException($"The transaction was answered with {status}.");
        }
    }

    // The first is enough: when one write fails, its answer is the only one.
    private static int? StatusInside(BinaryData content)
    {
        var text = Encoding.UTF8.GetString(content);
        var at = text.IndexOf(StatusLine, StringComparison.Ordinal) + StatusLine.Length;
        return at >= StatusLine.Length && at + 3 <= text.Length
            && int.TryParse(text.AsSpan(at, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
                ? status
                : null;
    }
}
