using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GyoseiFlow.Local.Tests.Demo;

namespace GyoseiFlow.Local.Tests.Commands;

/// <summary>verify on a published site, as a citizen downloaded it and as somebody changed it.</summary>
public sealed class VerifyCommandTests(UninterruptedYear year) : IClassFixture<UninterruptedYear>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Version => Path.Combine(_folder.FullPath, "tomakomai", "2024", "v1");

    [Fact]
    public async Task Site_AsPublished_AgreesAndSaysWhatWasChecked()
    {
        var cli = await Cli.RunAsync("verify", Path.Combine(year.Folder, "published"));

        Assert.Equal((0, ""), (cli.ExitCode, cli.Errors));
        Assert.StartsWith("苫小牧市行政創革プラン 2024年度 第1版（", cli.Output, StringComparison.Ordinal);
        Assert.Contains("取組項目の平均値（item_means.csv）: 88件を確認、一致", cli.Output, StringComparison.Ordinal);
        Assert.Contains("テーマの平均値（theme_means.csv）: 28件を確認、一致", cli.Output, StringComparison.Ordinal);
        Assert.Contains("文書（index.html）の数値: ", cli.Output, StringComparison.Ordinal);
        Assert.EndsWith("問題はありません（1版）。公表した数値は、公表したデータから計算し直した値とすべて一致しました。\n", cli.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneVersion_AsPublished_Agrees()
    {
        Copy();

        Assert.Equal(0, (await Cli.RunAsync("verify", Version)).ExitCode);
    }

    [Fact]
    public async Task PageChanged_IsNamedWithItsPlaceAndBothValues_EvenWithANewManifest()
    {
        Copy();
        Change("index.html", "data-source=\"items.csv?item_number=1#committee_mean\">4.4<", "data-source=\"items.csv?item_number=1#committee_mean\">4.9<");

        var changed = await Cli.RunAsync("verify", Version);
        Renew("index.html");
        var renewed = await Cli.RunAsync("verify", Version);

        Assert.Equal((1, 1), (changed.ExitCode, renewed.ExitCode));
        Assert.Contains("公表した後に変わっています", changed.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("公表した後に変わっています", renewed.Errors, StringComparison.Ordinal);
        Assert.Matches("index[.]html: [0-9]+行目の表「.+」（items[.]csv item_number=1 の committee_mean）: 公表値は「4.9」、計算し直した値は「4.4」です。", renewed.Errors);
        Assert.Contains("マニフェスト（SHA-256）: 62ファイルを確認、一致", renewed.Output, StringComparison.Ordinal);
        Assert.EndsWith("1版のうち1版に、合わないものがあります。\n", renewed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FigureInTheGeneralReviewChanged_IsNamed()
    {
        Copy();
        Change("index.html", "data-source=\"data.json#closing.topTwoShare\">98.9<", "data-source=\"data.json#closing.topTwoShare\">99.9<");

        var cli = await Cli.RunAsync("verify", Version);

        Assert.Equal(1, cli.ExitCode);
        Assert.Contains("（data.json の closing.topTwoShare）: 公表値は「99.9」、計算し直した値は「98.9」です。", cli.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data/data.json", "\"committeeMean\": 4.4", "\"committeeMean\": 4.5", "items[0].committeeMean")]
    [InlineData("data/items.csv", ",11.6,A,4.4", ",11.6,B,4.4", "2行目（items.csv item_number=1 の grade）: 公表値は「B」、計算し直した値は「A」です。")]
    [InlineData("data/opinions.csv", "と思う。", "と思わない。", "公表した後に変わっています")]
    [InlineData("data/manifest.json", "\"files\"", "\"file\"", "マニフェストが壊れています")]
    [InlineData("data/manifest.json", "\"path\": \"index.html\"", "\"path\": \"../../../index.html\"", "マニフェストにあるファイルがありません。")]
    public async Task FileChanged_IsNamed(string file, string from, string to, string message)
    {
        Copy();
        Change(file, from, to);

        var cli = await Cli.RunAsync("verify", _folder.FullPath);

        Assert.Equal(1, cli.ExitCode);
        Assert.Contains(message, cli.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FilesTakenAwayAndAdded_AreNamed()
    {
        Copy();
        File.Delete(Path.Combine(Version, "data", "licence.txt"));
        File.Move(Path.Combine(Version, "data", "scores.csv"), Path.Combine(Version, "data", "scores-old.csv"));

        var cli = await Cli.RunAsync("verify", Version);

        Assert.Equal(1, cli.ExitCode);
        Assert.Contains("licence.txt: マニフェストにあるファイルがありません。", cli.Errors, StringComparison.Ordinal);
        Assert.Contains("scores-old.csv: マニフェストにないファイルがあります。", cli.Errors, StringComparison.Ordinal);
        Assert.Contains("scores.csv: ファイルがありません。", cli.Errors, StringComparison.Ordinal);
        Assert.Contains("数値の計算のし直し（できませんでした）", cli.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EmptyVersion_IsAllMissing()
    {
        Directory.CreateDirectory(Path.Combine(Version, "data"));

        var cli = await Cli.RunAsync("verify", _folder.FullPath);

        Assert.Equal(1, cli.ExitCode);
        Assert.Contains("マニフェストがありません。", cli.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FolderThatIsNone_IsAClearError()
    {
        await File.WriteAllTextAsync(_folder["file"], "");

        Assert.Equal(new Cli(1, "", $"{_folder["none"]}: フォルダーがありません。場所と名前を確かめてください。\n"), await Cli.RunAsync("verify", _folder["none"]));
        Assert.Equal(new Cli(1, "", $"{_folder["file"]}: ファイルです。公表したフォルダーを指定してください。\n"), await Cli.RunAsync("verify", _folder["file"]));
        Assert.Equal(
            new Cli(1, "", $"{_folder.FullPath}: 公表された版がありません。1つの版（…/2024/v1）か、サイト全体のフォルダーを指定してください。\n"),
            await Cli.RunAsync("verify", _folder.FullPath));
    }

    [Fact]
    public async Task LinksOutOfTheFolder_AreNotFollowed()
    {
        Copy();
        File.Delete(Path.Combine(Version, "data", "licence.txt"));
        File.CreateSymbolicLink(Path.Combine(Version, "data", "licence.txt"), "/etc/passwd");
        Directory.CreateSymbolicLink(Path.Combine(Version, "data", "loop"), Version);

        var cli = await Cli.RunAsync("verify", _folder.FullPath);

        Assert.Equal(1, cli.ExitCode);
        Assert.Contains("licence.txt: マニフェストにあるファイルがありません。", cli.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void Copy()
    {
        var site = Path.Combine(year.Folder, "published");
        foreach (var file in Directory.EnumerateFiles(site, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(_folder.FullPath, Path.GetRelativePath(site, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, File.ReadAllBytes(file));
        }
    }

    private void Change(string file, string from, string to)
    {
        var path = Path.Combine(Version, file);
        var text = Encoding.UTF8.GetString(File.ReadAllBytes(path));
        var at = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, from);
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(text[..at] + to + text[(at + from.Length)..]));
    }

    private void Renew(string file)
    {
        var path = Path.Combine(Version, "data", "manifest.json");
        var manifest = JsonNode.Parse(File.ReadAllBytes(path))!;
        var bytes = File.ReadAllBytes(Path.Combine(Version, file));
        var entry = manifest["files"]!.AsArray().First(f => (string?)f!["path"] == file)!;
        entry["bytes"] = bytes.Length;
        entry["sha256"] = Convert.ToHexStringLower(SHA256.HashData(bytes));
        File.WriteAllText(path, manifest.ToJsonString());
    }
}
