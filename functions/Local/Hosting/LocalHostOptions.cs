using System.Net;
using System.Security.Cryptography.X509Certificates;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.Local.Hosting;

/// <summary>What a <see cref="LocalHost"/> is made of.</summary>
internal sealed record LocalHostOptions
{
    /// <summary>The functions to serve.</summary>
    public required FunctionCatalog Functions { get; init; }

    /// <summary>The SQLite file: the records, the orchestrations and the timers.</summary>
    public required string DataFile { get; init; }

    /// <summary>Where mails are put, one file each, unless the settings name a relay.</summary>
    public required string MailFolder { get; init; }

    /// <summary>The public site.</summary>
    public required string SiteFolder { get; init; }

    /// <summary>Where records and published files are kept instead of this machine's file and folder; null for these. The orchestrations stay in the file.</summary>
    public AzuriteStores? Azurite { get; init; }

    /// <summary>Whether documents are printed as PDF too, where this machine has a Chromium.</summary>
    public bool PrintPdf { get; init; }

    /// <summary>The port; 0 for any free one; null to serve no HTTP.</summary>
    public int? Port { get; init; }

    /// <summary>The address on which to listen; this machine alone unless said.</summary>
    public IPAddress Listen { get; init; } = IPAddress.Loopback;

    /// <summary>The certificate for HTTPS; without one it is HTTP.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whether timers follow the clock by themselves. Not when somebody drives a virtual clock.</summary>
    public bool RunTimers { get; init; } = true;

    /// <summary>host.json's routePrefix.</summary>
    public string RoutePrefix { get; init; } = "";

    /// <summary>Keys for functions of level Function.</summary>
    public IReadOnlyList<string> FunctionKeys { get; init; } = [];

    /// <summary>Keys for every function.</summary>
    public IReadOnlyList<string> AdminKeys { get; init; } = [];

    /// <summary>What the app reads from its configuration.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>The time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How orchestrations run.</summary>
    public DurableEngineOptions Engine { get; init; } = new();

    /// <summary>The app's own services. Registered after the adapters, so that it can replace one.</summary>
    public Action<IServiceCollection> Services { get; init; } = _ => { };

    /// <summary>Where the log goes; nowhere unless said.</summary>
    public Action<ILoggingBuilder> Logging { get; init; } = _ => { };

    /// <summary>What else is on the web server, e.g. the public site.</summary>
    public Action<WebApplication> Web { get; init; } = _ => { };
}
