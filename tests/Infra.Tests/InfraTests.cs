using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GyoseiFlow.Infra.Tests;

/// <summary>infra/ holds what infra/README.md and docs/settings.md promise: read off the compiled template.</summary>
public sealed partial class InfraTests(CompiledInfra infra) : IClassFixture<CompiledInfra>
{
    /// <summary>In the table of docs/settings.md, but never set on Azure: the platform's own, Azurite's, one machine's.</summary>
    private static readonly string[] NotOnAzure = ["FUNCTIONS_WORKER_RUNTIME", "AzureWebJobsStorage", "Storage", "AZURE_CLIENT_ID"];

    [Fact]
    public void Template_CompilesWithoutAWord() => Assert.Equal((0, ""), infra.Template);

    [Fact]
    public void ParameterFiles_CompileWithoutAWord()
    {
        Assert.Equal((0, ""), infra.Parameters);
        Assert.Equal(
            ["main.bicepparam", "main.prod.bicepparam", "main.test.bicepparam"],
            Directory.EnumerateFiles(Repository.Infra, "*.bicepparam").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryFile_PassesTheLinterWithoutAWord() => Assert.Equal((0, ""), infra.Lint);

    [Fact]
    public void Storage_HasNoPublicBlobsNoSharedKeysAndTls12() => Assert.All(
        infra.OfType("Microsoft.Storage/storageAccounts"),
        account =>
        {
            var properties = account["properties"]!;
            Assert.False(properties["allowBlobPublicAccess"]!.GetValue<bool>());
            Assert.False(properties["allowSharedKeyAccess"]!.GetValue<bool>());
            Assert.True(properties["supportsHttpsTrafficOnly"]!.GetValue<bool>());
            Assert.Equal("TLS1_2", Text(properties["minimumTlsVersion"]));
        });

    [Fact]
    public void Containers_AreAllPrivate()
    {
        var containers = infra.OfType("Microsoft.Storage/storageAccounts/blobServices/containers").ToList();

        Assert.NotEmpty(containers);
        Assert.All(containers, c => Assert.Equal("None", Text(c["properties"]!["publicAccess"])));
    }

    /// <summary>Of the accounts only the site is open to the internet, and only it is a web site.</summary>
    [Fact]
    public void Site_Alone_IsOpen()
    {
        var open = Modules().Where(m => m.Name.EndsWith("Storage", StringComparison.Ordinal)
            && (m.Parameters["isOpenToInternet"] is not null || m.Parameters["isSite"] is not null)).ToList();

        Assert.Equal("siteStorage", Assert.Single(open).Name);
        Assert.Equal(4, Modules().Count(m => m.Name.EndsWith("Storage", StringComparison.Ordinal)));
        Assert.Contains(
            "if(parameters('isOpenToInternet'), 'Allow', 'Deny')",
            infra.OfType("Microsoft.Storage/storageAccounts").First().ToJsonString().Replace("\\u0027", "'", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Blobs_AreVersionedAndSoftDeleted_AndOldOnesGo()
    {
        Assert.All(infra.OfType("Microsoft.Storage/storageAccounts/blobServices"), blobs =>
        {
            Assert.True(blobs["properties"]!["isVersioningEnabled"]!.GetValue<bool>());
            Assert.True(blobs["properties"]!["deleteRetentionPolicy"]!["enabled"]!.GetValue<bool>());
            Assert.True(blobs["properties"]!["containerDeleteRetentionPolicy"]!["enabled"]!.GetValue<bool>());
        });
        Assert.Equal(
            ["backupStorage", "siteStorage"],
            Modules().Where(m => m.Parameters["lifecycleRules"] is not null).Select(m => m.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WebApp_IsHttpsOnly_FromTls12_WithoutPasswords()
    {
        var site = Assert.Single(infra.OfType("Microsoft.Web/sites"))["properties"]!;

        Assert.True(site["httpsOnly"]!.GetValue<bool>());
        Assert.Equal("1.2", Text(site["siteConfig"]!["minTlsVersion"]));
        Assert.Equal("1.2", Text(site["siteConfig"]!["scmMinTlsVersion"]));
        Assert.Equal("Disabled", Text(site["siteConfig"]!["ftpsState"]));
        Assert.All(
            infra.OfType("Microsoft.Web/sites/basicPublishingCredentialsPolicies"),
            policy => Assert.False(policy["properties"]!["allow"]!.GetValue<bool>()));
        Assert.Equal(2, infra.OfType("Microsoft.Web/sites/basicPublishingCredentialsPolicies").Count());
    }

    [Fact]
    public void WebApp_IsFlexConsumptionOnDotNet10_DeployedByIdentity()
    {
        var plan = Assert.Single(infra.OfType("Microsoft.Web/serverfarms"));
        var config = Assert.Single(infra.OfType("Microsoft.Web/sites"))["properties"]!["functionAppConfig"]!;

        Assert.Equal("FC1", Text(plan["sku"]!["name"]));
        Assert.Equal(("dotnet-isolated", "10.0"), (Text(config["runtime"]!["name"]), Text(config["runtime"]!["version"])));
        Assert.Equal("UserAssignedIdentity", Text(config["deployment"]!["storage"]!["authentication"]!["type"]));
    }

    [Fact]
    public void Printer_ScalesToZero_AndIsNotOnTheInternet()
    {
        var environment = Assert.Single(infra.OfType("Microsoft.App/managedEnvironments"))["properties"]!;
        var printer = Assert.Single(infra.OfType("Microsoft.App/containerApps"))["properties"]!;

        Assert.True(environment["vnetConfiguration"]!["internal"]!.GetValue<bool>());
        Assert.Equal("Disabled", Text(environment["publicNetworkAccess"]));
        Assert.Equal(0, printer["template"]!["scale"]!["minReplicas"]!.GetValue<int>());
        Assert.False(printer["configuration"]!["ingress"]!["allowInsecure"]!.GetValue<bool>());
    }

    [Fact]
    public void Vaults_TakeRolesOnly_AndCannotBePurged() => Assert.All(infra.OfType("Microsoft.KeyVault/vaults"), vault =>
    {
        Assert.True(vault["properties"]!["enableRbacAuthorization"]!.GetValue<bool>());
        Assert.True(vault["properties"]!["enablePurgeProtection"]!.GetValue<bool>());
        Assert.Equal("Deny", Text(vault["properties"]!["networkAcls"]!["defaultAction"]));
    });

    /// <summary>
    /// The one thing of that name that is there tells Application Insights where to send, and opens nothing: local authentication is off.
    /// </summary>
    [Fact]
    public void Nothing_HasAKeyOrAConnectionString()
    {
        var text = infra.Arm.ToJsonString();

        Assert.DoesNotContain("listKeys", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("listAccountSas", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("listServiceSas", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("AccountKey=", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("SharedAccessKey", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("sharedKey", text, StringComparison.Ordinal);
        Assert.Single(ConnectionString().Matches(text));
        Assert.All(
            infra.OfType("Microsoft.Insights/components"), c => Assert.True(c["properties"]!["DisableLocalAuth"]!.GetValue<bool>()));
    }

    [Fact]
    public void Roles_AreTheTableOfTheReadme_EachOfThem()
    {
        var readme = Repository.Read("infra/README.md");
        var assigned = infra.OfType("Microsoft.Authorization/roleAssignments")
            .Select(r => (Description: Text(r["properties"]!["description"]), Role: Guid().Match(Text(r["properties"]!["roleDefinitionId"])).Value))
            .ToList();
        var explained = RoleRow().Matches(readme)
            .Select(row => (Description: row.Groups["what"].Value, Role: row.Groups["role"].Value))
            .ToList();

        Assert.Equal(assigned.Order(), explained.Order());
        Assert.DoesNotContain(assigned, a => a.Description.Contains(": Owner ", StringComparison.Ordinal) || a.Description.Contains(": Contributor ", StringComparison.Ordinal));
    }

    [Fact]
    public void ResourceTypes_AreExplainedInTheReadme_EachOfThem()
    {
        var readme = Repository.Read("infra/README.md");
        var types = infra.Resources.Select(CompiledInfra.TypeOf).Where(t => t != "Microsoft.Resources/deployments").Distinct(StringComparer.Ordinal);

        Assert.DoesNotContain(types, type => !readme.Contains($"| `{type}` |", StringComparison.Ordinal));
        Assert.DoesNotContain(
            TypeRow().Matches(readme).Select(row => row.Groups["type"].Value), type => !types.Contains(type, StringComparer.Ordinal));
    }

    [Fact]
    public void Parameters_AreExplainedInTheReadme_EachOfThem()
    {
        var readme = Repository.Read("infra/README.md");

        Assert.DoesNotContain(
            infra.Arm["parameters"]!.AsObject().Select(p => p.Key), name => !readme.Contains($"| `{name}` |", StringComparison.Ordinal));
    }

    [Fact]
    public void AppSettings_AreThoseOfTheGuide_AndTheOtherWayRound()
    {
        var set = SettingNames().ToHashSet(StringComparer.Ordinal);
        var explained = ExplainedSettings().ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(set, name => !explained.Contains(name) && !Repository.Read("docs/durable-functions.md").Contains($"`{name}`", StringComparison.Ordinal));
        Assert.DoesNotContain(
            explained, name => !set.Contains(name) && !NotOnAzure.Contains(name) && !name.StartsWith("Smtp", StringComparison.Ordinal));
        Assert.True(set.Count > 20);
    }

    /// <summary>local.settings.sample.json and the guide are one list too.</summary>
    [Fact]
    public void SampleSettings_AreExplained()
    {
        var sample = JsonNode.Parse(Repository.Read("local.settings.sample.json"))!["Values"]!.AsObject().Select(v => v.Key);

        Assert.DoesNotContain(sample, name => !ExplainedSettings().Contains(name));
    }

    [Fact]
    public void VaultReferences_NameTheirSecret_AndTheReadmeSaysWhatItIs()
    {
        var arm = infra.Arm.ToJsonString().Replace("\\u0027", "'", StringComparison.Ordinal);
        var secrets = SecretName().Matches(arm).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal).ToList();

        Assert.Equal(["sendGridSecret"], secrets);
        Assert.All(secrets, variable => Assert.Contains(
            $"| `{Text(infra.Arm["variables"]![variable])}` |", Repository.Read("infra/README.md"), StringComparison.Ordinal));
    }

    /// <summary>Every alert looks for an event that the app has, every event of trouble has its alert, and each alert its page in the guides.</summary>
    [Fact]
    public void Alerts_LookForTheEventsThatTheAppLogs_AndHaveTheirPage()
    {
        var sources = Repository.Read("functions/App/Operations/OperationsLog.cs")
            + Repository.Read("functions/App/Pages/SignIn/SignInMail.cs") + Repository.Read("functions/App/Cycles/CycleDesk.cs");
        var logged = EventName().Matches(sources).Select(m => m.Groups["name"].Value).Order(StringComparer.Ordinal).ToList();
        var alerts = infra.Templates.Select(t => t["variables"]?["alerts"]).OfType<JsonArray>().Single().Select(a => a!).ToList();
        var sought = alerts.SelectMany(a => Quoted().Matches(Text(a["query"])).Select(m => m.Groups["name"].Value))
            .Where(name => name is not ("Host.Triggers.DurableTask" or "Orchestrator" or "Failed"))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

        Assert.Equal(logged, sought);
        Assert.All(alerts.Select(a => Text(a["name"])).Append("unavailable"), name =>
        {
            Assert.Contains($"### {name}", Repository.Read("docs/operations.md"), StringComparison.Ordinal);
            Assert.Contains($"### {name}", Repository.Read("docs/operations.ja.md"), StringComparison.Ordinal);
        });
        Assert.All(logged, name => Assert.Contains($"`{name}`", Repository.Read("docs/operations.md"), StringComparison.Ordinal));
    }

    [Fact]
    public void Stages_Differ_TestMailsNobodyElse()
    {
        Assert.Equal("test", Text(infra.ParametersOf("test")["stage"]!["value"]));
        Assert.Equal("prod", Text(infra.ParametersOf("prod")["stage"]!["value"]));
        Assert.NotEmpty(Text(infra.ParametersOf("test")["mailAllowList"]!["value"]));
        Assert.True(infra.ParametersOf("test")["isSendGridSandbox"]!["value"]!.GetValue<bool>());
        Assert.NotEqual("Standard_LRS", Text(infra.ParametersOf("prod")["storageSku"]!["value"]));
    }

    private IEnumerable<(string Name, JsonNode Parameters)> Modules() => infra.Resources
        .Where(r => CompiledInfra.TypeOf(r) == "Microsoft.Resources/deployments")
        .Select(r => (ModuleName().Match(Text(r["name"])).Groups["name"].Value, r["properties"]!["parameters"] ?? new JsonObject()));

    // The settings are built from objects in expressions, so the names are read off the sources.
    private static IEnumerable<string> SettingNames()
    {
        var main = Repository.Read("infra/main.bicep");
        var settings = main[main.IndexOf("    settings: union(", StringComparison.Ordinal)..main.IndexOf("module roles", StringComparison.Ordinal)];
        var module = Repository.Read("infra/modules/functionapp.bicep");
        var own = module[module.IndexOf("name: 'appsettings'", StringComparison.Ordinal)..module.IndexOf("// No passwords", StringComparison.Ordinal)];
        return SettingName().Matches(settings + own).Select(m => m.Groups["name"].Value);
    }

    // The first column of the table; `A`, `B` and `__c` (for `A__…`) stand for one each.
    private static IEnumerable<string> ExplainedSettings()
    {
        var settings = Repository.Read("docs/settings.md");
        var table = settings[..settings.IndexOf("\n## ", StringComparison.Ordinal)];
        foreach (var row in table.Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal)))
        {
            var cells = row.Split('|');
            var names = Backticked().Matches(cells[1]).Select(m => m.Groups["name"].Value);
            foreach (var name in names.Where(n => Identifier().IsMatch(n)))
            {
                yield return name;
                foreach (var more in name == "AzureWebJobsStorage" ? new[] { "__accountName", "__credential", "__clientId" } : [])
                {
                    yield return name + more;
                }
            }
        }
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    [GeneratedRegex("'(?<name>[A-Za-z]+)',", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ModuleName();

    [GeneratedRegex("(^ +|\\{ )(?<name>[A-Z][A-Za-z_]+):", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex SettingName();

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Backticked();

    [GeneratedRegex("^[A-Z][A-Za-z_]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Identifier();

    [GeneratedRegex("\"(?<name>[A-Za-z.]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex("EventName = \"(?<name>[A-Za-z]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EventName();

    [GeneratedRegex("secretReference\\([^()]*(\\([^()]*\\)[^()]*)*?variables\\('(?<name>[A-Za-z]+)'\\)\\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SecretName();

    [GeneratedRegex("ConnectionString\\b(?!Name)", RegexOptions.None, 1000)]
    private static partial Regex ConnectionString();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.None, 1000)]
    private static partial Regex Guid();

    [GeneratedRegex("^\\| (?<what>[a-z]+: [^|]+?) \\| `(?<role>[0-9a-f-]{36})` \\|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex RoleRow();

    [GeneratedRegex("^\\| `(?<type>Microsoft\\.[A-Za-z/]+)` \\|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex TypeRow();
}
