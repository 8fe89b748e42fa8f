using System.Diagnostics;
using GyoseiFlow.App.Azure.Telemetry;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;

namespace GyoseiFlow.Azure.Tests;

/// <summary>What leaves for Application Insights says nothing of a person.</summary>
public class PersonalDataTests
{
    private static readonly Dictionary<string, string> OfAPerson = new()
    {
        ["url.query"] = "?q=yamada@town.example.jp",
        ["url.full"] = "https://town.example.jp/secretariat?q=yamada@town.example.jp",
        ["http.url"] = "https://town.example.jp/secretariat?q=yamada@town.example.jp",
        ["http.target"] = "/secretariat?q=yamada@town.example.jp",
        ["client.address"] = "192.0.2.77",
        ["network.peer.address"] = "192.0.2.77",
        ["user_agent.original"] = "Yamada's browser",
        ["enduser.id"] = "yamada@town.example.jp",
        ["exception.message"] = "yamada@town.example.jp is unknown",
    };

    [Fact]
    public void Trace_OfARequest_LeavesWithoutWhatSaysWhoItWas()
    {
        var sent = new Outgoing();
        using var source = new ActivitySource(nameof(PersonalDataTests));
        using (var traces = Sdk.CreateTracerProviderBuilder()
            .AddSource(source.Name)
            .AddProcessor(new PersonalDataFilter())
            .AddProcessor(new SimpleActivityExportProcessor(sent))
            .Build())
        {
            using var request = source.StartActivity("Board", ActivityKind.Server)!;
            foreach (var (name, value) in OfAPerson)
            {
                request.SetTag(name, value);
            }

            request.SetTag("url.path", "/secretariat");
        }

        var tags = Assert.Single(sent.Activities).TagObjects.ToDictionary(tag => tag.Key, tag => (string)tag.Value!);
        Assert.Equal("/secretariat", tags["url.path"]);
        Assert.Equal("https://town.example.jp/secretariat", tags["url.full"]);
        Assert.All(tags.Values, value =>
        {
            Assert.DoesNotContain("yamada", value, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("192.0.2.77", value, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Log_OfAnException_LeavesWithItsKindAndPlaceAndNoneOfItsWords()
    {
        var sent = new Logs();
        using (var logging = LoggerFactory.Create(builder => builder.AddOpenTelemetry(options => options
            .AddProcessor(new WordlessExceptions())
            .AddProcessor(new SimpleLogRecordExportProcessor(sent)))))
        {
            try
            {
                throw new InvalidOperationException("yamada@town.example.jp", new FormatException("yamada typed this"));
            }
            catch (InvalidOperationException thrown)
            {
                logging.CreateLogger("pages").Log(LogLevel.Error, thrown, "POST failed.");
            }
        }

        var exception = Assert.Single(sent.Exceptions)!;
        Assert.Equal(("System.InvalidOperationException", "System.FormatException"), (exception.Message, exception.InnerException!.Message));
        Assert.Contains(nameof(Log_OfAnException_LeavesWithItsKindAndPlaceAndNoneOfItsWords), exception.StackTrace, StringComparison.Ordinal);
        Assert.DoesNotContain("yamada", exception.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private sealed class Logs : BaseExporter<LogRecord>
    {
        public List<Exception?> Exceptions { get; } = [];

        public override ExportResult Export(in Batch<LogRecord> batch)
        {
            foreach (var record in batch)
            {
                Exceptions.Add(record.Exception);
            }

            return ExportResult.Success;
        }
    }

    private sealed class Outgoing : BaseExporter<Activity>
    {
        public List<Activity> Activities { get; } = [];

        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var activity in batch)
            {
                Activities.Add(activity);
            }

            return ExportResult.Success;
        }
    }
}
