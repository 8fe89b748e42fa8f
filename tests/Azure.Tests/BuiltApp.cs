using System.Reflection;

namespace GyoseiFlow.Azure.Tests;

/// <summary>The function app as it was built for deployment.</summary>
internal static class BuiltApp
{
    public static string Folder { get; } = typeof(BuiltApp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "AppOutput").Value!;

    /// <summary>Settings with which it starts; nothing is reached by starting.</summary>
    public static Dictionary<string, string?> Settings() => new()
    {
        ["TaskHubName"] = "GyoseiFlow",
        ["HeartbeatSchedule"] = "0 0 * * * *",
        ["Storage:tableServiceUri"] = "https://town.table.core.windows.net",
        ["Storage:blobServiceUri"] = "https://town.blob.core.windows.net",
        ["SendGridApiKey"] = "SG.not-a-key",
        ["Functions:Worker:HostEndpoint"] = "http://127.0.0.1:1",
    };
}
