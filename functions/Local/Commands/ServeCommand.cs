using System.CommandLine;
using GyoseiFlow.Local.Demo;
using GyoseiFlow.Local.Serving;

namespace GyoseiFlow.Local.Commands;

/// <summary>serve: the whole system on one machine, with the real clock or a sample's.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var folder = FolderOption();
        var port = new Option<ushort>("--port") { Description = "ポート番号", HelpName = "N", DefaultValueFactory = _ => 7071 };
        var sample = SampleOption();
        var listen = new Option<string>("--listen")
        {
            Description = "受け付けるIPアドレス。ほかの機械から開くには 0.0.0.0 などと証明書を指定します",
            HelpName = "ADDRESS",
            DefaultValueFactory = _ => "127.0.0.1",
        };
        var certificate = new Option<string?>("--certificate")
        {
            Description = $"HTTPSの証明書（.pfx）。パスワードは環境変数 {ServerCertificate.PasswordVariable} に入れます",
            HelpName = "FILE",
        };
        var proxy = new Option<string?>("--behind-proxy")
        {
            Description = "前にTLSのプロキシがあるときに付けます。プロキシが別の機械にあるときは、そのIPアドレスを書きます",
            HelpName = "[ADDRESS]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var serve = new Command("serve", "画面・締切・督促・公表サイトを、この1台で動かします。Ctrl+C で止め、もう一度実行すると続きから動きます。")
        {
            folder, port, sample, listen, certificate, proxy,
        };
        serve.SetAction(async (parsed, cancellation) =>
        {
            var settings = new ServeSettings(
                new DataFolder(Path.GetFullPath(parsed.GetRequiredValue(folder))),
                parsed.GetValue(port),
                ServeSettings.ReadListen(parsed.GetRequiredValue(listen)),
                parsed.GetValue(certificate),
                parsed.GetResult(proxy) is { Implicit: false } ? ServeSettings.ReadProxy(parsed.GetValue(proxy)) : null,
                parsed.GetResult(sample) is { Implicit: false },
                parsed.GetValue(sample) is { } name ? SampleStop.Of(name) : null);
            await new Server(settings, parsed.InvocationConfiguration.Output).RunAsync(cancellation);
            return 0;
        });
        return serve;
    }

    private static Option<string?> SampleOption()
    {
        string[] names = [.. SampleStop.All.Select(stop => stop.Name)];
        var sample = new Option<string?>("--sample")
        {
            Description = "苫小牧市の令和6年度の評価を試せるようにします。" + string.Join('、', SampleStop.All.Select(s => $"{s.Name}={s.Label}"))
                + $"（省略すると {SampleStop.April.Name}）。フォルダーは空のものを使います",
            HelpName = $"[{string.Join('|', names)}]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        return sample.AcceptOnlyFromAmong(names);
    }

    /// <summary>The data folder, for this command and those that prepare it.</summary>
    public static Option<string> FolderOption() => new("--data")
    {
        Description = "データ（記録・メール・公表サイト）を置くフォルダー",
        HelpName = "DIR",
        DefaultValueFactory = _ => "data",
    };
}
