using System.Diagnostics;
using GyoseiFlow.App.Azure.Telemetry;
using OpenTelemetry;
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
