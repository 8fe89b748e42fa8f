namespace GyoseiFlow.Local.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("aggregate --help")]
    [InlineData("plan --help")]
    [InlineData("plan check --help")]
    [InlineData("demo --help")]
    [InlineData("serve --help")]
    [InlineData("plan add --help")]
    [InlineData("plan new --help")]
    [InlineData("plan preview --help")]
    [InlineData("rehearse --help")]
    [InlineData("verify --help")]
    [InlineData("correct --help")]
    [InlineData("plan adopt --help")]
    [InlineData("backup --help")]
    [InlineData("backup azure --help")]
    [InlineData("restore --help")]
    [InlineData("restore azure --help")]
    public async Task Help_IsAllJapanese(string args)
    {
        var cli = await Cli.RunAsync(args.Split(' '));

        Assert.Equal((0, ""), (cli.ExitCode, cli.Errors));
        Assert.Contains("使い方:", cli.Output, StringComparison.Ordinal);
        Assert.Contains("終了コード:", cli.Output, StringComparison.Ordinal);
        Assert.All(
            (string[])["Description", "Usage", "Options", "REQUIRED", "Show help", "[options]", "default"],
            english => Assert.DoesNotContain(english, cli.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Help_NamesWhatThereIs_TheDemoFirst()
    {
        var cli = await Cli.RunAsync("--help");

        Assert.Contains("使い方:\n  dotnet run --project functions/Local -- コマンド", cli.Output, StringComparison.Ordinal);
        Assert.Matches("(?s)コマンド:\n  demo .*\n  serve .*\n  aggregate .*\n  plan new check import preview add adopt  計画ファイルを作り", cli.Output);
        Assert.Contains("対象外は「-」、未入力は空欄", (await Cli.RunAsync("aggregate", "--help")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "コマンドを指定してください（demo、serve、aggregate、plan、rehearse、verify、correct、backup、restore）。")]
    [InlineData("nosuch", "「nosuch」がわかりません。")]
    [InlineData("plan", "コマンドを指定してください（new、check、import、preview、add、adopt）。")]
    [InlineData("plan check", "FILE を指定してください。")]
    [InlineData("rehearse", "FILE を指定してください。")]
    [InlineData("plan preview x --port abc", "--port に「abc」は使えません。")]
    [InlineData("plan check a b", "「b」がわかりません。")]
    [InlineData("aggregate --plan x", "--scores を指定してください。")]
    [InlineData("aggregate --plan x --scores", "--scores のあとに値を書いてください。")]
    [InlineData("aggregate --plan x --plan y --scores z", "--plan は一つだけ指定してください。")]
    [InlineData("demo --seed abc", "--seed には0以上の整数を書いてください（「abc」は使えません）。")]
    [InlineData("demo --seed -5", "--seed には0以上の整数を書いてください（「-5」は使えません）。")]
    [InlineData("serve --port 70000", "--port に「70000」は使えません。")]
    [InlineData("serve --data", "--data のあとに値を書いてください。")]
    public async Task WronglyAsked_IsTwo_AndSaysWhat(string args, string message)
    {
        var cli = await Cli.RunAsync(args.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((2, ""), (cli.ExitCode, cli.Output));
        Assert.Equal($"{message}\n使い方は --help を付けると表示されます。\n", cli.Errors);
    }

    [Fact]
    public async Task PlanCheck_Tomakomai_IsRight()
    {
        var cli = await Cli.RunAsync("plan", "check", Cli.Tomakomai("plan.yaml"));

        Assert.Equal(new Cli(0, "問題ありません（取組項目22、実践項目95、テーマ7、部署51、委員11）。\n", ""), cli);
    }

    [Fact]
    public async Task PlanCheck_Mistakes_AreAllShownWithTheirPlaces()
    {
        using var folder = new TemporaryFolder();
        var text = await File.ReadAllTextAsync(Cli.Tomakomai("plan.yaml"));
        await File.WriteAllTextAsync(folder["plan.yaml"], text
            .Replace("firstYear: R2 ", "firstYear: R0 ", StringComparison.Ordinal)
            .Replace("themes: [zaisei, service, kyodo, minkatsu]", "themes: [zaisai]", StringComparison.Ordinal));

        var cli = await Cli.RunAsync("plan", "check", folder["plan.yaml"]);

        Assert.Equal((1, ""), (cli.ExitCode, cli.Output));
        Assert.All(cli.Errors.TrimEnd('\n').Split('\n'), line => Assert.Matches("^.*plan[.]yaml:[0-9]+:[0-9]+: .+$", line));
        Assert.Contains("zaisai", cli.Errors, StringComparison.Ordinal);
        Assert.Contains("R0", cli.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nosuch.yaml", "計画ファイルがありません。")]
    [InlineData(".", "フォルダーです。")]
    public async Task PlanCheck_NoFile_SaysSo(string path, string message)
    {
        var cli = await Cli.RunAsync("plan", "check", path);

        Assert.Equal((1, ""), (cli.ExitCode, cli.Output));
        Assert.StartsWith($"{path}: {message}", cli.Errors, StringComparison.Ordinal);
    }
}
