using GyoseiFlow.App.Azure.Blobs;
using GyoseiFlow.App.Azure.Tables;
using Microsoft.Extensions.Hosting;

namespace GyoseiFlow.App.Azure;

/// <summary>Azurite starts out empty: makes, before anything else starts, what the deployment makes on Azure.</summary>
internal sealed class AzuriteContents(TableRecordStore records, BlobPublicationStore site) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await records.CreateTableAsync(cancellationToken);
        await site.CreateContainersAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
