using GyoseiFlow.Local.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.Local.Tests.Hosting;

/// <summary>A host of some of the test functions, on a free port and in a folder of its own.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Seen Seen { get; } = new();

    public LocalHost Host { get; private set; } = null!;

    public HttpClient Http { get; } = new();

    public static async Task<TestHost> StartAsync(params Type[] functions)
    {
        var test = new TestHost();
        await test.StartAsync(options => options with { Functions = FunctionCatalog.Of(functions) });
        return test;
    }

    public async Task StartAsync(Func<LocalHostOptions, LocalHostOptions> change)
    {
        Host = await CreateAsync(change);
        await Host.StartAsync(default);
        Http.BaseAddress = Host.Address;
    }

    public Task<LocalHost> CreateAsync(Func<LocalHostOptions, LocalHostOptions> change) => LocalHost.CreateAsync(
        change(new LocalHostOptions
        {
            Functions = FunctionCatalog.Of([]),
            DataFile = _folder["data.db"],
            MailFolder = _folder["mail"],
            SiteFolder = _folder["site"],
            Port = 0,
            RoutePrefix = "api",
            FunctionKeys = ["function-key", "second-key"],
            AdminKeys = ["admin-key"],
            Settings = new Dictionary<string, string?> { ["HourlySchedule"] = "0 0 * * * *" },
            Services = services => services.AddSingleton(Seen).AddScoped<PerCall>(),
        }),
        default);

    public async ValueTask DisposeAsync()
    {
        if (Host is not null)
        {
            await Host.DisposeAsync();
        }

        Http.Dispose();
        _folder.Dispose();
    }
}
