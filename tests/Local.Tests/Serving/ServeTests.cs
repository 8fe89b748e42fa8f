using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GyoseiFlow.Local.Tests.Commands;

namespace GyoseiFlow.Local.Tests.Serving;

/// <summary>serve on a folder of its own: real processes on free ports.</summary>
public sealed class ServeTests
{
    [Fact]
    public async Task EmptyFolder_IsServed_SaysHowToAddAPlan_AndStopsOnSigterm()
    {
        using var folder = new TemporaryFolder();
        using var serve = await ServeProcess.StartAsync(folder["data"]);
        using var http = new HttpClient { BaseAddress = serve.Address };

        Assert.Contains("""{"status":"ok"}""", await http.GetStringAsync("api/health"), StringComparison.Ordinal);
        Assert.Contains("公表している文書は、まだありません", await http.GetStringAsync("published/"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("published/tomakomai/")).StatusCode);
        Assert.Equal((0, ""), await serve.StopAsync());
        Assert.Contains($"plan add 計画ファイル.yaml --data {folder["data"]}", serve.Output, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(folder["data"], "mail"), serve.Output, StringComparison.Ordinal);
        Assert.EndsWith("止めました。\n", serve.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddedPlan_IsThereAfterARestart_WithAnAddressForEachRole()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, (await Cli.RunAsync("plan", "add", Cli.Tomakomai("plan.yaml"), "--data", folder["data"])).ExitCode);
        foreach (var _ in (int[])[1, 2])
        {
            using var serve = await ServeProcess.StartAsync(folder["data"]);

            Assert.Contains("事務局   gyosei-kanri@example.jp\n", serve.Output, StringComparison.Ordinal);
            Assert.Contains("担当部署 seisaku-suishin@example.jp（(政)政策推進課）\n", serve.Output, StringComparison.Ordinal);
            Assert.Contains("委員     m2@example.jp（副会長）\n", serve.Output, StringComparison.Ordinal);
            Assert.Contains("委員     m1@example.jp（会長）\n", serve.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("見本", serve.Output, StringComparison.Ordinal);
            Assert.Equal((0, ""), await serve.StopAsync());
        }
    }

    [Fact]
    public async Task SecondServer_OnTheFolderOrThePort_IsRefused()
    {
        using var folder = new TemporaryFolder();
        using var serve = await ServeProcess.StartAsync(folder["data"]);
        var port = serve.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var (folderCode, folderErrors) = await ServeProcess.RunAsync("--data", folder["data"], "--port", "0");
        var (portCode, portErrors) = await ServeProcess.RunAsync("--data", folder["other"], "--port", port);
        var add = await Cli.RunAsync("plan", "add", Cli.Tomakomai("plan.yaml"), "--data", folder["data"]);

        Assert.Equal(
            (1, $"「{folder["data"]}」は、実行中のserveが使っています。それを止めるか、--data で別のフォルダーを指定してください。\n"),
            (folderCode, folderErrors));
        Assert.Equal(
            (1, $"ポート{port}は、ほかのプログラムが使っています。そのプログラムを止めるか、--port で別の番号を指定してください。\n"),
            (portCode, portErrors));
        Assert.Equal((1, folderErrors), (add.ExitCode, add.Errors));
    }

    [Fact]
    public async Task Proxy_IsBelieved_OnlyWhenNamed()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(folder["data"], "published")).FullName, "index.html"), "");

        Assert.Equal("http", await RedirectedSchemeAsync(folder["data"]));
        Assert.Equal("https", await RedirectedSchemeAsync(folder["data"], "--behind-proxy"));
        Assert.Equal("http", await RedirectedSchemeAsync(folder["data"], "--behind-proxy", "192.0.2.1"));
    }

    [Fact]
    public async Task Certificate_ServesHttps_UnderItsName()
    {
        using var folder = new TemporaryFolder();
        await WriteCertificateAsync(folder["server.pfx"], "secret");
        using var serve = await ServeProcess.StartAsync(folder["data"], "--listen", "0.0.0.0", "--certificate", folder["server.pfx"]);
        using var http = new HttpClient(Trusting(folder["server.pfx"], serve.Address.Port));

        Assert.Equal(("https", "flow.example.jp"), (serve.Address.Scheme, serve.Address.Host));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(serve.Address, "api/health"))).StatusCode);
        Assert.Equal((0, ""), await serve.StopAsync());
    }

    [Fact]
    public async Task Certificate_Unreadable_SaysWhy()
    {
        using var folder = new TemporaryFolder();
        await WriteCertificateAsync(folder["other.pfx"], "another");

        var wrongPassword = await ServeProcess.RunAsync("--data", folder["data"], "--certificate", folder["other.pfx"]);
        var missing = await Cli.RunAsync("serve", "--data", folder["data"], "--certificate", folder["no.pfx"]);

        Assert.Equal(1, wrongPassword.Code);
        Assert.Contains("環境変数 GYOSEIFLOW_CERTIFICATE_PASSWORD のパスワードを確かめてください。", wrongPassword.Errors, StringComparison.Ordinal);
        Assert.Equal((1, $"{folder["no.pfx"]}: 証明書を読めません。ファイルかフォルダーがありません。場所と名前を確かめてください。\n"), (missing.ExitCode, missing.Errors));
    }

    [Theory]
    [InlineData("通信の暗号化が必要です。", "--listen", "0.0.0.0")]
    [InlineData("通信の暗号化が必要です。", "--listen", "::")]
    [InlineData("プロキシが同じ機械にあるなら、--listen 0.0.0.0 は要りません。", "--listen", "0.0.0.0", "--behind-proxy")]
    [InlineData("（「office」は使えません）", "--listen", "office")]
    [InlineData("（「office」は使えません）", "--behind-proxy", "office")]
    [InlineData("192.0.2.1 はこの機械のアドレスではありません。", "--port", "0", "--listen", "192.0.2.1", "--behind-proxy", "192.0.2.2")]
    public async Task Listening_Unsafely_IsRefused(string message, params string[] args)
    {
        using var folder = new TemporaryFolder();
        var cli = await Cli.RunAsync(["serve", "--data", folder["data"], .. args]);

        Assert.Equal(1, cli.ExitCode);
        Assert.Contains(message, cli.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DemosFolder_IsRefused()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["demo.lock"], "");
        var cli = await Cli.RunAsync("serve", "--data", folder.FullPath);

        Assert.Equal(1, cli.ExitCode);
        Assert.Contains("demoの結果のフォルダーです。", cli.Errors, StringComparison.Ordinal);
    }

    private static async Task<string> RedirectedSchemeAsync(string folder, params string[] more)
    {
        using var serve = await ServeProcess.StartAsync(folder, more);
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = serve.Address };
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        var answer = await http.GetAsync("published");
        Assert.Equal((0, ""), await serve.StopAsync());
        return answer.Headers.Location!.Scheme;
    }

    // A browser of the office: it trusts this certificate, and finds its name on this machine.
    private static SocketsHttpHandler Trusting(string certificate, int port)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(X509CertificateLoader.LoadPkcs12FromFile(certificate, "secret"));
        return new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy },
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
    }

    private static async Task WriteCertificateAsync(string path, string password)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("flow.example.jp");
        var request = new CertificateRequest("CN=flow.example.jp", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await File.WriteAllBytesAsync(path, certificate.Export(X509ContentType.Pfx, password));
    }
}
