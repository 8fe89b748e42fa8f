using System.Diagnostics;
using System.Text;

namespace GyoseiFlow.Local.Tests.Commands;

/// <summary>The program as a person starts it: its own process, a locale that knows no Japanese.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task PlanCheck_PrintsUtf8WithoutMark_AndEndsWithZero()
    {
        var (code, output, errors) = await RunAsync("plan", "check", Cli.Tomakomai("plan.yaml"));

        Assert.Equal((0, ""), (code, errors));
        Assert.StartsWith("問題ありません", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failing_EndsWithOne_WithoutAStackTrace()
    {
        var (code, output, errors) = await RunAsync("aggregate", "--plan", "無い.yaml", "--scores", "無い.csv");

        Assert.Equal((1, ""), (code, output));
        Assert.Equal("無い.yaml: 計画ファイルがありません。ファイルの場所と名前を確かめてください。\n", errors);
    }

    [Fact]
    public async Task WronglyAsked_EndsWithTwo()
    {
        var (code, _, errors) = await RunAsync("aggregate");

        Assert.Equal(2, code);
        Assert.Contains("--plan を指定してください。", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FullDisk_EndsWithOne()
    {
        if (!File.Exists("/dev/full"))
        {
            return;
        }

        var program = Path.Combine(AppContext.BaseDirectory, "GyoseiFlow.Local.dll");
        var (code, _, errors) = await StartAsync("/bin/sh", "-c", $"exec dotnet '{program}' plan check '{Cli.Tomakomai("plan.yaml")}' > /dev/full");

        Assert.Equal(1, code);
        Assert.Equal("ディスクに空きがありません。不要なファイルを片付けてください。\n", errors);
    }

    private static Task<(int Code, string Output, string Errors)> RunAsync(params string[] args) =>
        StartAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "GyoseiFlow.Local.dll"), .. args]);

    private static async Task<(int Code, string Output, string Errors)> StartAsync(string file, params string[] args)
    {
        var start = new ProcessStartInfo(file, args)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = new UTF8Encoding(false),
        };
        start.Environment["LC_ALL"] = "C";
        start.Environment["LANG"] = "C";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
