using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.Durable;

/// <summary>The answer to a query, page by page.</summary>
internal sealed class InstancePages(InstanceQuery query, OrchestrationQuery filter) : AsyncPageable<OrchestrationMetadata>
{
    public override async IAsyncEnumerable<Page<OrchestrationMetadata>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        var next = continuationToken ?? filter.ContinuationToken;
        do
        {
            var page = await query.PageAsync(filter, next, pageSizeHint ?? filter.PageSize, CancellationToken.None);
            next = page.ContinuationToken;
            yield return page;
        }
        while (next is not null);
    }
}
