using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace GyoseiFlow.Local.Commands;

/// <summary>
/// --help in Japanese. System.CommandLine's own Japanese leaves some headings in English, and its lines break anywhere in a text without
/// spaces.
/// </summary>
internal sealed class JapaneseHelp : SynchronousCommandLineAction
{
    private const string Program = "dotnet run --project functions/Local --";

    /// <summary>Asking for help is never wrong, whatever else is on the line.</summary>
    public override bool ClearsParseErrors => true;

    /// <summary>Makes it the help of a command and of all below it.</summary>
    public static void Use(RootCommand root)
    {
        foreach (var option in root.Options)
        {
            switch (option)
            {
                case HelpOption help:
                    help.Action = new JapaneseHelp();
                    help.Description = "この説明を表示します";
                    break;
                case VersionOption version:
                    version.Description = "プログラムの版を表示します";
                    break;
            }
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        var output = parseResult.InvocationConfiguration.Output;
        output.Write($"{command.Description}\n\n使い方:\n  {Usage(command)}\n");
        Section(output, "コマンド", command.Subcommands.Select(c => (Words(c), c.Description)));
        Section(output, "引数", command.Arguments.Select(a => (a.Name, a.Description)));
        Section(output, "オプション", Options(command).Select(o => (Names(o), (string?)Explained(o))));
        output.Write("\n終了コード:\n  0  できた\n  1  できなかった（理由は標準エラー出力に表示します）\n  2  指定のまちがい\n");
        if (command.Subcommands.Count > 0)
        {
            output.Write($"\nくわしくは {Path(command)} コマンド --help で表示します。\n");
        }

        return 0;
    }

    private static void Section(TextWriter output, string heading, IEnumerable<(string Name, string? Description)> rows)
    {
        var all = rows.ToArray();
        if (all.Length == 0)
        {
            return;
        }

        var width = all.Max(r => r.Name.Length);
        output.Write($"\n{heading}:\n");
        foreach (var (name, description) in all)
        {
            output.Write($"  {name.PadRight(width)}  {description}\n");
        }
    }

    private static string Words(Command command) => string.Join(' ', [command.Name, .. command.Subcommands.Select(s => s.Name)]);

    private static string Usage(Command command) => string.Join(
        ' ',
        [
            Path(command),
            .. command.Subcommands.Count > 0 ? (string[])["コマンド"] : [],
            .. command.Options.Where(o => o.Required).Select(Names),
            .. command.Arguments.Select(a => a.Name),
            .. Options(command).Any(o => !o.Required) ? (string[])["[オプション]"] : [],
        ]);

    private static string Path(Command command) => command.Parents.OfType<Command>().FirstOrDefault() is { } parent
        ? $"{Path(parent)} {command.Name}"
        : Program;

    // Its own, and the help that it has from the root.
    private static IEnumerable<Option> Options(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(Options).Where(o => o.Recursive)).Distinct();

    private static string Names(Option option) =>
        string.Join(", ", (string[])[option.Name, .. option.Aliases.Where(a => a is not ("/?" or "/h"))])
        + (option.HelpName is { } value ? $" {value}" : "");

    private static string Explained(Option option) =>
        option.Description
        + (option.Required ? "（必須）" : "")
        + (option.HelpName is not null && option.HasDefaultValue ? $"（省略すると {option.GetDefaultValue()}）" : "");
}
