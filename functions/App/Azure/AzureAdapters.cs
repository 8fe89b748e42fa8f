using GyoseiFlow.App.Azure.Blobs;
using GyoseiFlow.App.Azure.SendGrid;
using GyoseiFlow.App.Azure.Tables;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Publication;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.App.Azure;

/// <summary>The ports' adapters on Azure, chosen by the settings.</summary>
public static class AzureAdapters
{
    // A document of hundreds of pages takes Chromium minutes, and a printer that scales to zero has to start first.
    private static readonly TimeSpan s_longestPrint = TimeSpan.FromMinutes(8);

    /// <summary>Registers the adapters.</summary>
    public static IServiceCollection AddAzureAdapters(this IServiceCollection services, FunctionAppSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Storage.IsAzurite)
        {
            services.AddHostedService<AzuriteContents>();
        }

        return services
            .AddSingleton(settings)
            .AddSingleton(_ => new TableRecordStore(settings.Storage.OpenTables(TableRecordStore.ClientOptions())))
            .AddSingleton<IRecordStore>(provider => provider.GetRequiredService<TableRecordStore>())
            .AddSingleton(_ => BlobPublicationStore.In(settings.Storage.OpenBlobs(BlobPublicationStore.ClientOptions()), settings.SiteContainer))
            .AddSingleton<IPublicationStore>(provider => provider.GetRequiredService<BlobPublicationStore>())
            .AddSingleton(_ => PrinterOf(settings))
            .AddSendGridMail(settings.Mail);
    }

    private static IPdfPrinter PrinterOf(FunctionAppSettings settings) => settings.PdfPrinter is { } address
        ? new GotenbergPdfPrinter(new HttpClient { BaseAddress = address, Timeout = s_longestPrint })
        : new NoPdfPrinter();
}
