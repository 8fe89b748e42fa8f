using GyoseiFlow.Local.Commands;

namespace GyoseiFlow.Local.Tests.Commands;

/// <summary>What a command printed and how it ended.</summary>
internal sealed record Cli(int ExitCode, string Output, string Errors)
{
    public static string Tomakomai(string file) => Path.Combine(AppContext.BaseDirectory, "Plans", "tomakomai", file);

    public static async Task<Cli> RunAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var code = await CommandLine.RunAsync(args, output, errors);
        return new Cli(code, output.ToString(), errors.ToString());
    }
}
